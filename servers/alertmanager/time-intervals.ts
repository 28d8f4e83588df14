import { type MuteTime, type MuteTimes, months, namesIn, type Span, span, weekdays } from '../../stacks/model/index.ts';

/** The `time_intervals` of `alertmanager.yml`. */
export function timeIntervals(muteTimes: MuteTimes): Record<string, unknown>[] {
  return Object.entries(muteTimes).map(([name, parts]) => ({ name, time_intervals: parts.map(timeInterval) }));
}

function timeInterval({ times, weekdays: days, daysOfMonth, months: named, years, timeZone }: MuteTime) {
  return {
    ...(times && { times: times.map(({ from, to }) => ({ start_time: from, end_time: to })) }),
    // Name by name: Alertmanager's week begins on Sunday, and no range of it goes over its end.
    ...(days && { weekdays: unique(days.flatMap((day) => namesIn(weekdays, day))) }),
    ...(daysOfMonth && { days_of_month: daysOfMonth.map(range) }),
    ...(named && { months: unique(named.flatMap((month) => namesIn(months, month))) }),
    ...(years && { years: years.map(range) }),
    ...(timeZone && { location: timeZone }),
  };
}

function range(value: number | Span<number>): string {
  const { from, to } = span(value);
  return from === to ? String(from) : `${from}:${to}`;
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
