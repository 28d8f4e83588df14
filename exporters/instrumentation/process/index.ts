/**
 * The metrics of the process itself, under the names of the clients' default metrics, with what those get wrong put right: every
 * garbage collection is counted, the lag of the event loop is not reset by whoever scrapes, and a collector that fails takes no other
 * with it. `@narthex/instrumentation/process`.
 */
import type { ClientRegistry, SeriesLabels } from '../client.ts';
import { isolate } from '../collector.ts';
import type { MetricDefinition } from '../definition.ts';
import type { Duration } from '../duration.ts';
import { instrumentOwn } from '../instrument.ts';
import { activityReader } from './activity.ts';
import { type CountedLoop, watchEventLoop } from './event-loop.ts';
import { watchGarbage } from './garbage.ts';
import { readHeap, readMemory } from './memory.ts';
import { eventLoopMetrics, nodejsMetrics } from './metrics.ts';
import { type CountedCpu, cpuReader, readFiles, readIdentity } from './system.ts';

export { eventLoopMetrics, nodejsMetrics };

/** Where the metrics of the process go. */
export interface ProcessOptions {
  readonly registry: ClientRegistry;
  /** Labels with one value each for every series. */
  readonly labels?: SeriesLabels;
  /** How long a collector may take at a scrape; `2s` when absent. */
  readonly deadline?: Duration;
}

/** A collector: the metrics that it reads, and how. */
interface Part {
  readonly reads: readonly MetricDefinition[];
  readonly read: () => void | Promise<void>;
}

/**
 * Collects the metrics of the process into a registry, and returns a function that ends it:
 * `const stop = collectProcessMetrics({ registry: client.register });`. Use it instead of `collectDefaultMetrics` of the client, not
 * beside it: both own the same names, and the second one is refused with an error that says so. Called again for a registry it takes the
 * place of the call before, so that nothing is counted twice.
 */
export function collectProcessMetrics({ registry, labels = {}, deadline }: ProcessOptions): () => void {
  const handles = instrumentOwn({ ...nodejsMetrics, ...eventLoopMetrics }, registry, labels);
  const collecting = collectingInto(registry);
  collecting.stop();
  const garbage = watchGarbage(handles);
  const eventLoop = watchEventLoop(handles, collecting.loop);
  const parts: Readonly<Record<string, Part>> = {
    gc: { reads: named('nodejs_gc_'), read: garbage.read },
    event_loop: { reads: named('nodejs_eventloop_'), read: eventLoop.read },
    heap: { reads: named('nodejs_heap_', 'nodejs_external_'), read: () => readHeap(handles) },
    memory: { reads: named('process_resident_', 'process_virtual_', 'process_heap_'), read: () => readMemory(handles) },
    cpu: { reads: named('process_cpu_'), read: cpuReader(handles, collecting.cpu) },
    files: { reads: named('process_open_', 'process_max_'), read: () => readFiles(handles) },
    activity: { reads: named('nodejs_active_'), read: activityReader(handles) },
    identity: { reads: named('process_start_', 'nodejs_version_'), read: () => readIdentity(handles) },
  };
  const stops = Object.entries(parts).map(([name, { reads, read }]) =>
    isolate({ registry, name, metrics: reads, ...(deadline === undefined ? {} : { deadline }) }, read),
  );
  let ended = false;
  const end = () => {
    if (ended) return;
    ended = true;
    for (const stop of [...stops, garbage.stop, eventLoop.stop]) stop();
  };
  collecting.stop = end;
  return end;
}

/** What is collected into a registry, and what of it has been counted. */
interface Collecting {
  stop: () => void;
  readonly cpu: CountedCpu;
  readonly loop: CountedLoop;
}

// One for all copies of this package in a process, as a hot reload makes them: each would count everything once more.
const KEY = Symbol.for('narthex.instrumentation.process.1');
const shared: typeof globalThis & { [KEY]?: WeakMap<ClientRegistry, Collecting> } = globalThis;

function collectingInto(registry: ClientRegistry): Collecting {
  shared[KEY] ??= new WeakMap();
  const known = shared[KEY].get(registry);
  if (known !== undefined) return known;
  const collecting = { stop: () => undefined, cpu: { user: 0, system: 0 }, loop: { active: 0, idle: 0 } };
  shared[KEY].set(registry, collecting);
  return collecting;
}

/** The metrics whose names begin so. */
function named(...beginnings: readonly string[]): readonly MetricDefinition[] {
  const all: readonly MetricDefinition[] = [...Object.values(nodejsMetrics), ...Object.values(eventLoopMetrics)];
  return all.filter(({ name }) => beginnings.some((beginning) => name.startsWith(beginning)));
}
