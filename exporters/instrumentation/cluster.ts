/**
 * The metrics of all workers of node:cluster as one: each worker answers with its own, the primary adds them up.
 * `@narthex/instrumentation/cluster`. In a worker `joinCluster({ registry })`, in the primary
 * `expose(await gatherCluster(), request)`.
 */
import cluster, { type Worker } from 'node:cluster';
import { type AggregatedFamily, aggregate, type Snapshot, snapshotOf } from './cluster/aggregate.ts';
import { type Answer, isAnswer, isAsk } from './cluster/messages.ts';
import { type Duration, durationOf } from './duration.ts';
import type { ExposedRegistry } from './exposition/registry.ts';
import { clusterMetrics } from './own-metrics.ts';
import { within } from './within.ts';

export { clusterMetrics };

/** What a worker brings. */
export interface JoinOptions {
  /** The registry that the worker records to. */
  readonly registry: ExposedRegistry;
}

/** What the primary asks. */
export interface GatherOptions {
  /** A registry of the primary's own, which is added like that of a worker. */
  readonly registry?: ExposedRegistry;
  /**
   * How long a worker may take to answer; `2s` when absent. Of a late one the counts of its answer before are taken, and its gauges are
   * left out.
   */
  readonly deadline?: Duration;
}

const DEADLINE = '2s';

/**
 * Lets a worker answer the primary. The function that it returns ends that after telling the last values: call it before the worker
 * goes, so that what it counted since the last scrape is not lost. Does nothing in a process that is no worker.
 */
export function joinCluster({ registry }: JoinOptions): () => Promise<void> {
  if (!cluster.isWorker) return async () => undefined;
  const tell = async (id: number) => {
    const answer: Answer = { type: 'narthex:answer', id, snapshot: await snapshotOf(registry) };
    // The primary may be gone by now, which is no business of the worker.
    if (process.connected) await new Promise<void>((resolve) => process.send?.(answer, undefined, {}, () => resolve()));
  };
  const listen = (message: unknown) => {
    if (isAsk(message)) tell(message.id).catch(() => undefined);
  };
  process.on('message', listen);
  return async () => {
    process.off('message', listen);
    await tell(0);
  };
}

/** What is known of the workers: the last answer of each that is not gone, and the sums of those that are. */
interface Known {
  readonly last: Map<number, Snapshot>;
  readonly waiting: Map<number, (snapshot: Snapshot) => void>;
  gone: Snapshot;
  asked: number;
}

let known: Known | undefined;

/**
 * The metrics of all workers together, as a registry for `expose`: counters, histograms and summaries as sums, gauges as their
 * definition says. What workers had counted that are gone, or late, stays in the sums, so that no counter falls; of those that went
 * before the first call nothing is known. Throws for a deadline that is no duration.
 */
export async function gatherCluster({ registry, deadline = DEADLINE }: GatherOptions = {}): Promise<ExposedRegistry> {
  const patience = durationOf('deadline', deadline);
  known ??= watchWorkers();
  // Both as they are now: a worker that goes while others are asked must neither be missing nor be there twice.
  const { gone } = known;
  const before = new Map(known.last);
  const workers = Object.values(cluster.workers ?? {}).flatMap((worker) => (worker?.isConnected() ? [worker] : []));
  const answers = new Map<number, Snapshot>();
  await Promise.all(
    workers.map(async (worker) => {
      const answer = await ask(worker, patience);
      if (answer !== undefined) answers.set(worker.id, answer);
    }),
  );
  const own = registry === undefined ? [] : [await snapshotOf(registry)];
  const silent = [...before].flatMap(([id, last]) => (answers.has(id) ? [] : [countsOf(last)]));
  const all = aggregate([...own, ...answers.values(), ...silent, gone]);
  return registryOf([...all, workersFamily(answers.size, workers.length - answers.size)]);
}

/** What only grows: a gauge of a process that does not answer says nothing any more. */
function countsOf(snapshot: Snapshot): Snapshot {
  return snapshot.filter(({ type }) => type !== 'gauge');
}

async function ask(worker: Worker, deadline: number): Promise<Snapshot | undefined> {
  const now = known;
  if (now === undefined) return undefined;
  now.asked += 1;
  const id = now.asked;
  const answer = new Promise<Snapshot>((resolve) => now.waiting.set(id, resolve));
  try {
    worker.send({ type: 'narthex:ask', id });
    return await within(answer, deadline);
  } catch {
    return undefined;
  } finally {
    now.waiting.delete(id);
  }
}

function watchWorkers(): Known {
  const now: Known = { last: new Map(), waiting: new Map(), gone: [], asked: 0 };
  cluster.on('message', (worker, message: unknown) => {
    if (!isAnswer(message)) return;
    now.last.set(worker.id, message.snapshot);
    now.waiting.get(message.id)?.(message.snapshot);
  });
  // Only when it has done both, in whichever order: its last word may arrive after its exit.
  const bury = (worker: Worker) => {
    if (!worker.isDead() || worker.isConnected()) return;
    const last = now.last.get(worker.id);
    now.last.delete(worker.id);
    if (last !== undefined) now.gone = aggregate([now.gone, countsOf(last)]);
  };
  cluster.on('exit', bury);
  cluster.on('disconnect', bury);
  return now;
}

function workersFamily(answered: number, silent: number): AggregatedFamily {
  const { workers } = clusterMetrics;
  return {
    name: workers.name,
    help: workers.help,
    type: workers.type,
    aggregator: 'sum',
    values: [
      { labels: { state: 'answered' }, value: answered },
      { labels: { state: 'silent' }, value: silent },
    ],
  };
}

function registryOf(families: readonly AggregatedFamily[]): ExposedRegistry {
  const metrics = families.map((family) => ({ name: family.name, get: () => family }));
  return {
    contentType: 'text/plain; version=0.0.4; charset=utf-8',
    getMetricsAsArray: () => metrics,
    getSingleMetric: (name) => metrics.find((metric) => metric.name === name),
    registerMetric: ({ ...metric }) => {
      throw new Error(
        `The metrics of a cluster are read only; ${JSON.stringify(metric)} belongs into those of a worker.`,
      );
    },
  };
}
