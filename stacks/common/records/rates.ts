import {
  type CounterDefinition,
  counting,
  type Duration,
  type Expression,
  type HistogramDefinition,
  isOneOf,
  observing,
  promql,
  type RecordingRule,
  type Signals,
  series,
} from 'narthex';
import { labelsIn, type Program } from '../conditions/program.ts';
import { record, together } from './record.ts';

/** A counter that is told apart by one of its labels. */
export interface Split {
  readonly counter: CounterDefinition;
  readonly label: string;
  /** The values of the label that are meant; none for all of them. */
  readonly values: readonly string[];
}

/** What is recorded, over which time, and in words what it is: "is the share of executions that fail". */
export interface Named {
  readonly name: string;
  readonly title: string;
  readonly window: Duration;
}

const idle = 'is not there while nothing happens';

/** So many a second of a counter with each of these values of a label. */
function counted(program: Program, { counter, label, values }: Split, perSecond: number): Signals {
  return Object.fromEntries(
    values.map((value) => [series(counter, labelsIn(program, counter, { [label]: value })), counting(perSecond)]),
  );
}

/** Records how many a second there are of a counter, all together. */
export function rateOf(program: Program, { name, title, window }: Named, counter: CounterDefinition): RecordingRule {
  const labels = labelsIn(program, counter);
  const another = { ...labels, instance: `another-${program.instance}` };
  return record(program, {
    ...{ name, window },
    expr: promql`sum by (job, service) (rate(${counter}[${window}]))`,
    cases: [
      {
        title,
        series: ({ counters }) =>
          counters({ [series(counter, labels)]: counting(1), [series(counter, another)]: counting(2) }),
        value: ({ rate }) => 3 * rate,
      },
    ],
  });
}

/** Records how many of a counter there were in the window. */
export function increaseOf(program: Program, { name, title, window }: Named, part: Split): RecordingRule {
  const { counter, label, values } = part;
  const beside = { ...part, values: besides(part) };
  return record(program, {
    ...{ name, window },
    expr: promql`sum by (job, service) (increase(${counter}{${isOneOf(label, values)}}[${window}]))`,
    cases: [
      {
        title,
        series: ({ counters }) => counters({ ...counted(program, beside, 5), ...counted(program, part, 0.1) }),
        value: ({ increase }) => 0.1 * values.length * increase,
      },
    ],
  });
}

/** Records how many of a counter come on one of another, whose rate is recorded as `whole`; none while there is none of the other. */
export function shareOfRate(
  program: Program,
  { name, title, window }: Named,
  part: Split,
  whole: { readonly recorded: string; readonly counter: CounterDefinition },
): RecordingRule {
  const { counter, label, values } = part;
  const where = values.length === 0 ? '' : `{${isOneOf(label, values)}}`;
  const beside = besides(part);
  const parts = Math.max(values.length, 1);
  const isOwn = whole.counter.name === counter.name;
  // The counter of the whole itself, because its rate is recorded in the same group.
  const others = labelsIn(program, whole.counter, isOwn ? { [label]: beside[0] ?? '' } : {});
  const rest = (perSecond: number): Signals => ({
    ...counted(program, { ...part, values: beside }, perSecond),
    [series(whole.counter, { ...others, instance: `another-${program.instance}` })]: counting(4 * perSecond),
  });
  const own = (perSecond: number) =>
    counted(program, values.length === 0 ? { ...part, values: ['some'] } : part, perSecond);
  return record(program, {
    ...{ name, window },
    expr: promql`(sum by (job, service) (rate(${counter}${where}[${window}])) or 0 * ${whole.recorded})
      / (${whole.recorded} > 0)`,
    cases: [
      {
        title,
        series: ({ counters }) => ({ ...counters(own(3)), ...rest(1) }),
        value: ({ rate }) => (3 * parts * rate) / (isOwn ? 3 * parts * rate + beside.length + 4 : 4),
      },
      {
        title: 'is zero while there is no such series yet',
        series: () => rest(1),
        value: () => 0,
      },
      { title: idle, series: () => ({ ...own(0), ...rest(0) }) },
    ],
  });
}

/** A value of the label that is not meant; none where all are. */
function besides({ counter, label, values }: Split): string[] {
  const spec = counter.labels[label];
  if (values.length === 0 || spec === undefined || 'kind' in spec) return [];
  return spec.filter((value) => !values.includes(value)).slice(0, 1);
}

/** The mean of what a histogram has observed in the window. */
export function meanOf(
  program: Program,
  { name, title, window }: Named,
  histogram: HistogramDefinition,
): RecordingRule {
  const labels = labelsIn(program, histogram);
  const [least = 0] = histogram.buckets;
  const observed = (value: number, perSecond: number) => observing(histogram, labels, [[value, perSecond]]);
  const by = (part: string): Expression => promql`sum by (job, service) (rate(${histogram}${part}[${window}]))`;
  return record(program, {
    ...{ name, window },
    expr: promql`${by('_sum')} / (${by('_count')} > 0)`,
    cases: [
      {
        title,
        series: ({ counters }) => together(counters(observed(least, 1)), observed(3 * least, 1)),
        value: ({ rate }) => (least * rate + 3 * least) / (rate + 1),
      },
      { title: idle, series: () => observed(least, 0) },
    ],
  });
}

/** A quantile of what a histogram has observed in the window. */
export function quantileOf(
  program: Program,
  { name, title, window }: Named,
  histogram: HistogramDefinition,
  quantile: number,
): RecordingRule {
  const labels = labelsIn(program, histogram);
  const [, lower = 0, upper = 0] = histogram.buckets;
  const observed = (value: number) => observing(histogram, labels, [[value, 1]]);
  return record(program, {
    ...{ name, window },
    expr: promql`histogram_quantile(${quantile}, sum by (job, service, le) (rate(${histogram}_bucket[${window}])))`,
    cases: [
      {
        title,
        // What lies in the first bucket is at another pace than what lies in the third one, in which the quantile is.
        series: ({ counters }) => together(counters(observed(0)), observed(upper)),
        value: ({ rate }) => lower + (upper - lower) * (quantile * (rate + 1) - rate),
      },
    ],
  });
}
