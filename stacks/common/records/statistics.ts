import { type Duration, type Expression, promql, type RecordingRule, series } from 'narthex';
import { type Program, serviceOf, type Values } from '../conditions/program.ts';
import { record } from './record.ts';

/** Something that is measured again and again, whose statistics are recorded. */
export interface Subject {
  /** Beginning of the names, `level:metric`: `instance_node:workflow_execution_seconds`. */
  readonly base: string;
  /** A gauge, or a recorded series. */
  readonly of: Expression;
  /** Labels of a series of it in the scenarios, besides those of the service. */
  readonly labels: Values;
}

/** The statistics by their names: the function that finds each, in words what it is, and what it makes of samples. */
const statistics = {
  count: { of: over('count_over_time'), is: 'how many samples there were', from: (samples) => samples.length },
  min: { of: over('min_over_time'), is: 'the least sample', from: (samples) => Math.min(...samples) },
  max: { of: over('max_over_time'), is: 'the greatest sample', from: (samples) => Math.max(...samples) },
  mean: { of: over('avg_over_time'), is: 'the mean of the samples', from: mean },
  median: {
    of: (subject, window) => promql`quantile_over_time(0.5, ${subject}[${window}])`,
    is: 'the median of the samples',
    from: median,
  },
  stddev: { of: over('stddev_over_time'), is: 'the standard deviation of the samples', from: standardDeviation },
} as const satisfies Readonly<
  Record<
    string,
    {
      readonly of: (subject: Expression, window: Duration) => Expression;
      readonly is: string;
      readonly from: (samples: readonly number[]) => number;
    }
  >
>;

/** One of the statistics. */
export type Statistic = keyof typeof statistics;

/** All of them: number, least, greatest, mean, median, standard deviation. */
export const statisticNames = Object.keys(statistics) as readonly Statistic[];

/** The name under which a statistic is recorded: `instance_node:workflow_execution_seconds:median1h`. */
export function statisticName({ base }: Pick<Subject, 'base'>, statistic: Statistic, window: Duration): string {
  return `${base}:${statistic}${window}`;
}

/** Records every statistic of a subject over a window, of each of its series. What counts is each scrape: a value that stays counts again. */
export function statisticsOf(program: Program, subject: Subject, window: Duration): RecordingRule[] {
  const { labels } = subject;
  return statisticNames.map((statistic) => {
    const { of, is, from } = statistics[statistic];
    return record(program, {
      name: statisticName(subject, statistic, window),
      window,
      expr: of(subject.of, window),
      labels,
      cases: [
        {
          title: `is ${is}`,
          series: ({ gauge }) => ({ [series(subject.of.text, { ...serviceOf(program), ...labels })]: gauge(2) }),
          value: ({ samples }) => from(samples(2)),
        },
      ],
    });
  });
}

function over(name: string) {
  return (subject: Expression, window: Duration) => promql`${name}(${subject}[${window}])`;
}

function mean(samples: readonly number[]): number {
  return samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
}

function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

/** Of the whole, not estimated from a part of it: what `stddev_over_time` gives. */
function standardDeviation(samples: readonly number[]): number {
  const middle = mean(samples);
  return Math.sqrt(mean(samples.map((sample) => (sample - middle) ** 2)));
}
