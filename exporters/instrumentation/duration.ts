/** A length of time as Prometheus writes it, with one unit: `'500ms'`, `'30s'`, `'5m'`, `'1h'`. A bare number would leave its unit open. */
export type Duration = `${number}${'ms' | 's' | 'm' | 'h'}`;

const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A timer of Node that is set to more fires at once: 2^31 - 1 ms, 24.8 days. */
const LONGEST = 2_147_483_647;

/** The milliseconds of a duration; `undefined` for text that is none, for zero, and for more than 24 days. */
export function milliseconds(duration: Duration): number | undefined {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(String(duration)) ?? [];
  const result = Number(amount) * (MILLISECONDS[unit] ?? 0);
  return result >= 1 && result <= LONGEST ? result : undefined;
}

/** The milliseconds of a duration that was set as `name`. Throws an Error that names it, for text that is none. */
export function durationOf(name: string, duration: Duration): number {
  const result = milliseconds(duration);
  if (result !== undefined) return result;
  throw new Error(`${name} is "${duration}". Write a number from 1ms to 24 days with its unit, such as "30s".`);
}

/** A length of time for people: `'10 s'`, `'250 ms'`. */
export function inWords(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${Number((milliseconds / 1000).toFixed(1))} s`;
}
