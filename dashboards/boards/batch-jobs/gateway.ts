import { pushgatewayMetrics } from '../../../exporters/index.ts';
import { isOneOf, promql } from '../../../promql/index.ts';
import { scrape } from '../../../servers/index.ts';
import {
  noneIsGood,
  type StatPanel,
  type TablePanel,
  type TimeSeriesPanel,
  upDown,
} from '../../../stacks/model/index.ts';
import { chosen } from '../../parts/variables.ts';

const { httpPushDurationSeconds, httpRequests, pushFailureTime, pushTime } = pushgatewayMetrics;
/** The batch jobs that are chosen. */
export const jobs = chosen('job');
const noPush = 'no batch job has pushed anything yet';

/** What the graphs about batch jobs have in common. */
export const graph = {
  kind: 'timeseries',
  min: 0,
  noValue: 'No batch job has pushed anything.',
  mayBeEmpty: noPush,
} as const;
/** One number about all batch jobs that are chosen. */
export const number = { kind: 'stat', unit: 'none', min: 0, noValue: 'NOTHING PUSHED', mayBeEmpty: noPush } as const;

/** Whether the Pushgateway can be read. */
export function gatewayUp(names: readonly string[]): StatPanel {
  return {
    kind: 'stat',
    key: 'gateway-up',
    title: 'Pushgateway',
    shows: 'Whether Prometheus can read the Pushgateway.',
    action: 'Restart it. What was pushed within the last minute before a crash is lost.',
    unit: 'none',
    min: 0,
    max: 1,
    noValue: 'NO DATA: no target',
    queries: [{ expr: promql`min(${scrape.up}{${isOneOf('job', names)}})`, legend: 'up' }],
    guard: { alerts: ['TargetDown'], fires: 'below', bound: 1 },
    mappings: upDown,
  };
}

/** Pushes that were refused. */
export const pushesFailed: StatPanel = {
  ...number,
  key: 'pushes-failed',
  title: 'Refused pushes',
  shows: 'Groups whose last push was refused, because what was pushed is not right.',
  action: 'The log of the Pushgateway says why: mostly a metric with two types, or the same series twice.',
  queries: [{ expr: promql`sum(${pushFailureTime}{${jobs}} > bool ${pushTime}{${jobs}})`, legend: 'refused' }],
  guard: { alerts: ['BatchJobPushFailed'], fires: 'above', bound: 1 },
  mappings: noneIsGood,
};

/** How many groups there are. */
export const groups: StatPanel = {
  ...number,
  key: 'groups',
  title: 'Groups',
  shows: 'Groups of series that lie on the Pushgateway. They stay until somebody deletes them.',
  action: 'More than there are batch jobs: old ones that nobody removed. The table below has their ages.',
  queries: [{ expr: promql`count(${pushTime}{${jobs}})`, legend: 'groups' }],
};

/** The job that pushed longest ago. */
export const oldest: StatPanel = {
  ...number,
  key: 'oldest',
  title: 'Oldest push',
  shows: 'Time since the batch job pushed that has not for longest.',
  action: 'Does it still run? If it is gone on purpose, delete its group on the Pushgateway.',
  unit: 's',
  queries: [{ expr: promql`max(time() - max by (job) (${pushTime}{${jobs}}))`, legend: 'oldest' }],
  guard: { alerts: ['PushgatewayStaleGroup'], fires: 'above', scale: 86_400 },
};

/** When each job pushed last. */
export const lastPush: TimeSeriesPanel = {
  ...graph,
  key: 'last-push',
  title: 'Last push',
  shows: 'Time since each batch job last pushed its metrics, the ten longest.',
  action: 'A saw tooth is a job that runs. A line that keeps rising no longer does: look at what schedules it.',
  queries: [{ expr: promql`topk(10, time() - max by (job) (${pushTime}{${jobs}}))`, legend: '{{job}}' }],
};

/** The groups and their ages. */
export const groupTable: TablePanel = {
  kind: 'table',
  key: 'group-table',
  title: 'Groups by age',
  shows: 'Time since each group was last pushed, the twenty oldest.',
  action: 'Delete what nobody pushes any more: its values look as if they were of now.',
  noValue: 'No batch job has pushed anything.',
  mayBeEmpty: noPush,
  queries: [{ expr: promql`topk(20, time() - max by (job, instance) (${pushTime}{${jobs}}))`, legend: '' }],
  columns: [
    { field: 'job', title: 'Batch job', boardLink: { board: 'batch-jobs', variable: 'job' } },
    { field: 'instance', title: 'Instance' },
    { field: 'Value', title: 'Last push', unit: 's', width: 140 },
  ],
  sortBy: 'Last push',
  descending: true,
};

/** Whether groups become ever more. */
export const groupGrowth: TimeSeriesPanel = {
  ...graph,
  key: 'group-growth',
  title: 'Groups: times six hours ago',
  shows: 'How many times as many groups there are as six hours ago.',
  action: 'A job that pushes under a new name each time (a date, a pod) fills the Pushgateway: give it a fixed one.',
  unit: 'short',
  decimals: 1,
  queries: [{ expr: promql`count(${pushTime}) / count(${pushTime} offset 6h)`, legend: 'groups' }],
  guard: { alerts: ['PushgatewayGroupsGrowing'], fires: 'above' },
};

/** What the gateway answers. */
export const answers: TimeSeriesPanel = {
  ...graph,
  key: 'gateway-answers',
  title: 'Answers of the Pushgateway',
  shows: 'Requests per second to the Pushgateway by status.',
  action: '400 is a push that was refused. Its log says which.',
  queries: [{ expr: promql`sum by (code) (rate(${httpRequests}[$__rate_interval]))`, legend: '{{code}}' }],
};

/** How long a push takes. */
export const pushDuration: TimeSeriesPanel = {
  ...graph,
  key: 'push-duration',
  title: 'Time of a push',
  shows: 'Mean time that the Pushgateway takes for a push.',
  action: 'Rising with the number of groups: delete old ones.',
  queries: [
    {
      expr: promql`sum by (method) (rate(${httpPushDurationSeconds}_sum[$__rate_interval]))
        /
        (sum by (method) (rate(${httpPushDurationSeconds}_count[$__rate_interval])) > 0)`,
      legend: '{{method}}',
    },
  ],
};
