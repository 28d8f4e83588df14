import { refuse } from './fault.ts';

const nanoseconds = 1e9;
const maxInt64 = 2 ** 63;

/** The milliseconds since 1970 of seconds since then. Prometheus drops what is finer, and counts nanoseconds in 64 bits. */
export function millisecondsOf(seconds: number): number {
  if (!Number.isFinite(seconds)) return refuse('neither an infinity nor NaN is a point in time');
  const exact = seconds * nanoseconds;
  if (exact > maxInt64 || exact < -maxInt64) return refuse(`${seconds} seconds are too far from 1970`);
  return Math.trunc(Number(BigInt(Math.trunc(exact)) / 1_000_000n));
}

/** As Go shows it: `2015-06-23 13:19:44.128 +0000 UTC`. */
export function timeText(milliseconds: number): string {
  return formatTime(milliseconds, '2006-01-02 15:04:05.999 -0700 MST');
}

const months = 'January February March April May June July August September October November December'.split(' ');
const days = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

const parts =
  /January|Jan|Monday|Mon|MST|2006|Z07:00:00|Z07:00|Z0700|Z07|-07:00:00|-070000|-07:00|-0700|-07|__2|002|01|02|03|04|05|06|15|PM|pm|_2|[.,]0+(?!\d)|[.,]9+(?!\d)|[1-5]/g;

/** A point in time in UTC by a layout of Go, in which each part stands as it is on 2 January 2006 at 15:04:05. */
export function formatTime(milliseconds: number, layout: string): string {
  const date = new Date(milliseconds);
  return layout.replace(parts, (part) => partOf(date, part));
}

function partOf(date: Date, part: string): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const month = months[date.getUTCMonth()] ?? '';
  const day = days[date.getUTCDay()] ?? '';
  const hour = date.getUTCHours() % 12 || 12;
  const ofYear = Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
  const known: Readonly<Record<string, string>> = {
    ...{ January: month, Jan: month.slice(0, 3), Monday: day, Mon: day.slice(0, 3), MST: 'UTC' },
    ...{ 2006: String(date.getUTCFullYear()), '06': two(date.getUTCFullYear() % 100) },
    ...{ '01': two(date.getUTCMonth() + 1), 1: String(date.getUTCMonth() + 1) },
    ...{ '02': two(date.getUTCDate()), 2: String(date.getUTCDate()), _2: String(date.getUTCDate()).padStart(2) },
    ...{ '002': String(ofYear).padStart(3, '0'), __2: String(ofYear).padStart(3) },
    ...{ 15: two(date.getUTCHours()), '03': two(hour), 3: String(hour) },
    ...{ '04': two(date.getUTCMinutes()), 4: String(date.getUTCMinutes()) },
    ...{ '05': two(date.getUTCSeconds()), 5: String(date.getUTCSeconds()) },
    ...{ PM: date.getUTCHours() < 12 ? 'AM' : 'PM', pm: date.getUTCHours() < 12 ? 'am' : 'pm' },
    ...{ '-0700': '+0000', '-07:00': '+00:00', '-07': '+00', '-070000': '+000000', '-07:00:00': '+00:00:00' },
  };
  if (Object.hasOwn(known, part)) return known[part] ?? '';
  if (part.startsWith('Z')) return 'Z';
  const fraction = String(date.getUTCMilliseconds())
    .padStart(3, '0')
    .padEnd(part.length - 1, '0');
  const kept = fraction.slice(0, part.length - 1);
  if (part[1] === '0') return part.slice(0, 1) + kept;
  const short = kept.replace(/0+$/, '');
  return short === '' ? '' : part.slice(0, 1) + short;
}
