import { describe, expect, it } from 'vitest';
import { defineHttpMetrics, httpMetrics } from '../../../exporters/instrumentation/frameworks/node.ts';
import { httpMetrics as httpMetricsOf } from '../../../stacks/model/index.ts';
import { describePack } from '../../support/packs.ts';
import { planOf, shop, smallest } from '../../support/stacks.ts';

/** A stack with a service that records what the adapters record. */
function planWith(catalog: typeof httpMetrics) {
  // What needs a day of samples is tried with the pack itself.
  const alerts = { ServiceTrafficLost: { off: 'takes long' }, ServiceSaturated: { off: 'takes long' } };
  const web = { ...smallest.services.api, port: 8001, metrics: { catalog, interval: '15s' } };
  return planOf(shop({ services: { ...smallest.services, web }, alerts }));
}

const classes = planWith(httpMetrics);
const codes = planWith(defineHttpMetrics({ status: 'code', sizes: true }));

describePack('of a service that an adapter records', classes, ['application']);

describe.each([
  { by: 'class', plan: classes },
  { by: 'exact code', plan: codes },
])('a stack with the metrics of the adapters, counted by $by', ({ plan }) => {
  it('finds requests, their status, durations and those in progress', () => {
    const [found, ...more] = httpMetricsOf(plan.stack).filter(({ jobs }) => jobs.includes('web'));
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      status: 'status_code',
      requests: { name: 'http_requests_total' },
      duration: { name: 'http_request_duration_seconds', labels: { route: { kind: 'bounded' } } },
      inProgress: { name: 'http_requests_in_progress' },
    });
  });

  it('has the alerts of services', () => {
    const rules = plan.groups.find(({ name }) => name === 'application')?.rules.map(({ name }) => name);
    for (const name of ['ServiceErrorsHigh', 'ServiceLatencyHigh']) expect(rules).toContain(name);
  });
});
