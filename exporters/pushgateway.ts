import type { MetricSet } from '@narthex/instrumentation';
import { type BatchJob, type Duration, type Exporter, partJob } from '../stacks/model/index.ts';
import { pushgatewayMetrics } from './catalogs/pushgateway.ts';
import { answersOn, smallExporter } from './small.ts';

/** How a Pushgateway is read, and what it is given. */
export interface PushgatewayOptions {
  readonly interval?: Duration;
  /** What each batch job pushes, by its `job` label; one that says nothing else runs once a day. Rules and panels that read what is not declared here are refused. */
  readonly pushes?: Readonly<Record<string, MetricSet | BatchJob>>;
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
    ...(pushes && { pushes: batchJobs(pushes) }),
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

function batchJobs(pushes: Readonly<Record<string, MetricSet | BatchJob>>): Record<string, BatchJob> {
  return Object.fromEntries(
    Object.entries(pushes).map(([job, pushed]) => [
      job,
      isBatchJob(pushed) ? pushed : { metrics: pushed, every: '1d' },
    ]),
  );
}

/** A set of metrics may well have one that it calls `every`; that is no text. */
function isBatchJob(pushed: MetricSet | BatchJob): pushed is BatchJob {
  return typeof pushed.every === 'string';
}
