/** What is measured of one library, in a process of its own. */
import { labelSets, type Subject } from './subject.ts';

/** The figures of one library. */
export interface Figures {
  /** Nanoseconds of one call. */
  readonly counterHeld: number;
  readonly counterLabels: number;
  readonly histogramHeld: number;
  readonly histogramLabels: number;
  readonly small: Scrape;
  readonly large: Scrape;
}

/** The figures of scrapes of so many series. */
export interface Scrape {
  readonly lines: number;
  /** Processor time of one scrape that is not the first, in milliseconds. */
  readonly milliseconds: number;
  /** The longest time that the event loop did not come back, in milliseconds. */
  readonly stall: number;
  /** What a series takes on the heap, in bytes. */
  readonly bytesPerSeries: number;
}

/** The figures of the calls. */
export function measureCalls(subject: Subject): Omit<Figures, 'small' | 'large'> {
  const sets = labelSets(400);
  const one = sets[7] ?? raise();
  const counter = subject.counter('calls_total');
  const histogram = subject.histogram('calls_seconds');
  const held = counter.hold(one);
  const heldHistogram = histogram.hold(one);
  return {
    counterHeld: nanoseconds(() => held()),
    counterLabels: nanoseconds((at) => counter.inc(sets[at % 400] ?? one)),
    histogramHeld: nanoseconds((at) => heldHistogram((at & 1023) / 200)),
    histogramLabels: nanoseconds((at) => histogram.observe(sets[at % 400] ?? one, (at & 1023) / 200)),
  };
}

/** The figures of a scrape of so many series in ten counters. */
export async function measureScrape(subject: Subject, series: number): Promise<Scrape> {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const counters = Array.from({ length: 10 }, (_, index) => subject.counter(`scraped_${index}_total`));
  // Made anew for each counter, as a request makes them: some libraries keep the object that they are given.
  for (const counter of counters) for (const set of labelSets(series / 10)) counter.inc(set);
  collectGarbage();
  const bytes = process.memoryUsage().heapUsed - before;
  await subject.render();
  await subject.render();
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const start = process.cpuUsage();
    await subject.render();
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  const stalls: number[] = [];
  for (let round = 0; round < 5; round += 1) stalls.push(await stallDuring(() => subject.render()));
  return {
    lines: series,
    milliseconds: median(times),
    stall: median(stalls),
    bytesPerSeries: bytes / series,
  };
}

/** Nanoseconds of processor time for one call, the least of three measurements: everything else on the machine only adds. */
function nanoseconds(call: (at: number) => void): number {
  // As many calls as take a fifth of a second, whatever one of them takes.
  let calls = 10_000;
  while (timeOf(calls, call) < 200_000) calls *= 2;
  return Math.min(...[0, 1, 2].map(() => (timeOf(calls, call) * 1000) / calls));
}

/** Microseconds of processor time for so many calls. */
function timeOf(calls: number, call: (at: number) => void): number {
  const start = process.cpuUsage();
  for (let at = 0; at < calls; at += 1) call(at);
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

/** The longest time between two turns of the event loop while something is done. */
async function stallDuring(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  let running = true;
  const turn = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  running = false;
  await new Promise<void>((resolve) => setImmediate(resolve));
  return longest;
}

/** The one in the middle. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function collectGarbage(): void {
  if (globalThis.gc === undefined) raise();
  for (let round = 0; round < 3; round += 1) globalThis.gc?.();
}

function raise(): never {
  throw new Error('run it with --expose-gc');
}
