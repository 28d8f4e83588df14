import { bounded, counter, defineMetrics, gauge, histogram, instrument, open, summary } from '@narthex/instrumentation';
import client from 'prom-client';
import { expect, it } from 'vitest';

const set = defineMetrics({
  requests: counter('http_requests_total', 'HTTP requests served.', {
    labels: { method: ['GET', 'POST'], route: bounded(3), status_code: ['2xx', '5xx'] },
  }),
  restarts: counter('restarts_total', 'Restarts.'),
  depth: gauge('queue_depth', 'Tasks that wait.', { labels: { queue: ['a', 'b'] } }),
  open: gauge('open_files', 'Open files.'),
  duration: histogram('task_duration_seconds', 'Time of a task.', {
    unit: 'seconds',
    labels: { kind: open() },
    buckets: [0.1, 1],
  }),
  size: summary('body_size_bytes', 'Size of a body.', { unit: 'bytes', quantiles: [0.5, 0.99] }),
});

it('takes exactly the labels that the definition names, which the compiler proves', () => {
  const metrics = instrument(set, { registry: new client.Registry() });
  const { requests, restarts, depth, duration, size } = metrics;
  const never = (): void => {
    requests.inc({ method: 'GET', route: '/any', status_code: '2xx' });
    requests.inc({ method: 'GET', route: '/any', status_code: '2xx' }, 3);
    // @ts-expect-error PUT is none of the methods
    requests.inc({ method: 'PUT', route: '/any', status_code: '2xx' });
    // @ts-expect-error status_code is missing
    requests.inc({ method: 'GET', route: '/any' });
    // @ts-expect-error path is no label of the metric
    requests.inc({ method: 'GET', route: '/any', status_code: '2xx', path: '/' });
    // @ts-expect-error the labels are missing
    requests.inc();
    // @ts-expect-error a counter is not set
    requests.set({ method: 'GET', route: '/any', status_code: '2xx' }, 1);
    restarts.inc();
    restarts.inc(2);
    // @ts-expect-error a metric without labels takes none
    restarts.inc({}, 1);
    // @ts-expect-error a metric without labels takes none
    restarts.inc({ method: 'GET' });
    depth.set({ queue: 'a' }, 1);
    depth.inc({ queue: 'b' });
    // @ts-expect-error the value is missing
    depth.set({ queue: 'a' });
    // @ts-expect-error a label value is a string
    duration.observe({ kind: 7 }, 1);
    // @ts-expect-error the timer needs its labels
    duration.startTimer();
    size.startTimer();
    // @ts-expect-error no metric of this name
    metrics.missing.inc();
  };
  expect(never).toBeTypeOf('function');
});

it('refuses definitions that lack what their type needs, which the compiler proves', () => {
  const never = (): void => {
    // @ts-expect-error a histogram needs buckets
    histogram('x_seconds', 'X.', { unit: 'seconds' });
    // @ts-expect-error a summary needs quantiles
    summary('x_seconds', 'X.', { unit: 'seconds' });
    // @ts-expect-error minutes are no base unit
    gauge('x_minutes', 'X.', { unit: 'minutes' });
  };
  expect(never).toBeTypeOf('function');
});
