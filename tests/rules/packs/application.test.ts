import { counter, defineMetrics, gauge, histogram, type MetricSet } from '@narthex/instrumentation';
import { promql } from 'narthex';
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

const names = (services: Readonly<Record<string, MetricSet>>, changes: object = {}) =>
  planWith(services, changes)
    .groups.find(({ name }) => name === 'application')
    ?.rules.map(({ name }) => name);

describePack('of a service that counts all there is', planWith({ web }), ['application']);
// What needs a day of samples is tried with one way to count.
const alerts = { ServiceTrafficLost: { off: 'takes long' }, ServiceSaturated: { off: 'takes long' } };
const windows = {
  ServiceErrorsHigh: { window: '10m' },
  ServiceLatencyHigh: { window: '3m' },
  ServiceTrafficLost: alerts.ServiceTrafficLost,
};
describePack('of services whose alerts look back otherwise', planWith({ web }, { alerts: { ...alerts, ...windows } }), [
  'application',
]);
describePack('of services that count in different ways', planWith({ web, proxy }, { alerts }), ['application']);

it('says only what the metrics of a service can tell', () => {
  expect(names({ bare })).toEqual(['job_service:http_requests:rate5m', 'ServiceTrafficLost']);
  expect(names({})).toBeUndefined();
});

/** Without the alerts. */
const recorded = (services: Readonly<Record<string, MetricSet>>, changes: object = {}) =>
  names(services, changes)?.filter((name) => name.includes(':'));

it('records each rate once, over every window that an alert asks for', () => {
  const changed = { ServiceErrorsHigh: { window: '10m' }, ServiceLatencyHigh: { window: '10m' } };
  expect(recorded({ web }, { alerts: changed })).toEqual([
    'job_service:http_requests:rate10m',
    'job_service:http_requests:rate5m',
    'job_service:http_request_errors:rate10m',
    'job_service:http_request_errors:rate5m',
    'job_service_le:http_request_duration_seconds_bucket:rate10m',
  ]);
});

it('records what only the own rules of a stack read, and nothing that nobody reads', () => {
  const off = { off: 'nobody needs it here' };
  const alerts = { ServiceErrorsHigh: off, ServiceErrorsElevated: off, ServiceTrafficLost: off };
  const busy = {
    kind: 'recording',
    name: 'job:http_requests:rate1h',
    expr: promql`sum by (job) (job_service:http_requests:rate1h)`,
  };
  const kept = 'job_service_le:http_request_duration_seconds_bucket:rate5m';
  expect(recorded({ web }, { alerts })).toEqual([kept]);
  const rules = [{ name: 'own', rules: [busy] }];
  expect(recorded({ web }, { alerts, rules })).toEqual(['job_service:http_requests:rate1h', kept]);
});

it('adds up services that count under the same name, however they tell failures', () => {
  const other = defineMetrics({
    requests: counter('http_requests_total', 'Requests.', { labels: { status: ['200', '500'] } }),
  });
  const rules = planWith({ web, other }).groups.find(({ name }) => name === 'application')?.rules;
  const text = (name: string) => rules?.filter((rule) => rule.name === name).map(({ expr }) => expr.text);
  expect(text('job_service:http_requests:rate5m')).toEqual([
    'sum by (job, service) (rate(http_requests_total{job=~"web|other"}[5m]))',
  ]);
  expect(text('job_service:http_request_errors:rate5m')).toEqual([
    'sum by (job, service) (rate(http_requests_total{job="web", code=~"5.."}[5m])) or sum by (job, service) (rate(http_requests_total{job="other", status=~"5.."}[5m]))',
  ]);
});
