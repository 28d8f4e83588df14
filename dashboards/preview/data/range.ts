// The time range of a dashboard, as Grafana writes it: `now-3h`, `now/d`, `2026-06-01T08:00:00Z`, or milliseconds since 1970.

/** A time range as it is written, and kept in the address of the page. */
export interface RawRange {
  readonly from: string;
  readonly to: string;
}

/** A time range in milliseconds since 1970. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
const names = { s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week', M: 'month', y: 'year' } as const;

type TimeUnit = keyof typeof names;

/** Ranges to choose from: the last so long. */
export const quickRanges = ['5m', '15m', '30m', '1h', '3h', '6h', '12h', '24h', '2d', '7d', '30d', '90d'] as const;

/** How often a dashboard may be refreshed; empty is never. */
export const refreshIntervals = ['', '5s', '10s', '30s', '1m', '5m', '15m', '30m', '1h'] as const;

/** The moment that a text names, in milliseconds since 1970; nothing if it names none. `end` takes the end of a `/d`, not its start. */
export function moment(written: string, now: number, end = false): number | undefined {
  const text = written.trim();
  const [, steps, rounding] = /^now((?:[+-]\d+[smhdwMy])*)(?:\/([smhdwMy]))?$/.exec(text) ?? [];
  if (steps !== undefined) {
    const shifted = [...steps.matchAll(/([+-])(\d+)([smhdwMy])/g)].reduce(
      (at, [, sign, count, unit]) => shift(at, Number(`${sign}${count}`), unit as TimeUnit),
      now,
    );
    return rounding === undefined ? shifted : rounded(shifted, rounding as TimeUnit, end);
  }
  if (/^\d{10,14}$/.test(text)) return Number(text);
  const parsed = Date.parse(text.includes('T') || !/^\d{4}-\d\d-\d\d \d/.test(text) ? text : text.replace(' ', 'T'));
  return Number.isNaN(parsed) ? undefined : parsed;
}

function shift(at: number, count: number, unit: TimeUnit): number {
  if (unit !== 'M' && unit !== 'y') return at + count * unitMs[unit];
  const date = new Date(at);
  if (unit === 'M') date.setMonth(date.getMonth() + count);
  else date.setFullYear(date.getFullYear() + count);
  return date.getTime();
}

function rounded(at: number, unit: TimeUnit, end: boolean): number {
  const date = new Date(at);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  const starts: Readonly<Record<TimeUnit, Date>> = {
    y: new Date(year, 0),
    M: new Date(year, month),
    w: new Date(year, month, day - date.getDay()),
    d: new Date(year, month, day),
    h: new Date(year, month, day, date.getHours()),
    m: new Date(year, month, day, date.getHours(), date.getMinutes()),
    s: new Date(at - (at % 1000)),
  };
  const start = starts[unit].getTime();
  return end ? shift(start, 1, unit) - 1 : start;
}

/** A written range as moments. Throws with what is wrong about it. */
export function resolveRange({ from, to }: RawRange, now: number): TimeRange {
  const [start, stop] = [moment(from, now), moment(to, now, true)];
  if (start === undefined) throw new Error(`'${from}' is not a time. Write now-1h, or 2026-06-01 08:00.`);
  if (stop === undefined) throw new Error(`'${to}' is not a time. Write now, or 2026-06-01 08:00.`);
  if (start >= stop) throw new Error('The range ends before it begins.');
  return { from: start, to: stop };
}

/** A range in words: `Last 3 hours`. */
export function rangeText(raw: RawRange, dateText: (milliseconds: number) => string, now: number): string {
  const [, count, unit] = (raw.to === 'now' && /^now-(\d+)([smhdwMy])$/.exec(raw.from)) || [];
  if (count !== undefined && unit !== undefined)
    return `Last ${count === '1' ? '' : `${count} `}${names[unit as TimeUnit]}${count === '1' ? '' : 's'}`;
  const word = (written: string, end: boolean) => {
    const at = written.startsWith('now') ? undefined : moment(written, now, end);
    return at === undefined ? written : dateText(at);
  };
  return `${word(raw.from, false)} to ${word(raw.to, true)}`;
}

/** What links of a dashboard know of the range: its ends in milliseconds since 1970, and the range as addresses have it. */
export function timeVariables(
  raw: RawRange,
  { from, to }: TimeRange,
): Readonly<Record<string, { readonly name: string; readonly value: string }>> {
  const address = new URLSearchParams({ from: raw.from, to: raw.to });
  const values = { __from: from, __to: to, __url_time_range: address };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { name, value: String(value) }]));
}

const oftenMs = 5000;

/** How long to wait from one refresh to the next, in milliseconds and never under five seconds; nothing for never. */
export function refreshMs(interval: string): number | undefined {
  const every = durationMs(interval);
  return every === undefined || every === 0 ? undefined : Math.max(oftenMs, every);
}

/** A plain duration such as `30s` in milliseconds; nothing if it is none. */
export function durationMs(text: string): number | undefined {
  const [, count, unit] = /^(\d+)([smhdw])$/.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * unitMs[unit as keyof typeof unitMs];
}
