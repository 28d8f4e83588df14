import { type Board, noneIsGood, type Panel, promql, type Row } from 'narthex';
import { range, shareOf } from '../../common/boards/queries.ts';
import { agents, database, errors, http, memory, zoho } from '../metrics.ts';
import { about } from './about.ts';
import { errorColors } from './colors.ts';
import { marks } from './marks.ts';
import { zeroWhileUp } from './queries.ts';
import { shareTile } from './share-tile.ts';

const chosen = 'component=~"$component"';
const noError = 'No error was counted in this range.';
const noneYet = 'a component that has never had one has no series of it';

const recent = promql`sum by (component) (increase(${errors.exceptions}{${chosen}}[15m]))`;
const before = promql`sum by (component) (increase(${errors.exceptions}{${chosen}}[15m] offset 1h))`;

const state: readonly Panel[] = [
  shareTile(
    {
      key: 'failed-requests',
      title: 'Failed requests',
      shows:
        'Share of the requests of the last five minutes that ended in a status 5xx. What users notice, whatever component is chosen.',
      action: 'See below on which route. Roll back if it began with a deployment.',
      decimals: 2,
      noValue: 'No request in five minutes',
      guard: { alerts: ['HighErrorRate'], fires: 'above' },
      drillDown: [{ board: 'system', title: 'The API' }],
    },
    shareOf(promql`sum(rate(${http.requests}{status_code="5xx"}[5m]))`, promql`sum(rate(${http.requests}[5m]))`),
    'failed',
  ),
  {
    kind: 'stat',
    key: 'critical-errors',
    title: 'Critical errors',
    shows: 'Critical errors of ten minutes, of the component with the most.',
    action: 'Somebody has lost data or cannot work. Read the log of that component from the first one on.',
    unit: 'short',
    decimals: 0,
    min: 0,
    noValue: 'NO DATA: the API does not answer',
    queries: [
      {
        expr: zeroWhileUp(
          promql`max(sum by (component) (increase(${errors.errors}{severity="critical", ${chosen}}[10m])))`,
        ),
        legend: 'critical',
      },
    ],
    guard: { alerts: ['CriticalErrors'], fires: 'above' },
    mappings: noneIsGood,
  },
  {
    kind: 'stat',
    key: 'exceptions',
    title: 'Exceptions',
    shows: 'Exceptions that nobody caught within a quarter of an hour, of all chosen components.',
    action: 'Each ended a request, a task or a synchronisation. The table below says of which type they are.',
    unit: 'short',
    decimals: 0,
    min: 0,
    noValue: 'NO DATA: the API does not answer',
    queries: [{ expr: zeroWhileUp(promql`sum(increase(${errors.exceptions}{${chosen}}[15m]))`), legend: 'exceptions' }],
  },
  {
    kind: 'stat',
    key: 'exceptions-rising',
    title: 'Exceptions against an hour ago',
    // Ten: so that thirty within a quarter of an hour, the least that the alert takes seriously, are three times as many.
    shows:
      'How many times as many exceptions as an hour ago, for the component where they rise most. Up to ten an hour ago count as ten.',
    action:
      'A type that is new came with a deployment: roll back. Time-outs are somebody else: mend what they wait for.',
    unit: 'short',
    decimals: 1,
    min: 0,
    noValue: 'NO DATA: the API does not answer',
    queries: [
      {
        expr: zeroWhileUp(promql`max(${recent} / clamp_min(${before} or 0 * ${recent}, 10))`),
        legend: 'times',
      },
    ],
    guard: { alerts: ['ExceptionsRising'], fires: 'above' },
  },
];

const rates: readonly Panel[] = [
  {
    kind: 'timeseries',
    key: 'by-severity',
    title: 'Errors per minute by severity',
    shows: 'Errors that were handled, by what they mean for the user.',
    action: "Critical ones first; warnings that rise steadily are tomorrow's errors.",
    unit: 'short',
    min: 0,
    noValue: noError,
    mayBeEmpty: noneYet,
    stacked: true,
    colors: errorColors,
    queries: [
      { expr: promql`60 * sum by (severity) (rate(${errors.errors}{${chosen}}${range}))`, legend: '{{severity}}' },
    ],
  },
  {
    kind: 'timeseries',
    key: 'by-component',
    title: 'Errors per minute by component',
    shows: 'The same errors by where they happened.',
    action: 'The component that began first is usually the cause of what the others report.',
    unit: 'short',
    min: 0,
    noValue: noError,
    mayBeEmpty: noneYet,
    queries: [
      { expr: promql`60 * sum by (component) (rate(${errors.errors}{${chosen}}${range}))`, legend: '{{component}}' },
    ],
  },
  {
    kind: 'timeseries',
    key: 'routes',
    title: 'Failed requests by route',
    shows: 'Share of the requests with a status 5xx, of the five routes where it is largest.',
    action: 'One route: what it waits for, or what changed in it. All of them: the database or the process.',
    min: 0,
    max: 1,
    noValue: 'No request failed in this range.',
    mayBeEmpty: 'no request has failed',
    queries: [
      {
        expr: promql`topk(5, sum by (route) (rate(${http.requests}{status_code="5xx"}${range})) / (sum by (route) (rate(${http.requests}${range})) > 0))`,
        legend: '{{route}}',
      },
    ],
    guard: { alerts: ['HighErrorRate'], fires: 'above' },
  },
];

