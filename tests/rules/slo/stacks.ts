import {
  blackboxExporter,
  counter,
  defineMetrics,
  deployed,
  gauge,
  histogram,
  type Overrides,
  type Slo,
  type StackDefinition,
} from 'narthex';
import type { Plan } from '../../../stacks/model/index.ts';
import { define, planOf, smallest } from '../../support/stacks.ts';

const codes = ['2xx', '3xx', '4xx', '5xx'] as const;

/** What the services of the tests expose. */
export const metrics = defineMetrics({
  requests: counter('http_requests_total', 'Requests.', { labels: { code: codes, route: ['/', '/health', '/pay'] } }),
  failures: counter('payment_failures_total', 'Payments that failed.'),
  payments: counter('payments_total', 'Payments.'),
  duration: histogram('http_request_duration_seconds', 'Time of a request.', {
    unit: 'seconds',
    labels: { route: ['/', '/health', '/pay'] },
    buckets: [0.1, 0.25, 0.5, 1, 2.5],
  }),
  synced: gauge('sync_last_timestamp_seconds', 'When it was last done.', {
    unit: 'timestamp',
    labels: { module: ['orders', 'customers'] },
  }),
  depth: gauge('queue_depth', 'What waits.'),
});

/** A stack with these SLOs: two services of one job, and a probe. */
export function sloStack(slos: Readonly<Record<string, Slo>>, changes: Partial<StackDefinition> = {}) {
  const exposed = { catalog: metrics, job: 'shop', interval: '15s' } as const;
  return define({
    ...smallest,
    services: {
      api: { ...smallest.services.api, metrics: exposed },
      web: { summary: 'The shop.', port: 8001, metrics: exposed, run: deployed('web.internal:8001') },
    },
    exporters: [blackboxExporter()],
    probes: { front: { module: 'http_2xx', interval: '30s', targets: [{ service: 'api' }, { service: 'web' }] } },
    prometheus: { retention: { time: '90d', size: '40Gi' } },
    slos,
    ...changes,
  });
}

/** The plan of a stack with these SLOs. */
export function sloPlan(slos: Readonly<Record<string, Slo>>, overrides: Overrides = {}): Plan {
  return planOf(sloStack(slos, { environments: { development: overrides } }));
}
