import { type Board, nodejsMetrics, type Panel, promql, type Row, scrape, stateColors, statusColors } from 'narthex';
import { range, shareOf } from '../../common/boards/queries.ts';
import { cache, database, http } from '../metrics.ts';
import { about } from './about.ts';
import { marks } from './marks.ts';
import { shareTile } from './share-tile.ts';

const chosen = 'instance=~"$instance"';
const noRequest = 'No request was counted in this range.';
const notMeasured = 'No instance of the API was measured in this range.';

const state: readonly Panel[] = [
  {
    kind: 'stat',
    key: 'answering',
    title: 'Instances that answer',
    shows: 'Instances of the API that answer Prometheus.',
    action: 'If none does, nobody can use Sergas. See whether the processes run, then read the log of the last one.',
    min: 0,
    noValue: 'NO DATA: no target',
    queries: [{ expr: promql`sum(${scrape.up}{job="sergas", ${chosen}})`, legend: 'answering' }],
    guard: { alerts: ['ServiceDown'], fires: 'below', bound: 1 },
    mappings: [{ value: 0, text: 'DOWN', color: stateColors.critical }],
    drillDown: [{ board: 'overview', title: 'What else is down' }],
  },
  shareTile(
    {
      key: 'failed-requests',
      title: 'Failed requests',
      shows: 'Share of the requests of the last five minutes that ended in a status 5xx.',
      action:
        'The board of errors says on which route and in which component. Roll back if it began with a deployment.',
      decimals: 2,
      noValue: 'No request in five minutes',
      guard: { alerts: ['HighErrorRate'], fires: 'above' },
      drillDown: [{ board: 'errors', title: 'Where errors come from' }],
    },
    shareOf(
      promql`sum(rate(${http.requests}{status_code="5xx", ${chosen}}[5m]))`,
      promql`sum(rate(${http.requests}{${chosen}}[5m]))`,
    ),
    'failed',
  ),
  {
    kind: 'stat',
    key: 'in-progress',
    title: 'Requests being served',
    shows: 'Requests under way, the mean of five minutes over all methods and chosen instances.',
    action: 'If they pile up, something that they wait for is slow: compare queries and connections below.',
    unit: 'short',
    decimals: 1,
    min: 0,
    noValue: 'NO DATA: not measured',
    queries: [{ expr: promql`sum(avg_over_time(${http.inProgress}{${chosen}}[5m]))`, legend: 'under way' }],
    guard: { alerts: ['RequestsPilingUp'], fires: 'above' },
  },
  shareTile(
    {
      key: 'cache-hits',
      title: 'Lookups that the worst cache answers',
      shows: 'Share of its lookups that the cache with the fewest hits has answered within a quarter of an hour.',
      action: 'A cold cache after a restart fills by itself. If entries are evicted, Redis needs more memory.',
      max: 1,
      noValue: 'No lookup in 15 minutes',
      guard: { alerts: ['LowCacheHitRate'], fires: 'below' },
      drillDown: [{ board: 'redis', title: 'Redis' }],
    },
    promql`min(${shareOf(
      promql`sum by (cache) (rate(${cache.hits}{${chosen}}[15m]))`,
      promql`(sum by (cache) (rate(${cache.hits}{${chosen}}[15m])) + sum by (cache) (rate(${cache.misses}{${chosen}}[15m])))`,
    )})`,
    'answered',
  ),
];

const requests: readonly Panel[] = [
  {
    kind: 'timeseries',
    key: 'requests',
    title: 'Requests by status',
    shows: 'Requests per second by the class of their status.',
    action: 'A sudden fall is as telling as a peak: check whether users still reach the API.',
    min: 0,
    noValue: noRequest,
    stacked: true,
    colors: statusColors,
    queries: [
      { expr: promql`sum by (status_code) (rate(${http.requests}{${chosen}}${range}))`, legend: '{{status_code}}' },
    ],
  },
  {
    kind: 'timeseries',
    key: 'latency',
    title: 'Time to answer',
    shows:
      'Half of the requests are faster than p50, all but one in twenty faster than p95, all but one in a hundred faster than p99.',
    action: 'If only p99 grows, some routes wait for something. If all grow, the processor or the database is short.',
    min: 0,
    noValue: noRequest,
    queries: [0.5, 0.95, 0.99].map((quantile) => ({
      expr: promql`histogram_quantile(${quantile}, sum by (le) (rate(${http.duration}_bucket{${chosen}}${range})))`,
      legend: `p${100 * quantile}`,
    })),
    guard: { alerts: ['APILatencyCritical'], fires: 'above' },
  },
];

