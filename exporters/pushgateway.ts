import type { MetricSet } from '@narthex/instrumentation';
import { type Duration, type Exporter, partJob } from '../stacks/model/index.ts';
import { pushgatewayMetrics } from './catalogs/pushgateway.ts';
import { answersOn, smallExporter } from './small.ts';

/** How a Pushgateway is read, and what it is given. */
export interface PushgatewayOptions {
  readonly interval?: Duration;
  /** What each batch job pushes, by its `job` label. Rules and panels that read what is not declared here are refused. */
  readonly pushes?: Readonly<Record<string, MetricSet>>;
}

/** Takes metrics of batch jobs, which are gone before anybody could scrape them. */
export function pushgateway(options: PushgatewayOptions = {}): Exporter {
  const { interval = '15s', pushes } = options;
  const name = 'pushgateway';
  const port = 9091;
  return {
    name,
    port,
    metrics: pushgatewayMetrics,
    ...(pushes && { pushes }),
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
