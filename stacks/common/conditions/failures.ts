import { type AlertDefinition, type CounterDefinition, counting, isOneOf, promql, type Signals, series } from 'narthex';
import { labelsIn, type Program, serviceOf } from './program.ts';
import { shareScenarios } from './shares.ts';

/** Things that end well or badly, as a counter tells by a label. */
export interface Failures {
  readonly counter: CounterDefinition;
  /** The label, its values that are bad, and one that is good. */
  readonly label: string;
  readonly bad: readonly string[];
  readonly good: string;
  /** What is told apart, besides the service: `{ agent: 'orchestrator' }`, with a value for the scenarios. */
  readonly by?: Readonly<Record<string, string>>;
}

/**
 * The condition that too large a share of what ended in the window has ended badly, and its scenarios. `minimum` is how many must have ended.
 */
export function tooManyFail(
  program: Program,
  { counter, label, bad, good, by = {} }: Failures,
): Pick<AlertDefinition, 'expr' | 'scenarios'> {
  const kept = ['job', 'service', ...Object.keys(by)].join(', ');
  const labels = { ...serviceOf(program), ...by };
  const ended = (failing: number, perSecond: number): Signals => ({
    [series(counter, labelsIn(program, counter, { ...by, [label]: good }))]: counting((1 - failing) * perSecond),
    ...Object.fromEntries(
      bad.map((value) => [
        series(counter, labelsIn(program, counter, { ...by, [label]: value })),
        counting((failing * perSecond) / bad.length),
      ]),
    ),
  });
  return {
    expr: ({ threshold, window, minimum }) =>
      promql`sum by (${kept}) (increase(${counter}{${isOneOf(label, bad)}}[${window}]))
        / (sum by (${kept}) (increase(${counter}[${window}])) > ${minimum}) > ${threshold}`,
    scenarios: (numbers) => shareScenarios(numbers, labels, ended),
  };
}
