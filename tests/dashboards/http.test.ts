import { counter, defineMetrics, histogram, type MetricSet } from '@narthex/instrumentation';
import { deployed } from 'narthex';
import { describe, expect, it } from 'vitest';
import { httpMetrics, resolveStack } from '../../stacks/model/index.ts';
import { shop, smallest } from '../support/stacks.ts';
import { expanded, overviewOf, panelOf, panelsOf } from './boards.ts';
import { parseWithPromtool } from './promtool.ts';

const service = (catalog: MetricSet, port: number) => ({
  summary: 'A service.',
  port,
  metrics: { catalog, interval: '15s' },
  run: deployed(`host.example:${port}`),
});

const web = defineMetrics({
  requests: counter('http_requests_total', 'Requests.', { labels: { code: ['200', '500'] } }),
  duration: histogram('http_request_duration_seconds', 'Time.', { unit: 'seconds', buckets: [0.1, 1] }),
});
const proxy = defineMetrics({ requests: counter('proxy_http_requests_total', 'Requests.') });
const queue = defineMetrics({ jobs: counter('jobs_total', 'Jobs.') });

function stackOf(services: Readonly<Record<string, MetricSet>>) {
  const entries = Object.entries(services).map(([name, catalog], index) => [name, service(catalog, 8001 + index)]);
  return shop({ services: { ...smallest.services, ...Object.fromEntries(entries) } });
}

describe('HTTP metrics of services', () => {
  it('are found by their names and types, with the label of the status', () => {
    const found = httpMetrics(resolveStack(stackOf({ web, proxy, queue }), 'development'));
    expect(found).toEqual([
      { jobs: ['web'], requests: web.requests, status: 'code', duration: web.duration },
      { jobs: ['proxy'], requests: proxy.requests, status: undefined, duration: undefined },
    ]);
  });

  it('are read once for services that share them', () => {
    const found = httpMetrics(resolveStack(stackOf({ web, shop: web }), 'development'));
    expect(found.map(({ jobs }) => jobs)).toEqual([['web', 'shop']]);
  });

  it('give a query for each kind, and only what can be told from them', async () => {
    const { board } = overviewOf(stackOf({ web, proxy }));
    expect(panelOf(board, 'Requests by status').targets.map(({ legendFormat }) => legendFormat)).toEqual([
      '{{code}}',
      '{{job}}',
    ]);
    expect(panelOf(board, 'Failed requests').targets).toHaveLength(1);
    await parseWithPromtool(panelsOf(board).flatMap(({ targets }) => targets.map(({ expr }) => expanded(expr))));
  }, 120_000);

  it('are not invented for a service that counts something else', () => {
    const { board } = overviewOf(stackOf({ queue }));
    expect(panelsOf(board).map(({ title }) => title)).not.toContain('Requests by status');
    expect(board.templating.list.map(({ name }) => name)).toEqual(['datasource']);
  });
});