const causes: readonly Panel[] = [
  {
    kind: 'timeseries',
    key: 'exception-types',
    title: 'Exceptions per minute by type',
    shows: 'The five types of exceptions that are thrown most, over all chosen components.',
    action: 'A `TimeoutError` or `ZohoApiError` is somebody else; a type that is new is ours.',
    unit: 'short',
    min: 0,
    noValue: 'No exception was counted in this range.',
    mayBeEmpty: noneYet,
    queries: [
      {
        expr: promql`topk(5, 60 * sum by (exception_type) (rate(${errors.exceptions}{${chosen}}${range})))`,
        legend: '{{exception_type}}',
      },
    ],
  },
  {
    kind: 'timeseries',
    key: 'failing-parts',
    title: 'What fails of what the API uses',
    shows: 'Share of the calls to Zoho, operations of the memory, tasks of agents and transactions that failed.',
    action: 'Compare with the errors above: what begins here first is what the API suffers from.',
    min: 0,
    noValue: 'Nothing was used in this range.',
    queries: [
      {
        expr: shareOf(
          promql`sum(rate(${zoho.calls}{outcome="error"}${range}))`,
          promql`sum(rate(${zoho.calls}${range}))`,
        ),
        legend: 'calls to Zoho',
      },
      {
        expr: shareOf(
          promql`sum(rate(${memory.operations}{outcome="error"}${range}))`,
          promql`sum(rate(${memory.operations}${range}))`,
        ),
        legend: 'memory',
      },
      {
        expr: shareOf(
          promql`sum(rate(${agents.tasks}{outcome=~"failed|timed_out"}${range}))`,
          promql`sum(rate(${agents.tasks}${range}))`,
        ),
        legend: 'tasks of agents',
      },
      {
        expr: shareOf(
          promql`sum(rate(${database.transactions}{outcome="rolled_back"}${range}))`,
          promql`sum(rate(${database.transactions}${range}))`,
        ),
        legend: 'transactions',
      },
    ],
    drillDown: [
      { board: 'sync', title: 'Zoho' },
      { board: 'agents', title: 'Agents and their memory' },
    ],
  },
  {
    kind: 'table',
    key: 'exceptions-table',
    title: 'Exceptions of the last hour',
    shows: 'The ten pairs of component and type with the most exceptions within an hour.',
    action: 'Search the log of the component for the type; the first one of it usually tells most.',
    unit: 'short',
    decimals: 0,
    noValue: 'No exception within an hour.',
    mayBeEmpty: 'nothing was thrown',
    queries: [
      {
        expr: promql`topk(10, sum by (component, exception_type) (increase(${errors.exceptions}{${chosen}}[1h]))) > 0`,
        legend: '',
      },
    ],
    columns: [
      { field: 'component', title: 'Component', width: 110 },
      { field: 'exception_type', title: 'Exception' },
      { field: 'Value', title: 'Times', width: 90 },
    ],
    sortBy: 'Times',
    descending: true,
  },
];

const rows: readonly Row[] = [
  { key: 'state', lines: [{ height: 4, panels: state }] },
  { key: 'rates', title: 'Rates: how many, how bad, where', lines: [{ height: 8, panels: rates }] },
  { key: 'causes', title: 'Causes: what is thrown, what fails beneath', lines: [{ height: 9, panels: causes }] },
  about('What fails, since when, and where did it begin? Errors were handled, exceptions were not.', {
    system: 'the API and its resources',
    sync: 'calls to Zoho',
    agents: 'tasks and the memory',
  }),
];

/** Errors and exceptions: how many, how bad, where they begin. */
export const errorBoard: Board = {
  name: 'errors',
  title: 'Sergas: error tracking',
  description: 'Errors and exceptions of Sergas: how many, how bad, in which component, and what fails beneath.',
  from: '3h',
  variables: [{ name: 'component', label: 'Component', query: promql`label_values(${errors.errors}, component)` }],
  annotations: marks,
  rows,
};
