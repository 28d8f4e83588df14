const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

/** A point in time as milliseconds since 1970: `2026-06-01T08:00:00Z`, `2026-06-01`, or Unix time in seconds; `undefined` for anything else. */
export function moment(value: unknown): number | undefined {
  if (value instanceof Date) return moment(value.toISOString());
  if (typeof value === 'number') return Number.isFinite(value) ? Math.round(value * 1000) : undefined;
  if (typeof value !== 'string') return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.round(Number(value) * 1000);
  // A time without its zone would be another one on every machine.
  if (!/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(value)) return undefined;
  const time = Date.parse(value.replace(' ', 'T'));
  return Number.isNaN(time) ? undefined : time;
}

/** A point in time for people, in UTC: `2026-06-01 08:00Z`, with seconds where they are not zero. */
export function momentText(time: number): string {
  const text = new Date(time).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, text.slice(17, 19) === '00' ? 16 : 19)}Z`;
}

/** A length of time in its two largest units: `2d4h`, `12m30s`, `0s`. Milliseconds only where there is no second. */
export function spanText(span: number): string {
  const parts: string[] = [];
  let left = span < 1000 ? Math.round(span) : Math.round(span / 1000) * 1000;
  for (const [unit, size] of units) {
    const count = Math.floor(left / size);
    if (count > 0) parts.push(`${count}${unit}`);
    left -= count * size;
    if (parts.length === 2) break;
  }
  return parts.length === 0 ? '0s' : parts.join('');
}
