import { type Duration, type SeriesInput, seconds } from '../../stacks/model/index.ts';
import type { Moment, Signal, Signals } from './signal.ts';

/** For so long the series do this. A series that a phase does not name has ended. */
export interface Phase {
  readonly lasts: Duration;
  readonly series: Signals;
}

/**
 * Phases one after the other in promtool's notation. Each phase has its first sample where the one before it ends; the very last
 * sample stands at the end of all of them.
 */
export function phases(all: readonly Phase[], step: Duration = '1m'): SeriesInput {
  const names = [...new Set(all.flatMap(({ series }) => Object.keys(series)))];
  const length = all.reduce((sum, { lasts }) => sum + seconds(lasts), 0);
  return Object.fromEntries(names.map((name) => [name, notation(valuesOf(name, all, seconds(step), length))]));
}

function valuesOf(name: string, all: readonly Phase[], step: number, length: number): (number | undefined)[] {
  const values: (number | undefined)[] = [];
  let start = 0;
  let time = 0;
  let last = { time: 0, value: 0 };
  all.forEach(({ lasts, series }, index) => {
    const end = start + seconds(lasts);
    const until = index === all.length - 1 ? length + step / 2 : end;
    const count = Math.max(0, Math.ceil((until - time) / step));
    const found = samples(series[name], count, (sample) => ({
      time: time + sample * step,
      start,
      elapsed: time + sample * step - last.time,
      base: last.value,
    }));
    for (const value of found) values.push(value);
    const lastSample = found.findLastIndex((value) => value !== undefined);
    if (lastSample >= 0) last = { time: time + lastSample * step, value: found[lastSample] ?? 0 };
    time += count * step;
    start = end;
  });
  return values;
}

/** The values of a signal, one for each sample. Scenarios of days have thousands, most of them evenly apart. */
function samples(signal: Signal | undefined, count: number, at: (sample: number) => Moment): (number | undefined)[] {
  const values = new Array<number | undefined>(count);
  const [first, second] = signal?.even && count > 2 ? [signal(at(0)), signal(at(1))] : [];
  if (first !== undefined && second !== undefined) {
    for (let sample = 0; sample < count; sample++) values[sample] = first + (second - first) * sample;
    return values;
  }
  for (let sample = 0; sample < count; sample++) values[sample] = signal?.(at(sample));
  return values;
}

/** `1x5 2+3x4 stale _x9`: runs of even steps in one word each. */
function notation(values: readonly (number | undefined)[]): string {
  const words: string[] = [];
  for (let at = 0; at < values.length; ) {
    const length = runLength(values, at);
    const [first, second] = [values[at], values[at + 1]];
    if (first === undefined) words.push(...missing(length, at > 0));
    else words.push(run(first, length > 1 && second !== undefined ? second - first : 0, length));
    at += length;
  }
  return words.join(' ');
}

/** A series that had samples ends with a mark; Prometheus would go on with the last value for five minutes otherwise. */
function missing(length: number, ended: boolean): string[] {
  const rest = ended ? length - 1 : length;
  return [...(ended ? ['stale'] : []), ...(rest > 0 ? [rest === 1 ? '_' : `_x${rest}`] : [])];
}

function run(first: number, change: number, length: number): string {
  if (length === 1) return text(first);
  const steps = length - 1;
  return change === 0
    ? `${text(first)}x${steps}`
    : `${text(first)}${change < 0 ? '-' : '+'}${text(Math.abs(change))}x${steps}`;
}

/** How many values from here on change by the same step; two are worth a word of their own only if they are equal. */
function runLength(values: readonly (number | undefined)[], at: number): number {
  const [first, second] = [values[at], values[at + 1]];
  if (first === undefined) return count(values, at, (value) => value === undefined);
  if (second === undefined) return 1;
  const change = second - first;
  let expected = first - change;
  const length = count(values, at, (value) => {
    expected += change;
    return value !== undefined && close(value, expected);
  });
  return length > 2 || change === 0 ? length : 1;
}

function count<T>(values: readonly T[], from: number, fits: (value: T) => boolean): number {
  let end = from;
  while (end < values.length && fits(values[end] as T)) end++;
  return end - from;
}

/** promtool adds the step up as well, so that both err alike. */
function close(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

/** As Go reads it: no more digits than a double needs, and none of the noise of adding up. */
function text(value: number): string {
  return String(Number(value.toPrecision(14)));
}
