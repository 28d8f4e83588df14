import { promql } from '../../promql/index.ts';
import { scrape } from '../../servers/index.ts';
import {
  type BarGaugePanel,
  type Board,
  boardUid,
  noneIsGood,
  type Panel,
  type Stack,
  type StatPanel,
  sloInterval,
  sloWindow,
  type TextPanel,
  type TimeSeriesPanel,
} from '../../stacks/model/index.ts';
import { declaredBoard } from '../parts/board.ts';
import { declared } from '../parts/declared.ts';
import { alertTable } from '../parts/firing.ts';
import { healthRow } from '../parts/panels.ts';
import { budgetBars, overSlos } from '../parts/slo-panels.ts';
import { sloBoardName } from './slo.ts';

/** Everything that is promised: which promises hold, what is left of each budget, how fast it is spent. */
export function slos(stack: Stack): Board[] {
  if (!declared.slos.by(stack)) return [];
  return [
    declaredBoard(stack, 'slos', {
      question: 'Do we keep what we promise, and for how long at this pace?',
      reading:
        'Read budgets first: what is left decides whether something risky may be deployed. Then the pace: above 1, the budget does not last. Each promise has a board of its own.',
      next: ['alerts'],
      from: '1d',
      variables: [],
      interval: sloInterval,
      rows: [
        healthRow([broken(stack), fast(stack), firing('critical', 'Pages'), firing('warning', 'Tickets')]),
        {
          key: 'now',
          title: 'Now',
          lines: [{ height: 8, panels: [{ ...budgetBars(stack), drillDown: [] }, burnBars(stack), promises(stack)] }],
        },
        {
          key: 'over-time',
          title: 'Over time',
          lines: [
            { height: 8, panels: [budgetsOverTime(stack), burnOverTime(stack)] },
            { height: 7, panels: [burning] },
          ],
        },
      ],
    }),
  ];
}

const noSlo = 'No SLO was evaluated in this range.';

function broken(stack: Stack): StatPanel {
  return {
    kind: 'stat',
    key: 'promises-broken',
    title: 'Promises broken',
    shows: 'SLOs with nothing left of their error budget: over their period they are below their objective.',
    action: 'Nothing risky is deployed, and what spent the budget is worked on first. The bars below show which ones.',
    min: 0,
    noValue: noSlo,
    queries: overSlos(
      stack,
      ({ budgetLeft, label }, all) => promql`sum(min by (${label}) (${budgetLeft}{${all}}) < bool 0)`,
    ).map((query) => ({ ...query, legend: 'broken' })),
    counts: 'critical',
    mappings: noneIsGood,
  };
}

function fast(stack: Stack): StatPanel {
  return {
    kind: 'stat',
    key: 'spent-too-fast',
    title: 'Spent too fast',
    shows: 'SLOs of which more fails at this moment than the budget bears in the long run.',
    action: 'A few minutes of it are what the budget is there for. If it stays, an alert will say so.',
    min: 0,
    noValue: 'No event was counted in this range.',
    queries: overSlos(
      stack,
      ({ burnRate, label }, all) => promql`sum(max by (${label}) (${burnRate}{${all}}) > bool 1)`,
    ).map((query) => ({ ...query, legend: 'too fast' })),
    counts: 'warning',
    mappings: noneIsGood,
    mayBeEmpty: 'where nobody asks for anything there is no share that fails',
  };
}

function firing(severity: 'critical' | 'warning', title: string): StatPanel {
  return {
    kind: 'stat',
    key: `burn-${severity}`,
    title,
    shows: `Alerts of severity ${severity} about error budgets that fire now.`,
    action: 'The list below names them; each has a runbook, and a board that shows its windows.',
    unit: 'none',
    min: 0,
    noValue: 'NO DATA',
    queries: [
      {
        expr: promql`sum(${scrape.alerts}{alertstate="firing", severity="${severity}", slo!=""}) or vector(0)`,
        legend: 'firing',
      },
    ],
    counts: severity,
    mappings: noneIsGood,
  };
}

function burnBars(stack: Stack): BarGaugePanel {
  return {
    kind: 'bargauge',
    key: 'burn-rates',
    title: 'Pace at this moment',
    shows:
      'How many times as fast as the budget lasts it is being spent, in the shortest window: at 1 it lasts exactly for the period.',
    action:
      'Above 1 for hours is a ticket, far above 1 a page. The board of the SLO has the lines at which each fires.',
    unit: 'none',
    min: 0,
    decimals: 1,
    noValue: 'No event was counted in this range.',
    queries: overSlos(
      stack,
      ({ burnRate, label }, all) => promql`sort_desc(topk(10, max by (${label}) (${burnRate}{${all}})))`,
    ),
    mayBeEmpty: 'where nobody asks for anything there is no share that fails',
  };
}

/** What is promised, in words, with the way to the board of each. */
function promises(stack: Stack): TextPanel {
  const lines = Object.entries(stack.slos).map(([name, slo]) => {
    const owner = slo.team === undefined ? '' : ` (${slo.team})`;
    const url = `/d/${boardUid(stack.name, sloBoardName(name))}`;
    return `- [**${name}**](${url})${owner}: ${slo.objective} % over ${sloWindow(slo)}. ${slo.summary}`;
  });
  return { kind: 'text', key: 'promises', title: 'What is promised', text: lines.join('\n') };
}

function budgetsOverTime(stack: Stack): TimeSeriesPanel {
  return {
    kind: 'timeseries',
    key: 'budgets-over-time',
    title: 'Error budgets left, over time',
    shows: 'What is left of each budget. It moves along with the clock: what is older than the period is forgiven.',
    action:
      'A step down is an incident: choose a longer range to see which one. A slope is something that always fails a little.',
    unit: 'percentunit',
    max: 1,
    noValue: noSlo,
    queries: overSlos(stack, ({ budgetLeft, label }, all) => promql`min by (${label}) (${budgetLeft}{${all}})`),
  };
}

function burnOverTime(stack: Stack): TimeSeriesPanel {
  return {
    kind: 'timeseries',
    key: 'burn-over-time',
    title: 'Pace over time',
    shows: 'How many times as fast as it lasts each budget is spent, in the shortest window.',
    action: 'Compare the peaks with the marks of alerts and restarts.',
    unit: 'none',
    min: 0,
    noValue: 'No event was counted in this range.',
    queries: overSlos(stack, ({ burnRate, label }, all) => promql`max by (${label}) (${burnRate}{${all}})`),
    mayBeEmpty: 'where nobody asks for anything there is no share that fails',
  };
}

const burning: Panel = alertTable({
  key: 'burn-alerts',
  title: 'Budgets that are being used up',
  shows: 'Alerts about error budgets that fire now, and over which window.',
  action: 'Click an alert for its runbook. Take back what was changed last before you look for the cause.',
  noValue: 'No budget is being used up.',
  state: 'firing',
  where: 'slo!=""',
  labels: [{ field: 'slo', title: 'SLO' }],
});
