import type { Aligned } from './frame.ts';

/** A stretch of time in which a value stays the same. Seconds since 1970. */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

/**
 * Values that stay the same, as stretches; each value holds until the next one, but not longer than one step (seconds). Times that only
 * other series have end nothing.
 */
export function runs(times: readonly number[], values: readonly Aligned[], step: number): Run[] {
  const found: { from: number; to: number; value: number }[] = [];
  const own = times.flatMap((time, index) => {
    const value = values[index];
    return value === undefined ? [] : [{ time, value }];
  });
  for (const [index, { time, value }] of own.entries()) {
    if (value === null) continue;
    const until = Math.min(own[index + 1]?.time ?? time + step, time + step);
    const last = found.at(-1);
    if (last !== undefined && last.value === value && time - last.to < step / 2) last.to = until;
    else found.push({ from: time, to: until, value });
  }
  return found;
}
