import type { StackDefinition } from '../definition.ts';
import { type MuteTime, minuteOfDay, months, span, weekdays } from '../mute-time.ts';
import type { Problem } from '../problem.ts';
import type { Route } from '../route.ts';
import { unknownKeys } from './environments.ts';

type Path = readonly (string | number)[];

const known: Readonly<Record<keyof MuteTime, true>> = {
  times: true,
  weekdays: true,
  daysOfMonth: true,
  months: true,
  years: true,
  timeZone: true,
};

/** NX130: a mute time that cannot be. NX131: one that no route names. */
export function checkMuteTimes(definition: StackDefinition): Problem[] {
  const all = [definition.routing, ...Object.values(definition.environments ?? {}).map((each) => each?.routing)];
  const used = new Set(all.flatMap((routing) => (routing?.routes ?? []).flatMap(namedBy)));
  return Object.entries(definition.muteTimes ?? {}).flatMap(([name, value]): Problem[] => {
    const path = ['muteTimes', name];
    const parts: readonly MuteTime[] = 'length' in value ? value : [value];
    const unused: Problem = {
      code: 'NX131',
      path,
      message: `no route names the mute time '${name}'`,
      fix: "name it in 'mute' or 'activeOnly' of a route, or remove it",
    };
    if (parts.length === 0) return [impossible(path, 'it has no parts, so it is never', 'say when it is')];
    return [
      ...(used.has(name) ? [] : [unused]),
      ...parts.flatMap((part, index) => checkMuteTime(part, 'length' in value ? [...path, index] : path)),
    ];
  });
}

function namedBy({ mute = [], activeOnly = [], routes = [] }: Route): string[] {
  return [...mute, ...activeOnly, ...routes.flatMap(namedBy)];
}

function checkMuteTime(time: MuteTime, path: Path): Problem[] {
  const unknown = unknownKeys(time, Object.keys(known), path, 'something that a mute time has');
  if (unknown.length > 0) return unknown;
  const said = Object.entries(time).filter(([key]) => key !== 'timeZone');
  if (said.length === 0) return [impossible(path, 'it says nothing, so it is always', 'say when it is')];
  const empty = said
    .filter(([, value]) => Array.isArray(value) && value.length === 0)
    .map(([key]) => impossible([...path, key], 'the list is empty', 'leave it out, or say when it is'));
  return [
    ...empty,
    ...(time.times ?? []).flatMap((each, index) => checkTimes(each, [...path, 'times', index])),
    ...checkNames(time.weekdays, weekdays, [...path, 'weekdays'], 'day of the week'),
    ...checkNames(time.months, months, [...path, 'months'], 'month'),
    ...(time.daysOfMonth ?? []).flatMap((day, index) => checkDays(span(day), [...path, 'daysOfMonth', index])),
    ...(time.years ?? []).flatMap((year, index) => checkYears(span(year), [...path, 'years', index])),
    ...checkZone(time.timeZone, [...path, 'timeZone']),
  ];
}

function checkTimes({ from, to }: { readonly from: string; readonly to: string }, path: Path): Problem[] {
  const [start, end] = [minuteOfDay(from), minuteOfDay(to)];
  const wrong = [from, to].filter((time) => minuteOfDay(time) === undefined);
  if (start === undefined || end === undefined) {
    return wrong.map((time) => impossible(path, `'${time}' is no time of the day`, "write HH:MM, '00:00' to '24:00'"));
  }
  if (start < end) return [];
  const message = `it ends at ${to}, which is not after ${from}: a time does not go over midnight`;
  return [impossible(path, message, `write two: { from: '${from}', to: '24:00' } and { from: '00:00', to: '${to}' }`)];
}

function checkNames<V extends string>(
  values: readonly (V | { readonly from: V; readonly to: V })[] | undefined,
  all: readonly V[],
  path: Path,
  what: string,
): Problem[] {
  return (values ?? []).flatMap((value, index) => {
    const { from, to } = span(value);
    return [...new Set([from, to])]
      .filter((name) => !all.includes(name))
      .map((name) => impossible([...path, index], `'${name}' is no ${what}`, `write one of ${all.join(', ')}`));
  });
}

/** As Alertmanager decides it: what is empty in every month is refused, what is in some is not. */
function checkDays({ from, to }: { readonly from: number; readonly to: number }, path: Path): Problem[] {
  const outside = [from, to].filter((day) => !Number.isInteger(day) || day === 0 || Math.abs(day) > 31);
  const fix = 'count from 1 to 31, or from the end of the month with -1 to -31';
  if (outside.length > 0) return outside.map((day) => impossible(path, `${day} is no day of a month`, fix));
  const shortest = (day: number) => (day < 0 ? 28 + day : day);
  if ((from < 0 && to > 0) || shortest(from) > shortest(to)) {
    return [impossible(path, `the day ${to} is before the day ${from}`, 'write two ranges, or exchange the days')];
  }
  return [];
}

function checkYears({ from, to }: { readonly from: number; readonly to: number }, path: Path): Problem[] {
  const wrong = [from, to].filter((year) => !Number.isInteger(year) || year < 1970 || year > 9999);
  if (wrong.length > 0) return wrong.map((year) => impossible(path, `${year} is no year`, 'write four digits'));
  return from <= to ? [] : [impossible(path, `the year ${to} is before ${from}`, 'exchange them')];
}

function checkZone(zone: string | undefined, path: Path): Problem[] {
  if (zone === undefined || isZone(zone)) return [];
  const message = `'${zone}' is no time zone`;
  return [impossible(path, message, "write its name in the IANA database, like 'Europe/Berlin', or 'UTC'")];
}

/** Go looks for a file of that name, so an offset is none and capitals count; Intl takes both. */
function isZone(zone: string): boolean {
  if (!/^[A-Z][A-Za-z0-9_+-]*(\/[A-Z][A-Za-z0-9_+-]*)*$/.test(zone)) return false;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions();
    return timeZone === zone || timeZone.toLowerCase() !== zone.toLowerCase();
  } catch {
    return false;
  }
}

function impossible(path: Path, message: string, fix: string): Problem {
  return { code: 'NX130', path, message, fix };
}
