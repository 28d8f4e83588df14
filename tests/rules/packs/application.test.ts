import { counter, defineMetrics, gauge, histogram, type MetricSet } from '@narthex/instrumentation';
import { expect, it } from 'vitest';
import { describePack } from '../../support/packs.ts';
import { planOf, shop, smallest } from '../../support/stacks.ts';

const web = defineMetrics({
  requests: counter('http_requests_total', 'Requests.', { labels: { code: ['2xx', '5xx'], method: ['GET', 'POST'] } }),
  duration: histogram('http_request_duration_seconds', 'Time.', {
    unit: 'seconds',
    labels: { method: ['GET', 'POST'] },
    buckets: [0.1, 0.5, 1, 2.5],
  }),
  inProgress: gauge('http_requests_in_progress', 'Now.', { labels: { method: ['GET', 'POST'] } }),
});
const proxy = defineMetrics({
  requests: counter('proxy_http_requests_total', 'Requests.', { labels: { status: ['200', '404', '502'] } }),
  duration: histogram('proxy_http_request_duration_seconds', 'Time.', { unit: 'seconds', buckets: [0.5, 2, 8] }),
});
const bare = defineMetrics({
  requests: counter('http_requests_total', 'Requests.'),
  duration: histogram('http_request_duration_seconds', 'Time.', { unit: 'seconds', buckets: [0.1, 1] }),
});

function planWith(services: Readonly<Record<string, MetricSet>>, changes: object = {}) {
  const entries = Object.entries(services).map(([name, catalog], index) => [
    name,
    { ...smallest.services.api, port: 8001 + index, metrics: { catalog, interval: '15s' } },
  ]);
  return planOf(shop({ services: { ...smallest.services, ...Object.fromEntries(entries) }, ...changes }));
}

const names = (services: Readonly<Record<string, MetricSet>>) =>
  planWith(services)
    .groups.find(({ name }) => name === 'application')
    ?.rules.map(({ name }) => name);

describePack('of a service that counts all there is', planWith({ web }), ['application']);
// What needs a day of samples is tried with one way to count.
const alerts = { ServiceTrafficLost: { off: 'takes long' }, ServiceSaturated: { off: 'takes long' } };
describePack('of services that count in different ways', planWith({ web, proxy }, { alerts }), ['application']);

it('says only what the metrics of a service can tell', () => {
  expect(names({ bare })).toEqual(['ServiceTrafficLost']);
  expect(names({})).toBeUndefined();
});
