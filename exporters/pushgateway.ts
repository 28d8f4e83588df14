import { describeMetrics, gauge, open } from '@narthex/instrumentation';
import { type Duration, type Exporter, partJob } from '../stacks/model/index.ts';
import { answersOn, smallExporter } from './small.ts';

/** What the Pushgateway adds to every group that was pushed. */
export const pushgatewayMetrics = describeMetrics({
  pushTime: gauge('push_time_seconds', 'When the group was last pushed.', { unit: 'seconds', labels: { job: open() } }),
});

/** Takes metrics of batch jobs, which are gone before anybody could scrape them. */
export function pushgateway(options: { readonly interval?: Duration } = {}): Exporter {
  const { interval = '15s' } = options;
  const name = 'pushgateway';
  const port = 9091;
  return {
    name,
    port,
    metrics: pushgatewayMetrics,
    // What is pushed was pushed on purpose, and its labels are those of the batch job.
    jobs: () => [{ ...partJob({ name, part: name, port, interval }), stores: 'all', speaksForOthers: true }],
    workload: (stack) => ({
      ...smallExporter,
      name,
      summary: 'Takes the metrics of batch jobs.',
      image: stack.versions.pushgateway,
      program: 'pushgateway',
      args: (at) => [
        `--web.listen-address=${at.listen('http')}`,
        `--persistence.file=${at.data('data')}/metrics`,
        // A crash loses what came since the last write.
        '--persistence.interval=1m',
      ],
      volumes: [{ name: 'data', mountPath: '/pushgateway', size: '1Gi' }],
      ports: [{ name: 'http', number: port }],
      health: answersOn('/-/ready'),
    }),
  };
}
