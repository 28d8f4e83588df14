import { promql } from '../../promql/index.ts';
import {
  type AlertRule,
  type Board,
  type GaugePanel,
  type Line,
  type Row,
  type Slo,
  type Stack,
  type StatPanel,
  seconds,
  sloInterval,
  sloNames,
  sloTiers,
  sloWindow,
  stateColors,
  type Tier,
  type TimeSeriesPanel,
  type Variable,
} from '../../stacks/model/index.ts';
import { inLines } from '../layout.ts';
import { annotations } from '../overview/annotations.ts';
import { every } from '../overview/scope.ts';
import { about } from '../parts/about.ts';
import { sloOrigin } from '../parts/slo-origin.ts';
import { burnAlert, type SloSeries, sloSeries } from '../parts/slo-series.ts';
import { chosen } from '../parts/variables.ts';

/** The name of the board of an SLO. */
export function sloBoardName(name: string): string {
  return `slo-${name}`;
}

/** Whether a board is that of a single SLO of the stack. */
export function isSloBoard({ name }: Board, { slos }: Stack): boolean {
  return Object.keys(slos).some((slo) => sloBoardName(slo) === name);
}

/** A board for each SLO: what is promised, what is left of the budget, how fast it is spent in each window, and what it counts. */
export function sloBoards(stack: Stack, alerts: ReadonlyMap<string, AlertRule>): Board[] {
  return Object.entries(stack.slos).map(([name, slo]) => {
    const series = sloSeries(name, slo, stack);
    return {
      name: sloBoardName(name),
      title: `${stack.name} SLO ${name}`,
      description: `${slo.summary.replace(/\.?$/, '.')} Promised for ${slo.objective} % over ${sloWindow(slo)}: is it kept, and for how long at this pace?`,
      from: '1d',
      variables: partVariables(name, slo),
      annotations: annotations(stack),
      rows: [
        { key: 'state', lines: [{ height: 4, panels: every(sloInterval, tiles(slo, series)) }] },
        ...burnRows(name, slo, series, alerts),
        {
          key: 'period',
          title: 'The promise and what it counts',
          lines: [
            { height: 8, panels: every(sloInterval, [budgetOverTime(series), kept(slo, series), events(slo, series)]) },
          ],
        },
        ...sloOrigin(slo, stack),
        about(stack, {
          purpose: `Is this kept: ${slo.summary.replace(/\.?$/, '')}?`,
          reading:
            'What is left of the budget says how much trouble one can still afford. A page or a ticket comes when both windows of a pair are above the dashed line.',
          next: ['slos', 'alerts'],
        }),
      ],
    };
  });
}

/** The choice among the parts that have budgets of their own. */
function partVariables(name: string, slo: Slo): Variable[] {
  const { budgetLeft, selector } = sloNames(name, slo);
  const labels = slo.by ?? [];
  return labels.map((label, index) => {
    const wider = [selector, ...labels.slice(0, index).map((before) => chosen(before))].join(', ');
    return { name: label, label, query: promql`label_values(${budgetLeft}{${wider}}, ${label})` };
  });
}

const notEvaluated = 'The SLO was not evaluated in this range.';
const nothingCounted = 'No event was counted in this range.';
const quiet = 'where nobody asks for anything there is no share that fails';

function tiles(slo: Slo, { budgetLeft, share, burn, objective }: SloSeries): (StatPanel | GaugePanel)[] {
  const window = sloWindow(slo);
  const [fastest] = sloTiers(slo);
  const pace = fastest?.long ?? window;
  const worst = slo.by === undefined ? '' : ' Of the parts that are chosen, the worst.';
  const stat = { kind: 'stat', noValue: notEvaluated } as const;
  return [
    {
      ...stat,
      key: 'promise',
      title: 'Promise',
      shows: `Whether the objective is met over the last ${window}.${worst}`,
      action: 'BROKEN: nothing risky is deployed, and what spent the budget is worked on first.',
      min: 0,
      max: 1,
      queries: [{ expr: promql`min(${budgetLeft} >= bool 0)`, legend: 'kept' }],
      mappings: [
        { value: 1, text: 'KEPT', color: stateColors.ok },
        { value: 0, text: 'BROKEN', color: stateColors.critical },
      ],
    },
    {
      kind: 'gauge',
      key: 'budget-left',
      title: 'Error budget left',
      shows: `What the failures of the last ${window} have left of the error budget. Below 0 the promise is broken.${worst}`,
      action:
        'Below a quarter: deploy only what makes it more reliable. The graph of the budget shows when it was spent.',
      unit: 'percentunit',
      min: 0,
      max: 1,
      decimals: 1,
      noValue: notEvaluated,
      queries: [{ expr: promql`min(${budgetLeft})`, legend: 'left' }],
    },
    {
      ...stat,
      key: 'objective',
      title: 'Objective',
      shows: `The share that was promised to be good over ${window}.`,
      action: 'Change it in the definition of the stack, together with those to whom it was promised.',
      unit: 'percentunit',
      decimals: 3,
      queries: [{ expr: promql`max(${objective})`, legend: 'promised' }],
    },
    {
      ...stat,
      key: 'good',
      title: 'Good over the period',
      shows: `The share that was good over the last ${window}.${worst}`,
      action: 'Compare it with the objective: what is missing is the budget that is overspent.',
      unit: 'percentunit',
      decimals: 3,
      queries: [{ expr: promql`min(1 - ${share(window)})`, legend: 'good' }],
      noValue: nothingCounted,
      mayBeEmpty: quiet,
    },
    {
      ...stat,
      key: 'pace',
      title: `Pace over ${pace}`,
      shows: `How many times as fast as it lasts the budget was spent in the last ${pace}: at 1 it lasts for exactly ${window}.${worst}`,
      action: 'Above 1, look at the pairs of windows below: they say how long that can be borne.',
      unit: 'none',
      min: 0,
      decimals: 2,
      queries: [{ expr: promql`max(${burn(pace)})`, legend: 'pace' }],
      noValue: nothingCounted,
      mayBeEmpty: quiet,
    },
    {
      ...stat,
      key: 'lasts',
      title: 'Days the budget lasts',
      shows: `In how many days the budget that is left is gone, at the pace of the last ${pace}.${worst}`,
      action: 'Less than 1 is for today, less than 0.1 for now.',
      unit: 'none',
      min: 0,
      decimals: 2,
      noValue: 'Nothing is spent, or nothing was measured: see Promise',
      queries: [
        {
          expr: promql`min(clamp_min(${budgetLeft}, 0) / ${matching(slo)} (${burn(pace)} > 0)) * ${seconds(window) / 86_400}`,
          legend: 'gone in',
        },
      ],
      mayBeEmpty: 'while nothing fails the budget lasts for ever',
    },
  ];
}

