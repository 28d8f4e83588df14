import { type Duration, type Expression, phases, type RecordingRule, type Signals } from 'narthex';
import { type Program, serviceOf, type Values } from '../conditions/program.ts';
import { type Paced, paced } from './paced.ts';

/** Series, and what is recorded of them. */
export interface Case {
  /** "is the share of executions that succeed". */
  readonly title: string;
  /** Everything that is read, and what is beside that. `past` is such that no other window gives the same. */
  readonly series: (past: Paced) => Signals;
  /** What is recorded; left out where nothing is. */
  readonly value?: (past: Paced) => number;
}

/** A recording rule of one service, and what shows that it is right. */
export interface Recorded {
  readonly name: string;
  /** How far back it looks. */
  readonly window: Duration;
  readonly expr: Expression;
  /** Labels of what is recorded, besides those of the service. */
  readonly labels?: Values;
  readonly cases: readonly Case[];
}

/** A rule that records one series for each service, with its unit tests. */
export function record(program: Program, { name, expr, window, labels = {}, cases }: Recorded): RecordingRule {
  const past = paced(window);
  return {
    kind: 'recording',
    name,
    expr,
    scenarios: cases.map(({ title, series, value }) => ({
      title,
      step: past.step,
      series: phases([{ lasts: past.at, series: series(past) }], past.step),
      at: past.at,
      precision: 1e-9,
      samples: value === undefined ? [] : [{ labels: { ...serviceOf(program), ...labels }, value: value(past) }],
    })),
  };
}

/** Counters that count both. */
export function together(one: Signals, other: Signals): Signals {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(
    names.map((name) => [name, (moment) => (one[name]?.(moment) ?? 0) + (other[name]?.(moment) ?? 0)]),
  );
}
