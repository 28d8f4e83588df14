import { type Expression, promql } from '../../promql/index.ts';
import {
  type AlertRule,
  type Duration,
  errorBudget,
  type Slo,
  type Stack,
  sloNames,
  sloOperation,
  type Tier,
} from '../../stacks/model/index.ts';
import { chosen } from './variables.ts';

/** What is recorded of an SLO, narrowed to what is chosen at the top of its board where its parts have budgets of their own. */
export interface SloSeries {
  readonly events: Expression;
  readonly errors: Expression;
  /** The share of bad events in a window. */
  readonly share: (window: Duration) => Expression;
  /** How many times as fast as the budget lasts it was spent in a window. */
  readonly burn: (window: Duration) => Expression;
  readonly budgetLeft: Expression;
  readonly objective: Expression;
  /** What tells its parts apart in the name of a series: ` {{route}}`, empty where it has none. */
  readonly part: string;
}

/** The recorded series of an SLO of a stack. */
export function sloSeries(name: string, slo: Slo, stack: Stack): SloSeries {
  const names = sloNames(name, slo);
  const labels = slo.by ?? [];
  const selector = [names.selector, ...labels.map((label) => chosen(label))].join(', ');
  const operation = sloOperation(slo, stack);
  const share = (window: Duration) => promql`${names.ratio(window).name}{${selector}}`;
  return {
    events: promql`${`slo:events:${operation}`}{${selector}}`,
    errors: promql`${`slo:errors:${operation}`}{${selector}}`,
    share,
    burn: (window) => promql`${share(window)} / ${errorBudget(slo.objective)}`,
    budgetLeft: promql`${names.budgetLeft}{${selector}}`,
    objective: promql`${names.objective}{${names.selector}}`,
    part: labels.map((label) => ` {{${label}}}`).join(''),
  };
}

/** The alert of an SLO that looks at a pair of windows: it is the one that reads what is recorded of both. */
export function burnAlert(
  name: string,
  slo: Slo,
  { long, short }: Tier,
  alerts: ReadonlyMap<string, AlertRule>,
): AlertRule | undefined {
  const { ratio } = sloNames(name, slo);
  return [...alerts.values()].find(
    ({ labels, expr }) =>
      labels?.slo === name && [long, short].every((window) => expr.text.includes(`${ratio(window).name}{`)),
  );
}
