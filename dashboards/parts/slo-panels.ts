import { type Expression, promql } from '../../promql/index.ts';
import {
  type BarGaugePanel,
  type Query,
  type SloNames,
  type Stack,
  sloInterval,
  sloNames,
} from '../../stacks/model/index.ts';
import { leadsTo } from './links.ts';

/** One query for all SLOs that have the same kind of names: those of Narthex, those of Sloth. `ask` gets the label that tells them apart. */
export function overSlos(stack: Stack, ask: (names: SloNames, matcher: string) => Expression): Query[] {
  const byLabel = new Map(
    Object.entries(stack.slos).map(([name, slo]) => [sloNames(name, slo).label, sloNames(name, slo)]),
  );
  return [...byLabel].map(([label, names]) => ({ expr: ask(names, `${label}!=""`), legend: `{{${label}}}` }));
}

/** What is left of the error budget of each SLO, the smallest first. Of an SLO with parts it is the part that has least. */
export function budgetBars(stack: Stack): BarGaugePanel {
  return {
    kind: 'bargauge',
    key: 'budgets-left',
    title: 'Error budgets left',
    shows:
      'What is left of the error budget of each SLO, the ten that have least. At 0 the promise is broken; below, by how much.',
    action:
      'Below a quarter: nothing risky is deployed until it grows again. The board of the SLO shows what spent it.',
    unit: 'percentunit',
    min: 0,
    max: 1,
    decimals: 0,
    noValue: 'No SLO was evaluated in this range.',
    interval: sloInterval,
    queries: overSlos(
      stack,
      ({ budgetLeft, label }, all) => promql`sort(bottomk(10, min by (${label}) (${budgetLeft}{${all}})))`,
    ),
    drillDown: [leadsTo('slos')],
  };
}
