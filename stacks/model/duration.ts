/** A span of time as Prometheus writes it with one unit: `500ms`, `15s`, `5m`, `2h`, `30d`, `1w`. */
export type Duration = `${number}${'ms' | 's' | 'm' | 'h' | 'd' | 'w'}`;

const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/**
 * The length of a duration in milliseconds, or `undefined` if the text is not a duration.
 * Compound forms (`1h30m`) are read too, because Prometheus writes them back.
 */
export function milliseconds(text: string): number | undefined {
  const parts = [...text.matchAll(/(\d+)(ms|[smhdw])/g)];
  if (parts.length === 0 || parts.map((part) => part[0]).join('') !== text) return undefined;
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * unitMs[unit as keyof typeof unitMs], 0);
}

/** The length of a duration in seconds. Only for durations that validation has already accepted. */
export function seconds(duration: Duration): number {
  let length = lengths.get(duration);
  if (length === undefined) {
    length = (milliseconds(duration) ?? 0) / 1_000;
    // Only a memory; a definition has few durations.
    if (lengths.size < 10_000) lengths.set(duration, length);
  }
  return length;
}

const lengths = new Map<Duration, number>();

/** Durations added up, in seconds: `sum('5m', '30s')` is `330s`. */
export function sum(...durations: readonly Duration[]): Duration {
  return `${durations.reduce((total, duration) => total + seconds(duration), 0)}s`;
}
