// Answers of Prometheus in the shape in which Grafana's panels take them: frames of fields.

import type { NativeSeries } from './native-histogram.ts';

/** One value of a field. */
export type Value = number | string | null;

/** One column of a frame. */
export interface Field {
  readonly name: string;
  readonly type: 'time' | 'number' | 'string';
  /** The labels of the series that it is of. */
  readonly labels: Readonly<Record<string, string>>;
  readonly values: readonly Value[];
  /** What it is called where its legend does not count: `Value`. */
  readonly ownName?: string;
}

/** The answer to a query, or a part of it. All fields have the same number of values; times are in milliseconds since 1970. */
export interface Frame {
  readonly refId: string;
  readonly fields: readonly Field[];
}

/** A series over time. */
export interface Series {
  readonly refId: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Seconds since 1970, rising. */
  readonly times: readonly number[];
  readonly values: readonly (number | null)[];
}

/** One series of the answer of Prometheus: `value` to an instant query, `values` to one over a range. */
export interface Answered {
  readonly metric: Readonly<Record<string, string>>;
  readonly points: readonly (readonly [seconds: number, value: string])[];
  /** In place of points, or between them. */
  readonly histograms?: NativeSeries['samples'];
}

/** Prometheus writes numbers as texts: `NaN`, `+Inf`, `1e-5`. What is no number is a gap. */
export function parseValue(text: string): number | null {
  if (text === '+Inf' || text === 'Inf') return Number.POSITIVE_INFINITY;
  if (text === '-Inf') return Number.NEGATIVE_INFINITY;
  const value = Number(text);
  return text === 'NaN' || Number.isNaN(value) ? null : value;
}

/** Each series as it is over time. `step` (seconds) puts a gap where points are missing. */
export function toSeries(
  answered: readonly Answered[],
  refId: string,
  name: (metric: Answered['metric']) => string,
): Series[] {
  return answered.map(({ metric, points }) => ({
    refId,
    name: name(metric),
    labels: metric,
    times: points.map(([seconds]) => seconds),
    values: points.map(([, value]) => parseValue(value)),
  }));
}

/** A value of one series among the times of several: nothing at a time that only others have, `null` at a gap of its own. */
export type Aligned = number | null | undefined;

/** Series side by side, each value at its time. */
export function aligned(series: readonly Series[]): { times: number[]; values: Aligned[][] } {
  const times = [...new Set(series.flatMap((each) => each.times))].sort((a, b) => a - b);
  const places = new Map(times.map((time, index) => [time, index]));
  const values = series.map((each) => {
    const column = new Array<Aligned>(times.length).fill(undefined);
    each.times.forEach((time, index) => {
      column[places.get(time) ?? 0] = each.values[index] ?? null;
    });
    return column;
  });
  return { times, values };
}

/** The values that can be drawn: infinity has no place on a scale, so it is a gap. */
export function drawable(values: readonly Aligned[]): Aligned[] {
  return values.map((value) => (typeof value === 'number' && !Number.isFinite(value) ? null : value));
}

/** Values without a neighbour, by their places: no line goes through them. Times of other series are no neighbours. */
export function lonely(values: readonly Aligned[]): number[] {
  const own = [...values.keys()].filter((at) => values[at] !== undefined);
  const there = (at: number | undefined) => at !== undefined && typeof values[at] === 'number';
  return own.filter((at, index) => there(at) && !there(own[index - 1]) && !there(own[index + 1]));
}

/** Times without a hole: a step that is missing for all series is a gap for all of them, not a line across it. */
export function filled(series: readonly Series[], step: number): Series[] {
  return series.map((each) => {
    const times: number[] = [];
    const values: (number | null)[] = [];
    each.times.forEach((time, index) => {
      const before = times.at(-1);
      if (before !== undefined && time - before > step * 1.5) {
        times.push(before + step);
        values.push(null);
      }
      times.push(time);
      values.push(each.values[index] ?? null);
    });
    return { ...each, times, values };
  });
}

/** The one frame of a query in table format: the time, every label, the value. */
export function tableFrame(answered: readonly Answered[], refId: string, alone: boolean): Frame {
  const rows = answered.flatMap(({ metric, points }) => points.map((point) => ({ metric, point })));
  const labels = [...new Set(answered.flatMap(({ metric }) => Object.keys(metric)))].sort();
  const field = (name: string, type: Field['type'], values: Value[]): Field => ({ name, type, labels: {}, values });
  return {
    refId,
    fields: [
      field(
        'Time',
        'time',
        rows.map(({ point: [seconds] }) => seconds * 1000),
      ),
      ...labels.map((name) =>
        field(
          name,
          'string',
          rows.map(({ metric }) => metric[name] ?? null),
        ),
      ),
      field(
        alone ? 'Value' : `Value #${refId}`,
        'number',
        rows.map(({ point: [, value] }) => parseValue(value)),
      ),
    ],
  };
}

/** The frame of one series: its times and its values. */
export function seriesFrame({ refId, name, labels, times, values }: Series): Frame {
  return {
    refId,
    fields: [
      { name: 'Time', type: 'time', labels: {}, values: times.map((seconds) => seconds * 1000) },
      { name, type: 'number', labels, values, ownName: 'Value' },
    ],
  };
}

/** The series of frames: each column of numbers beside one of times. What has no value there is left out, so that it can be filled again. */
export function framesToSeries(frames: readonly Frame[]): Series[] {
  return frames.flatMap(({ refId, fields }) => {
    const times = fields.find(({ type }) => type === 'time')?.values ?? [];
    const order = [...times.keys()].sort((a, b) => Number(times[a]) - Number(times[b]));
    return fields
      .filter(({ type }) => type === 'number')
      .map(({ name, labels, values }) => {
        const there = order.filter((row) => typeof values[row] === 'number' && typeof times[row] === 'number');
        const point = (row: number) => values[row] as number;
        return { refId, name, labels, times: there.map((row) => Number(times[row]) / 1000), values: there.map(point) };
      })
      .filter(({ times: own }) => own.length > 0);
  });
}

/** How many rows a frame has. */
export function rowCount({ fields }: Frame): number {
  return fields[0]?.values.length ?? 0;
}
