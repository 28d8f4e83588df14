import { type Board, type Panel, promql, type Row, scrape, stateColors, statusColors, upDown } from 'narthex';
import { about } from '../../common/boards/about.ts';
import { failedRequests } from '../../common/boards/failed-requests.ts';
import { range } from '../../common/boards/queries.ts';
import { audit, http, performance, system } from '../metrics.ts';
import { chosen, marks, ours, owner, variables } from './board.ts';

const noRequest = 'No request was counted in this range.';
const notMeasured = 'No service was measured in this range.';

const state: readonly Panel[] = [
  {
    kind: 'stat',
    key: 'answering',
    title: 'Services that answer',
    shows: 'Services that answer Prometheus. There are four.',
    action: 'See which one is missing, whether its process runs, and what its log says.',
    unit: 'none',
    min: 0,
    noValue: 'NO DATA: no target',
    queries: [{ expr: promql`sum(max by (service) (${scrape.up}{${ours}, ${chosen}}))`, legend: 'answering' }],
    mappings: [{ value: 0, text: 'DOWN', color: stateColors.critical }],
    drillDown: [{ board: 'overview', title: 'What else is down' }],
  },
  {
    kind: 'stat',
    key: 'dependencies',
    title: 'Worst dependency',
    shows: 'Share of the calls of a quarter of an hour that reached it, of the dependency with the fewest.',
    action: 'See below whose it is. Three in four are usual; less is a token, the network, or the provider.',
    unit: 'percentunit',
    min: 0,
    max: 1,
    noValue: 'NO DATA: not called',
    queries: [
      {
        expr: promql`min(avg by (service, dependency) (avg_over_time(${performance.dependency}{${chosen}}[15m])))`,
        legend: 'reached',
      },
    ],
    guard: { alerts: ['DependencyUnavailable'], fires: 'below' },
  },
  failedRequests({
    requests: http.requests,
    chosen,
    action: 'One service: its dependencies. All of them: the network or the database.',
  }),
  {
    kind: 'stat',
    key: 'uptime',
    title: 'Youngest service',
    shows: 'Time since the service was started that was started last.',
    action: 'A service that is young again and again ends by itself: read the end of its log.',
    unit: 's',
    min: 0,
    noValue: 'NO DATA: not measured',
    queries: [{ expr: promql`min(${system.uptime}{${chosen}})`, legend: 'uptime' }],
  },
];

const needs: readonly Panel[] = [
  {
    kind: 'timeline',
    key: 'dependency-states',
    title: 'Dependencies',
    shows: 'Whether the last call of each service to each dependency succeeded.',
    action: 'Single failures are usual. A bar that stays down is a provider or a token.',
    unit: 'none',
    min: 0,
    noValue: notMeasured,
    mappings: upDown,
    queries: [
      {
        expr: promql`min by (service, dependency) (${performance.dependency}{${chosen}})`,
        legend: '{{service}} {{dependency}}',
      },
    ],
    guard: { alerts: ['DatabaseUnavailable', 'DependencyUnavailable'], fires: 'below', linkOnly: true },
  },
];

const requests: readonly Panel[] = [
  {
    kind: 'timeseries',
    key: 'requests',
    title: 'Requests by status',
    shows: 'Requests per second by the class of their status.',
    action: 'A sudden fall is as telling as a peak: check whether users still reach the services.',
    unit: 'reqps',
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
    title: 'Time to answer by endpoint',
    shows: 'All but one in twenty requests to each endpoint were faster. `/health` has to answer within half a second.',
    action: 'Slow `/health` means that a check waits for a dependency; slow `/audit` that too much is read.',
    unit: 's',
    min: 0,
    noValue: noRequest,
    queries: [
      {
        expr: promql`histogram_quantile(0.95, sum by (endpoint, le) (rate(${http.duration}_bucket{${chosen}}${range})))`,
        legend: '{{endpoint}}',
      },
    ],
    drillDown: [{ board: 'slos', title: 'What is promised' }],
  },
];

const trail: readonly Panel[] = [
  {
    kind: 'timeseries',
    key: 'events',
    title: 'Audit events per minute by type',
    shows: 'Events that the services have written into their audit trails.',
    action: 'Ask `/audit` of the service for the type that grows.',
    unit: 'short',
    min: 0,
    noValue: 'No event was written in this range.',
    queries: [
      { expr: promql`60 * sum by (event_type) (rate(${audit.events}{${chosen}}${range}))`, legend: '{{event_type}}' },
    ],
    guard: { alerts: ['LoginsFail', 'AuditedErrorsRise'], fires: 'above', linkOnly: true },
  },
];

const rows: readonly Row[] = [
  { key: 'state', lines: [{ height: 5, panels: state }] },
  { key: 'needs', title: 'Dependencies: what the services need of others', lines: [{ height: 9, panels: needs }] },
  { key: 'requests', title: 'Requests: what is asked of the services', lines: [{ height: 8, panels: requests }] },
  { key: 'trail', title: 'Audit: what was done', lines: [{ height: 7, panels: trail }] },
  about(owner, 'Do the four services answer, and do they have what they need?', {
    briefs: 'what they are for',
    capacity: 'what may be short',
    overview: 'everything else of the stack',
  }),
];

/** The health of the four services. */
export const healthBoard: Board = {
  name: 'health',
  title: 'Person.ai: services',
  description:
    'The four services of Person.ai: whether they answer, what they need, what is asked of them, what was done.',
  from: '3h',
  variables,
  annotations: marks,
  rows,
};
