import { type Board, type Panel, promql, type Row, scrape, stateColors, statusColors, upDown } from 'narthex';
import { about } from '../../common/boards/about.ts';
import { failedRequests } from '../../common/boards/failed-requests.ts';
import { range } from '../../common/boards/queries.ts';
import { api, health, operations } from '../metrics.ts';
import { instanceVariable, marks, owner } from './board.ts';

const chosen = 'instance=~"$instance"';
const noRequest = 'No request was counted in this range.';
const notChecked = 'No check ran in this range.';

const state: readonly Panel[] = [
  {
    kind: 'stat',
    key: 'answering',
    title: 'Instances that answer',
    shows: 'Instances of the backend that answer Prometheus.',
    action: 'If none does, see whether the processes run, then read the log of the last one.',
    unit: 'none',
    min: 0,
    noValue: 'NO DATA: no target',
    queries: [{ expr: promql`sum(${scrape.up}{job="ttd-dr", ${chosen}})`, legend: 'answering' }],
    mappings: [{ value: 0, text: 'DOWN', color: stateColors.critical }],
  },
  {
    kind: 'stat',
    key: 'failing-checks',
    title: 'Checks that fail',
    shows: 'Health checks whose last run was not good, of all chosen instances.',
    action: 'See below which ones. Somebody is told once they have failed several times in a row.',
    unit: 'none',
    min: 0,
    noValue: 'NO DATA: not checked',
    counts: 'warning',
    queries: [{ expr: promql`sum(${health.up}{${chosen}} < bool 1)`, legend: 'failing' }],
  },
  failedRequests({
    requests: api.requests,
    chosen,
    action: 'All routes: the storage. One: the log of that route.',
    guard: { alerts: ['APIErrors'], fires: 'above' },
  }),
  {
    kind: 'stat',
    key: 'logins',
    title: 'Failed attempts to authenticate',
    shows: 'Tokens and passwords that were refused within a quarter of an hour.',
    action: 'Do others still succeed? If not, a key was changed; if so, see the log for one address.',
    unit: 'short',
    decimals: 0,
    min: 0,
    noValue: 'NO DATA: not measured',
    queries: [
      { expr: promql`sum(increase(${operations.logins}{outcome="failure", ${chosen}}[15m]))`, legend: 'refused' },
    ],
    guard: { alerts: ['AuthenticationFailures'], fires: 'above' },
  },
];

const checks: readonly Panel[] = [
  {
    kind: 'timeline',
    key: 'checks',
    title: 'Health checks',
    shows: 'The last run of each check of each instance.',
    action: 'A check that fails on one instance only is about that instance; on all of them, about what they share.',
    unit: 'none',
    min: 0,
    noValue: notChecked,
    mappings: upDown,
    queries: [{ expr: promql`${health.up}{${chosen}}`, legend: '{{check}} {{instance}}' }],
    guard: {
      alerts: ['SystemCheckFails', 'APICheckFails', 'StorageCheckFails', 'ExternalServicesCheckFails'],
      fires: 'below',
      linkOnly: true,
    },
  },
  {
    kind: 'timeseries',
    key: 'check-duration',
    title: 'Time of a check',
    shows: 'How long the last run of each check took.',
    action: 'A check that gets slower will fail soon: look at what it asks.',
    unit: 's',
    min: 0,
    noValue: notChecked,
    queries: [{ expr: promql`max by (check) (${health.duration}{${chosen}})`, legend: '{{check}}' }],
  },
];

const requests: readonly Panel[] = [
  {
    kind: 'timeseries',
    key: 'requests',
    title: 'Requests by status',
    shows: 'Requests per second by the class of their status.',
    action: 'A sudden fall is as telling as a peak: check whether users still reach the API.',
    unit: 'reqps',
    min: 0,
    noValue: noRequest,
    stacked: true,
    colors: statusColors,
    queries: [
      { expr: promql`sum by (status_code) (rate(${api.requests}{${chosen}}${range}))`, legend: '{{status_code}}' },
    ],
  },
  {
    kind: 'timeseries',
    key: 'latency',
    title: 'Time to answer',
    shows: 'Half of the requests are faster than p50, all but one in a hundred faster than p99.',
    action: 'If only p99 grows, some routes wait for something. If all grow, the backend is short of processor.',
    unit: 's',
    min: 0,
    noValue: noRequest,
    queries: [0.5, 0.99].map((quantile) => ({
      expr: promql`histogram_quantile(${quantile}, sum by (le) (rate(${api.duration}_bucket{${chosen}}${range})))`,
      legend: `p${100 * quantile}`,
    })),
    guard: { alerts: ['APIResponseSlow'], fires: 'above' },
    drillDown: [{ board: 'statistics', title: 'Statistics of the time to answer' }],
  },
];

const rows: readonly Row[] = [
  { key: 'state', lines: [{ height: 5, panels: state }] },
  { key: 'checks', title: 'Health checks: what the backend finds out itself', lines: [{ height: 8, panels: checks }] },
  { key: 'requests', title: 'API: what users experience', lines: [{ height: 8, panels: requests }] },
  about(owner, 'Is the backend well, and what do its users experience?', {
    workflows: 'the work behind the API',
    statistics: 'what is usual',
    overview: 'machines and probes',
  }),
];

/** The health checks, and the API. */
export const healthBoard: Board = {
  name: 'health',
  title: 'TTD-DR: health and API',
  description: 'What the health checks of the backend find, and what users of its API experience.',
  from: '3h',
  variables: [instanceVariable],
  annotations: marks,
  rows,
};
