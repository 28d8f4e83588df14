import { counter, defineMetrics, gauge, open } from 'narthex';
import { describe, expect, it } from 'vitest';
import { contradictions, parseExpression, stackExpressions, surroundings } from '../../stacks/analysis/index.ts';
import { planOf, shop, smallest } from '../support/stacks.ts';

const metrics = defineMetrics({
  requests: counter('http_requests_total', 'Requests.', { labels: { status_code: ['2xx', '5xx'] } }),
  depth: gauge('depth', 'Depth.', { labels: { queue: open({ sometimes: true }) } }),
});
const plan = planOf(
  shop({ services: { api: { ...smallest.services.api, metrics: { catalog: metrics, interval: '10s' } } } }),
);
const { catalog } = surroundings(
  plan,
  stackExpressions(plan).flatMap((each) => parseExpression(each) ?? []),
);
const target = { job: 'api', instance: 'api:8000', service: 'api' };
const requests = { __name__: 'http_requests_total', ...target, status_code: '2xx' };

describe('what Prometheus holds', () => {
  it.each([
    ['is as declared', requests, []],
    ['may lack a label that is not always there', { __name__: 'depth', ...target }, []],
    [
      'is in no catalog',
      { ...requests, __name__: 'http_request_total' },
      [`'http_request_total' of job 'api' is in no catalog`],
    ],
    [
      'has a label that nobody declared',
      { ...requests, pod: 'api-1' },
      [`'http_requests_total' of job 'api' has a label 'pod' ("api-1"), which its catalog does not know`],
    ],
    [
      'has a value that nobody listed',
      { ...requests, status_code: '200' },
      [`'http_requests_total' of job 'api' has status_code="200", which its catalog does not list`],
    ],
    [
      'lacks a label that was promised',
      { __name__: 'http_requests_total', ...target },
      [`'http_requests_total' of job 'api' has no label 'status_code', which its catalog promises`],
    ],
  ])('%s', (_, live, expected) => {
    expect(contradictions(catalog, [live])).toEqual(expected);
  });

  it('may have any instance where a cluster names its pods itself, and nothing is missing then', () => {
    expect(contradictions(catalog, [{ ...requests, instance: 'api-7d9f:8000' }], ['instance'])).toEqual([]);
    expect(contradictions(catalog, [{ ...requests, instance: 'api-7d9f:8000' }])).toHaveLength(1);
  });

  it('is compared with the source that it comes nearest to, and each difference is said once', () => {
    const up = { __name__: 'up', job: 'prometheus', instance: 'prometheus:9090' };
    expect(contradictions(catalog, [up, { ...up, rack: '1' }, { ...up, rack: '1' }])).toEqual([
      `'up' of job 'prometheus' has a label 'rack' ("1"), which its catalog does not know`,
    ]);
  });
});
