import {
  type MuteTime,
  type MuteTimes,
  minuteOfDay,
  months,
  namesIn,
  type Span,
  span,
  weekdays,
} from '../model/index.ts';

/** What a branch says of times. */
interface Timed {
  readonly mute: readonly string[];
  readonly activeOnly: readonly string[];
}

/** A moment as a calendar and a clock show it. */
interface Local {
  readonly minute: number;
  readonly weekday: string;
  readonly day: number;
  readonly month: number;
  readonly year: number;
}

const day = 86_400_000;
const minute = 60_000;

/**
 * The mute time because of which a branch tells nobody at a moment: one of `mute` that holds, or the first of `activeOnly` if none of
 * them does. `undefined` if it tells somebody.
 */
export function mutedBy({ mute, activeOnly }: Timed, muteTimes: MuteTimes, at: Date): string | undefined {
  const holds = (name: string) => (muteTimes[name] ?? []).some((part) => contains(part, at));
  return mute.find(holds) ?? (activeOnly.some(holds) ? undefined : activeOnly[0]);
}

/** Whether a moment is in a mute time, as Alertmanager decides it (timeinterval.go, `ContainsTime`). */
export function contains(time: MuteTime, at: Date): boolean {
  const local = localTime(at, time.timeZone ?? 'UTC');
  const month = months[local.month - 1] ?? '';
  return (
    (time.times?.some((each) => isWithin(minutes(each), local.minute)) ?? true) &&
    (time.daysOfMonth?.some((each) => isWithin(daysOf(span(each), local), local.day)) ?? true) &&
    (time.months?.some((each) => namesIn<string>(months, each).includes(month)) ?? true) &&
    (time.weekdays?.some((each) => namesIn<string>(weekdays, each).includes(local.weekday)) ?? true) &&
    (time.years?.some((each) => isWithin(span(each), local.year)) ?? true)
  );
}

function isWithin({ from, to }: Span<number>, value: number): boolean {
  return value >= from && value <= to;
}

/** The end is the last minute of it. */
function minutes({ from, to }: Span<string>): Span<number> {
  return { from: minuteOfDay(from) ?? 0, to: (minuteOfDay(to) ?? 0) - 1 };
}

/** Days from the end of the month as days from its start, within the month; a range that begins after its end is empty. */
function daysOf({ from, to }: Span<number>, { month, year }: Local): Span<number> {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const inMonth = (value: number) => (value < 0 ? last + value + 1 : value);
  return { from: inMonth(from), to: Math.min(inMonth(to), last) };
}

const formats = new Map<string, Intl.DateTimeFormat>();

function localTime(at: Date, timeZone: string): Local {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      ...({ hourCycle: 'h23', hour: '2-digit', minute: '2-digit' } as const),
      ...({ weekday: 'long', day: 'numeric', month: 'numeric', year: 'numeric' } as const),
    });
  formats.set(timeZone, format);
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  return {
    minute: number('hour') * 60 + number('minute'),
    weekday: (parts.get('weekday') ?? '').toLowerCase(),
    day: number('day'),
    month: number('month'),
    year: number('year'),
  };
}

/** After 28 years the calendar repeats; these begin with one that has a 29th of February. */
const calendar = { first: Date.UTC(2024, 0, 1), days: 28 * 365.25 };

/**
 * Whether a branch tells nobody, ever. Looked at is each minute at which one of its mute times can begin or end, on each day of 28
 * years and of those that are named; the two hours of a year at which clocks change are not looked at.
 */
export function isAlwaysMuted(branch: Timed, muteTimes: MuteTimes): boolean {
  if (branch.mute.length === 0 && branch.activeOnly.length === 0) return false;
  const parts = [...branch.mute, ...branch.activeOnly].flatMap((name) => muteTimes[name] ?? []);
  const key = JSON.stringify([branch.mute, branch.activeOnly, parts]);
  const known = answers.get(key);
  if (known !== undefined) return known;
  const answer = momentsOf(parts).every((at) => mutedBy(branch, muteTimes, at) !== undefined);
  answers.set(key, answer);
  return answer;
}

const answers = new Map<string, boolean>();

/** The moments at which something about these mute times may change. */
function momentsOf(parts: readonly MuteTime[]): { every: (test: (at: Date) => boolean) => boolean } {
  const turns = parts.flatMap(({ times = [], timeZone = 'UTC' }) =>
    [0, ...times.flatMap((each) => [minuteOfDay(each.from) ?? 0, minuteOfDay(each.to) ?? 0])].map((at) => ({
      at,
      timeZone,
    })),
  );
  const distinct = [...new Map(turns.map((turn) => [`${turn.at} ${turn.timeZone}`, turn])).values()];
  const years = parts.flatMap((part) => (part.years ?? []).flatMap((year) => [span(year).from, span(year).to + 1]));
  const starts = [
    ...Array.from({ length: calendar.days }, (_, index) => calendar.first + index * day),
    ...[...new Set(years)].flatMap((year) =>
      Array.from({ length: 366 }, (_, index) => Date.UTC(year, 0, 1) + index * day),
    ),
  ];
  return {
    every: (test) =>
      starts.every((start) =>
        distinct.every(({ at, timeZone }) => test(new Date(start + at * minute - offset(start, timeZone)))),
      ),
  };
}

/** How far the clocks of a zone are ahead of UTC on a day, in milliseconds. */
function offset(at: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0;
  const { minute: minutes, day, month, year } = localTime(new Date(at), timeZone);
  return Date.UTC(year, month - 1, day) + minutes * minute - at;
}