/** What Sloth records carries its window as a label, so shares of different windows have to be told to match. */
function matching({ names }: Slo): string {
  return typeof names === 'object' ? 'ignoring (sloth_window)' : '';
}

/** Each pair of windows with the line at which it calls somebody. */
function burnRows(name: string, slo: Slo, series: SloSeries, alerts: ReadonlyMap<string, AlertRule>): Row[] {
  const panels = sloTiers(slo).map((tier) => burnPair(tier, series, burnAlert(name, slo, tier, alerts)));
  if (panels.length === 0) return [];
  const lines: Line[] = inLines(every(sloInterval, panels), 8);
  return [{ key: 'burn-rates', title: 'Pace in each pair of windows', lines }];
}

function burnPair(tier: Tier, { burn, part }: SloSeries, alert: AlertRule | undefined): TimeSeriesPanel {
  const { long, short, factor, budget } = tier;
  return {
    kind: 'timeseries',
    key: `burn-${tier.name}`,
    title: `${long} and ${short}`,
    shows: `How many times as fast as it lasts the budget is spent. An alert needs both windows above ${factor}: then ${budget} % of the whole budget go in ${long}.`,
    action: `Both above the line: open the runbook. Only ${short} above it: it has just begun. Only ${long}: it is over.`,
    unit: 'none',
    min: 0,
    noValue: nothingCounted,
    mayBeEmpty: quiet,
    queries: [
      { expr: burn(long), legend: `${long}${part}` },
      { expr: burn(short), legend: `${short}${part}` },
    ],
    ...(alert && { guard: { alerts: [alert.name], fires: 'above', bound: factor } }),
  };
}

function budgetOverTime({ budgetLeft, part }: SloSeries): TimeSeriesPanel {
  return {
    kind: 'timeseries',
    key: 'budget-over-time',
    title: 'Error budget left, over time',
    shows: 'What is left of the budget. It moves along with the clock: what is older than the period is forgiven.',
    action:
      'A step down is an incident, a slope is something that always fails a little. Choose the range of the period to see all of it.',
    unit: 'percentunit',
    max: 1,
    noValue: notEvaluated,
    queries: [{ expr: budgetLeft, legend: `left${part}` }],
  };
}

function kept(slo: Slo, { share, objective, part }: SloSeries): TimeSeriesPanel {
  const window = sloWindow(slo);
  return {
    kind: 'timeseries',
    key: 'good-over-time',
    title: 'Good over the period, against the objective',
    shows: `The share that was good over the ${window} before each moment, and the share that was promised.`,
    action: 'Below the objective the promise is broken until what failed is older than the period.',
    unit: 'percentunit',
    max: 1,
    noValue: nothingCounted,
    mayBeEmpty: quiet,
    colors: { '/^objective/': stateColors.neutral },
    queries: [
      { expr: promql`1 - ${share(window)}`, legend: `good${part}` },
      { expr: promql`max(${objective})`, legend: 'objective' },
    ],
  };
}

function events(slo: Slo, { events, errors, part }: SloSeries): TimeSeriesPanel {
  const looked = slo.kind === 'freshness';
  return {
    kind: 'timeseries',
    key: 'events',
    title: looked ? 'What is watched, and what is too old' : 'Events, and bad ones',
    shows: looked
      ? 'How much is looked at each time, and how much of it is older than promised.'
      : 'Events per second, and those of them that are bad.',
    action:
      'Few events make every failure a large share; a jump of both at once is more traffic, of the bad ones alone is trouble.',
    unit: looked ? 'short' : 'cps',
    min: 0,
    noValue: nothingCounted,
    queries: [
      { expr: events, legend: `all${part}` },
      { expr: errors, legend: `bad${part}` },
    ],
    colors: { '/^bad/': stateColors.critical },
  };
}
