import { type Expression, promql } from '../../promql/index.ts';
import { scrape } from '../../servers/index.ts';
import {
  type AlertRule,
  type Board,
  noneIsGood,
  type Stack,
  type StatPanel,
  severityColors,
  stateColors,
  type TimeSeriesPanel,
} from '../../stacks/model/index.ts';
import { inLines } from '../layout.ts';
import { type WatchedAnomaly, watchedAnomalies } from '../parts/anomalies.ts';
import { declaredBoard } from '../parts/board.ts';
import { healthRow } from '../parts/panels.ts';

/** What is unlike its past: each level with the band in which it is usual. */
export function anomalies(stack: Stack, alerts: ReadonlyMap<string, AlertRule>): Board[] {
  const all = watchedAnomalies(stack);
  const [first] = all;
  if (first === undefined) return [];
  const level = levels(all);
  return [
    declaredBoard(stack, 'anomalies', {
      question: 'What is unlike its past?',
      reading:
        'Unusual is not wrong: a holiday and an outage look the same here. Compare when the levels left their bands, and what else fired then.',
      next: ['alerts', 'services'],
      from: '2d',
      variables: [],
      interval: first.interval,
      rows: [
        healthRow([outside(level), firing, learning]),
        {
          key: 'bands',
          title: 'Levels and their bands',
          lines: inLines(
            all.map((each) => band(each, alerts)),
            9,
          ),
        },
        { key: 'comparison', title: 'Compared with each other', lines: [{ height: 8, panels: [distance(level)] }] },
      ],
    }),
  ];
}

/** What is recorded of an anomaly, or of all of them. */
function recorded(rule: string, name?: string): Expression {
  return name === undefined ? promql`${rule}` : promql`${rule}{anomaly="${name}"}`;
}

/** What is measured, as the alerts see it: where zero is meant, a level that is gone is zero as long as something is expected of it. */
function orZero(level: Expression, { name, whenGone }: WatchedAnomaly): Expression {
  return whenGone === 'zero' ? promql`${level} or 0 * ${recorded('anomaly:expected', name)}` : level;
}

/** The levels of all anomalies. */
function levels(all: readonly WatchedAnomaly[]): Expression {
  return all.reduce(orZero, recorded('anomaly:level'));
}

function outside(level: Expression): StatPanel {
  return {
    kind: 'stat',
    key: 'outside',
    title: 'Outside of their band',
    shows: 'Levels that are higher or lower than their past lets expect, whether or not that calls somebody.',
    action: 'The graphs below show which ones, and since when.',
    min: 0,
    noValue: 'No level was measured.',
    queries: [
      {
        expr: promql`sum(((${level}) > bool anomaly:upper_band) + ((${level}) < bool anomaly:lower_band))`,
        legend: 'outside',
      },
    ],
    counts: 'info',
    mappings: noneIsGood,
  };
}

const firing: StatPanel = {
  kind: 'stat',
  key: 'firing',
  title: 'Anomalies that fire',
  shows: 'Levels that have been outside of their band for long enough, and are high enough to mean something.',
  action: 'Each has a runbook: the links are at its graph.',
  min: 0,
  noValue: 'NO DATA',
  queries: [
    {
      expr: promql`sum(${scrape.alerts}{alertstate="firing", symptom=~"anomaly-.+"}) or vector(0)`,
      legend: 'firing',
    },
  ],
  counts: 'warning',
  mappings: noneIsGood,
};

const learning: StatPanel = {
  kind: 'stat',
  key: 'learning',
  title: 'Still learning',
  shows: 'Levels of which the past is not known for long enough to expect anything: their anomalies cannot fire.',
  action: 'It takes half a day, or a whole one where the time of day matters. If it stays, Prometheus loses its past.',
  min: 0,
  noValue: 'No level was measured.',
  queries: [
    { expr: promql`count(anomaly:level unless anomaly:expected) or 0 * count(anomaly:level)`, legend: 'learning' },
  ],
  mappings: noneIsGood,
};

function band(anomaly: WatchedAnomaly, alerts: ReadonlyMap<string, AlertRule>): TimeSeriesPanel {
  const { name, labels, series } = anomaly;
  const alert = [...alerts.values()].find((rule) => rule.labels?.symptom === `anomaly-${name}`);
  const of = (expr: Expression, legend: string) => ({
    expr,
    legend: [legend, ...labels.map((label) => `{{${label}}}`)].join(' '),
  });
  const bound = alert === undefined ? stateColors.info : severityColors[alert.severity];
  return {
    kind: 'timeseries',
    key: `band-${name}`,
    title: name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' '),
    shows: `${alert?.summary ?? `Whether ${name} is unlike its past.`} What is measured, what its past lets expect, and the bounds of what is usual.`,
    action:
      'Outside of the band for long: the runbook says what it may mean. A band as wide as the graph says that the past was restless.',
    unit: 'short',
    noValue: 'It was not measured in this range.',
    queries: [
      of(orZero(recorded('anomaly:level', name), anomaly), 'measured'),
      of(recorded('anomaly:expected', name), 'expected'),
      of(recorded('anomaly:upper_band', name), 'highest usual'),
      of(recorded('anomaly:lower_band', name), 'lowest usual'),
    ],
    colors: { '/^measured/': stateColors.neutral, '/^expected/': '#8e8e8e', '/usual/': bound },
    bands: series.map((own) => {
      const called = (legend: string) => [legend, ...labels.map((label) => own[label] ?? '')].join(' ');
      return { upper: called('highest usual'), lower: called('lowest usual') };
    }),
    ...(alert && { guard: { alerts: [alert.name], fires: 'above' } }),
  };
}

function distance(level: Expression): TimeSeriesPanel {
  return {
    kind: 'timeseries',
    key: 'distance',
    title: 'Distance from what is expected',
    shows: 'How many standard deviations each level is away from what its past lets expect; below 0 it is lower.',
    action: 'Several that leave at the same time have one cause. The first to leave is the nearest to it.',
    unit: 'none',
    decimals: 1,
    noValue: 'No past is known yet.',
    queries: [
      {
        expr: promql`max by (anomaly) (((${level}) - anomaly:expected) / (anomaly:deviation > 0))`,
        legend: '{{anomaly}}',
      },
    ],
  };
}