const resources: readonly Panel[] = [
  {
    kind: 'timeseries',
    key: 'processor',
    title: 'Processor',
    shows: 'Share of one processor that an instance uses. Its code runs on one at a time, so that 100 % is full.',
    action: 'Add an instance. If it began with a deployment, roll back and take a profile.',
    unit: 'percentunit',
    min: 0,
    noValue: notMeasured,
    queries: [
      { expr: promql`rate(${nodejsMetrics.cpuSeconds}{job="sergas", ${chosen}}${range})`, legend: '{{instance}}' },
    ],
    guard: { alerts: ['HighCPUUsage'], fires: 'above' },
    drillDown: [{ board: 'nodejs', title: 'Node.js', labels: ['instance'] }],
  },
  {
    kind: 'timeseries',
    key: 'memory',
    title: 'Memory',
    shows: 'Memory that an instance holds. It is given 2 GiB.',
    action:
      'A line that only rises is a leak: restart one instance after the other, then look for it in a heap snapshot.',
    min: 0,
    noValue: notMeasured,
    queries: [{ expr: promql`${nodejsMetrics.residentMemory}{job="sergas", ${chosen}}`, legend: '{{instance}}' }],
    guard: { alerts: ['HighMemoryUsage'], fires: 'above' },
    drillDown: [{ board: 'nodejs', title: 'Node.js', labels: ['instance'] }],
  },
  {
    kind: 'timeseries',
    key: 'connections',
    title: 'Connections to the database in use',
    shows: 'Share of its pool of connections that an instance uses.',
    action: 'When it is full everything waits. Growth without more requests is a leak: restart that instance.',
    unit: 'percentunit',
    min: 0,
    max: 1,
    noValue: notMeasured,
    queries: [
      {
        expr: promql`${database.poolInUse}{${chosen}} / ${database.poolMax}{${chosen}}`,
        legend: '{{instance}}',
      },
    ],
    guard: { alerts: ['DatabaseConnectionPoolExhausted', 'DatabaseConnectionPoolFilling'], fires: 'above' },
    drillDown: [{ board: 'postgres', title: 'PostgreSQL' }],
  },
  {
    kind: 'timeseries',
    key: 'queries',
    title: 'Time of a query',
    shows: 'All but one in twenty queries of the database are faster, by what they do.',
    action: 'Look for locks first if all of them are slow; for a missing index if it is one kind.',
    min: 0,
    noValue: 'No query was counted in this range.',
    queries: [
      {
        expr: promql`histogram_quantile(0.95, sum by (operation, le) (rate(${database.queryDuration}_bucket{${chosen}}${range})))`,
        legend: '{{operation}}',
      },
    ],
    guard: { alerts: ['SlowDatabaseQueries'], fires: 'above' },
    drillDown: [{ board: 'postgres', title: 'PostgreSQL' }],
  },
];

const rows: readonly Row[] = [
  { key: 'state', lines: [{ height: 4, panels: state }] },
  { key: 'requests', title: 'Requests: what users experience', lines: [{ height: 8, panels: requests }] },
  {
    key: 'resources',
    title: 'Resources: what may be short',
    lines: [
      { height: 7, panels: resources.slice(0, 2) },
      { height: 7, panels: resources.slice(2) },
    ],
  },
  about('Is the API well, what do its users experience, and what may be short?', {
    errors: 'what fails and where it began',
    agents: 'the work behind the API',
    sync: 'the data from Zoho',
    overview: 'machines and databases',
  }),
];

/** Is the API healthy: requests, how long they take, and what it needs. */
export const systemBoard: Board = {
  name: 'system',
  title: 'Sergas: system overview',
  description: 'The API of Sergas: is it there, what do its users experience, and which of its resources may be short?',
  from: '3h',
  variables: [
    { name: 'instance', label: 'Instance', query: promql`label_values(${scrape.up}{job="sergas"}, instance)` },
  ],
  annotations: marks,
  rows,
};
