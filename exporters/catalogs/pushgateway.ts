import { counter, describeMetrics, gauge, open, summary } from '@narthex/instrumentation';
import { goClientMetrics } from '../../stacks/model/index.ts';

/** What a group is told apart by: its pusher chooses further ones. */
const grouping = { job: open({ typically: 3 }), instance: open({ typically: 1, sometimes: true }) };

/** What the Pushgateway exposes about itself, and adds to every group that was pushed. */
export const pushgatewayMetrics = describeMetrics({
  pushFailureTime: gauge(
    'push_failure_time_seconds',
    'Last Unix time when changing this group in the Pushgateway failed.',
    { unit: 'timestamp', labels: grouping },
  ),
  pushTime: gauge('push_time_seconds', 'Last Unix time when changing this group in the Pushgateway succeeded.', {
    unit: 'timestamp',
    labels: grouping,
  }),
  buildInfo: gauge('pushgateway_build_info', 'The running version, as labels.', {
    labels: {
      branch: open({ typically: 1 }),
      goarch: open({ typically: 1 }),
      goos: open({ typically: 1 }),
      goversion: open({ typically: 1 }),
      revision: open({ typically: 1 }),
      tags: open({ typically: 1 }),
      version: open({ typically: 1 }),
    },
    key: [],
    info: true,
  }),
  httpPushDurationSeconds: summary(
    'pushgateway_http_push_duration_seconds',
    'HTTP request duration for pushes to the Pushgateway.',
    {
      unit: 'seconds',
      labels: { method: ['delete', 'get', 'head', 'options', 'post', 'put'] },
      quantiles: [0.1, 0.5, 0.9],
      // Batch jobs push by one method.
      series: 1,
    },
  ),
  httpPushSizeBytes: summary('pushgateway_http_push_size_bytes', 'HTTP request size for pushes to the Pushgateway.', {
    unit: 'bytes',
    labels: { method: ['delete', 'get', 'head', 'options', 'post', 'put'] },
    quantiles: [0.1, 0.5, 0.9],
  }),
  httpRequests: counter(
    'pushgateway_http_requests_total',
    'Total HTTP requests processed by the Pushgateway, excluding scrapes.',
    {
      labels: {
        code: open({ typically: 2 }),
        handler: open({ typically: 4 }),
        method: ['delete', 'get', 'head', 'options', 'post', 'put'],
      },
      series: 4,
    },
  ),
  ...goClientMetrics,
});
