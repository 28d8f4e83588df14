/** The days of the week, in the order in which ranges count them. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** A day of the week. */
export type Weekday = (typeof weekdays)[number];

/** The months, in their order. */
export const months = [
  ...(['january', 'february', 'march', 'april', 'may', 'june'] as const),
  ...(['july', 'august', 'september', 'october', 'november', 'december'] as const),
] as const;

/** A month. */
export type Month = (typeof months)[number];

/** From one to another, both included. */
export interface Span<V> {
  readonly from: V;
  readonly to: V;
}

/** `HH:MM`; the end of a day is `24:00`. */
export type TimeOfDay = `${number}:${number}`;

/** Moments that meet all that is said here; what is left out holds always. */
export interface MuteTime {
  /** From a minute on until before another one of the same day: a night is two, `22:00` to `24:00` and `00:00` to `06:00`. */
  readonly times?: readonly Span<TimeOfDay>[];
  /** `{ from: 'friday', to: 'monday' }` goes over the week's end. */
  readonly weekdays?: readonly (Weekday | Span<Weekday>)[];
  /** From 1; negative ones count from the end of the month, -1 is its last day. */
  readonly daysOfMonth?: readonly (number | Span<number>)[];
  readonly months?: readonly (Month | Span<Month>)[];
  readonly years?: readonly (number | Span<number>)[];
  /** `Europe/Berlin`. Default: UTC. */
  readonly timeZone?: string;
}

/** Mute times by name. A moment is in one if it is in any of its parts. */
export type MuteTimes = Readonly<Record<string, readonly MuteTime[]>>;

/** A range of one: what may stand in place of a range. */
export function span<V extends string | number>(value: V | Span<V>): Span<V> {
  return typeof value === 'object' ? value : { from: value, to: value };
}

/** The names of a range; one that ends before it begins goes on at the start. */
export function namesIn<V extends string>(all: readonly V[], value: V | Span<V>): V[] {
  const { from, to } = span(value);
  const [first, last] = [all.indexOf(from), all.indexOf(to)];
  return first <= last ? all.slice(first, last + 1) : [...all.slice(first), ...all.slice(0, last + 1)];
}

/** The minute of the day that a time names: 1320 for `22:00`. `undefined` if it is none. */
export function minuteOfDay(time: string): number | undefined {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  if (hour !== undefined && minute !== undefined) return Number(hour) * 60 + Number(minute);
  return time === '24:00' ? 24 * 60 : undefined;
}
