/** A stretch of time in which a value stays the same. Seconds since 1970. */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

/** Values that stay the same, as stretches; each value holds until the next one, but not longer than one step (seconds). */
export function runs(times: readonly number[], values: readonly (number | null)[], step: number): Run[] {
  const found: { from: number; to: number; value: number }[] = [];
  for (const [index, time] of times.entries()) {
    const value = values[index] ?? null;
    if (value === null) continue;
    const until = Math.min(times[index + 1] ?? time + step, time + step);
    const last = found.at(-1);
    if (last !== undefined && last.value === value && time - last.to < step / 2) last.to = until;
    else found.push({ from: time, to: until, value });
  }
  return found;
}
