/** Queues of jobs, whichever library holds them: how many wait, how long each waited and took, and how it ended. */
import type { ClientRegistry } from '../client.ts';
import { collectOnScrape } from '../collector.ts';
import { instrument } from '../instrument.ts';
import { queueMetrics } from './metrics.ts';

/** Which queue, and where its metrics go. */
export interface QueueOptions {
  readonly registry: ClientRegistry;
  /** The value of the label `queue`. */
  readonly name: string;
  /** How many jobs wait; asked at each scrape, with a deadline. */
  readonly depth?: () => number | Promise<number>;
}

/** What is recorded of a queue. */
export interface QueueRecorder {
  /** Runs a job and records it: `queue.run(() => send(job), { enqueuedAt: job.timestamp })`. `enqueuedAt` is in milliseconds. */
  run<T>(job: () => T | Promise<T>, facts?: { readonly enqueuedAt?: number }): Promise<T>;
  /** Ends the reading of the depth. */
  stop(): void;
}

/** Records a queue. */
export function instrumentQueue({ registry, name, depth }: QueueOptions): QueueRecorder {
  const { depth: waiting, ...recorded } = queueMetrics;
  const { running, duration, wait } = instrument(recorded, { registry });
  const queue = { queue: name };
  const [busy, waited] = [running.with(queue), wait.with(queue)];
  busy.set(0);
  const stop =
    depth === undefined
      ? () => undefined
      : collectOnScrape({ registry, name: `queue:${name}`, metrics: { waiting } }, async (handles) =>
          handles.waiting.set(queue, await depth()),
        );
  return {
    stop,
    run: async (job, { enqueuedAt } = {}) => {
      if (enqueuedAt !== undefined) waited.observe(Math.max(0, Date.now() - enqueuedAt) / 1000);
      busy.inc();
      const start = performance.now();
      let outcome: 'ok' | 'error' = 'error';
      try {
        const result = await job();
        outcome = 'ok';
        return result;
      } finally {
        busy.dec();
        duration.observe({ ...queue, outcome }, (performance.now() - start) / 1000);
      }
    },
  };
}
