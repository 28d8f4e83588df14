import {
  type AlertDefinition,
  type GaugeDefinition,
  isOneOf,
  level,
  promql,
  type Signals,
  scenarios,
  series,
} from 'narthex';
import { labelsIn, otherThan, type Program, serviceOf, type Values } from './program.ts';

/** Something that is measured, and may become too much. */
export interface Measured {
  readonly gauge: GaugeDefinition;
  /** Which instance stands for all of them. Default: the worst, `max`. */
  readonly of?: 'max' | 'sum' | 'avg';
  /** What is told apart, besides the service, with a value for the scenarios. */
  readonly by?: Values;
  /** Only what has these labels. */
  readonly only?: Values;
}

type Condition = Pick<AlertDefinition, 'expr' | 'scenarios'>;

/** The condition that it is more than the threshold, and its scenarios. */
export function tooMuch(program: Program, { gauge, of = 'max', by = {}, only = {} }: Measured): Condition {
  const kept = ['job', 'service', ...Object.keys(by)].join(', ');
  const matchers = Object.entries(only).map(([label, value]) => isOneOf(label, [value]));
  const where = matchers.length === 0 ? '' : `{${matchers.join(', ')}}`;
  return {
    expr: ({ threshold }) => promql`${of} by (${kept}) (${gauge}${where}) > ${threshold}`,
    scenarios: (numbers) => {
      const { threshold } = numbers;
      const labels = labelsIn(program, gauge, { ...by, ...only });
      const another = { ...labels, instance: `another-${program.instance}` };
      const is = (value: number): Signals => ({
        // Two instances, which are as bad as one only if that is what they are taken for.
        [series(gauge, labels)]: level(of === 'sum' ? value / 2 : value),
        [series(gauge, another)]: level({ max: value / 2, sum: value / 2, avg: value }[of]),
        ...Object.fromEntries(
          Object.entries(only).map(([label, own]) => [
            series(gauge, { ...labels, [label]: otherThan(own, gauge, label) }),
            level(10 * threshold),
          ]),
        ),
      });
      const bad = threshold * 1.02;
      const story = { labels: { ...serviceOf(program), ...by }, value: bad };
      return scenarios(numbers, { ...story, bad: is(bad), good: is(threshold * 0.98) });
    },
  };
}

/** The condition that a recorded series of the service is more than the threshold, and its scenarios. */
export function recordedAbove(program: Program, name: string): Condition {
  const labels = serviceOf(program);
  return {
    expr: ({ threshold }) => promql`${name} > ${threshold}`,
    scenarios: (numbers) => {
      const is = (value: number): Signals => ({ [series(name, labels)]: level(value) });
      const bad = numbers.threshold * 1.02;
      return scenarios(numbers, { labels, value: bad, bad: is(bad), good: is(numbers.threshold * 0.98) });
    },
  };
}
