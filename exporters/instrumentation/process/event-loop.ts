/**
 * How late the event loop is and how busy, over the last minute, whoever asks and however often: the clients reset at each scrape,
 * so that two scrapers see half each.
 */
import { createHistogram, type EventLoopUtilization, performance, type RecordableHistogram } from 'node:perf_hooks';
import type { Handles } from '../handles.ts';
import type { eventLoopMetrics, nodejsMetrics } from './metrics.ts';

/** How often the delay is measured, in milliseconds. */
const RESOLUTION = 10;
/** The last minute as so many slices, of which the oldest is forgotten. */
const SLICES = 6;
const SLICE_MILLISECONDS = 10_000;
// From 1 ns to an hour at two digits: 36 kB for each slice instead of 350.
const RANGE = { lowest: 1, highest: 3_600_000_000_000, figures: 2 } as const;

type Lag = Pick<
  Handles<typeof nodejsMetrics>,
  | 'eventLoopLag'
  | 'eventLoopLagMin'
  | 'eventLoopLagMax'
  | 'eventLoopLagMean'
  | 'eventLoopLagStddev'
  | 'eventLoopLagP50'
  | 'eventLoopLagP90'
  | 'eventLoopLagP99'
>;

/** A part of the last minute: the delays in it, and how busy the event loop was when it began. */
interface Slice {
  readonly delays: RecordableHistogram;
  readonly began: EventLoopUtilization;
}

/** The milliseconds that the counters have already, from the start of the process on. */
export interface CountedLoop {
  active: number;
  idle: number;
}

/** Watches the event loop from now on. `read` brings the metrics up to date, `stop` ends it. */
export function watchEventLoop(
  handles: Lag & Handles<typeof eventLoopMetrics>,
  counted: CountedLoop,
): {
  read(): Promise<void>;
  stop(): void;
} {
  let current = slice();
  let slices: readonly Slice[] = [current];
  let last = performance.now();
  let sliceEnds = last + SLICE_MILLISECONDS;
  // Not `monitorEventLoopDelay`: what it measured cannot be added up over slices.
  const timer = setInterval(() => {
    const now = performance.now();
    current.delays.record(Math.max(1, Math.round((now - last - RESOLUTION) * 1e6)));
    last = now;
    if (now < sliceEnds) return;
    sliceEnds = now + SLICE_MILLISECONDS;
    current = slice();
    slices = [...slices, current].slice(-SLICES);
  }, RESOLUTION);
  timer.unref();
  return {
    read: async () => {
      const now = performance.eventLoopUtilization();
      handles.active.inc(Math.max(0, now.active - counted.active) / 1000);
      handles.idle.inc(Math.max(0, now.idle - counted.idle) / 1000);
      Object.assign(counted, { active: now.active, idle: now.idle });
      const [oldest = current] = slices;
      handles.utilization.set(performance.eventLoopUtilization(now, oldest.began).utilization);
      handles.eventLoopLag.set(await delayNow());
      readLag(handles, slices);
    },
    stop: () => clearInterval(timer),
  };
}

function slice(): Slice {
  return { delays: createHistogram(RANGE), began: performance.eventLoopUtilization() };
}

function readLag(handles: Lag, slices: readonly Slice[]): void {
  const delays = createHistogram(RANGE);
  for (const slice of slices) if (slice.delays.count > 0) delays.add(slice.delays);
  // Nothing was measured yet, and the least of nothing is no number of seconds.
  if (delays.count === 0) return;
  handles.eventLoopLagMin.set(delays.min / 1e9);
  handles.eventLoopLagMax.set(delays.max / 1e9);
  handles.eventLoopLagMean.set(delays.mean / 1e9);
  handles.eventLoopLagStddev.set(delays.stddev / 1e9);
  handles.eventLoopLagP50.set(delays.percentile(50) / 1e9);
  handles.eventLoopLagP90.set(delays.percentile(90) / 1e9);
  handles.eventLoopLagP99.set(delays.percentile(99) / 1e9);
}

/** Seconds until the event loop comes back to something that is ready now. */
async function delayNow(): Promise<number> {
  const start = performance.now();
  await new Promise<void>((resolve) => setImmediate(resolve));
  return (performance.now() - start) / 1000;
}
