import { blackboxMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import {
  noneIsGood,
  type StatPanel,
  type TablePanel,
  type TimelinePanel,
  type TimeSeriesPanel,
  upDown,
} from '../../../stacks/model/index.ts';
import { graph, legend, number, table, targetColumns, targets } from './common.ts';

const { dnsLookupTimeSeconds, duration, httpDurationSeconds, httpStatusCode, icmpDurationSeconds, success } =
  blackboxMetrics;

/** Targets that do not answer. */
export const failing: StatPanel = {
  ...number,
  key: 'failing',
  title: 'Failing probes',
  shows: 'Targets that do not answer as they should: users see the same.',
  action: 'If the service says that it is well, look at the way to it: name resolution, load balancer, firewall.',
  queries: [{ expr: promql`sum(1 - ${success}{${targets}})`, legend: 'failing' }],
  guard: { alerts: ['ProbeFailed'], fires: 'above', bound: 1 },
  mappings: noneIsGood,
};

/** Jobs of which nothing answers. */
export const jobsFailing: StatPanel = {
  ...number,
  key: 'jobs-failing',
  title: 'Failing as a whole',
  shows: 'Groups of targets of which none answers.',
  action: 'Either all of them are gone, or the prober cannot get out. Try one of them from another place.',
  queries: [{ expr: promql`sum(max by (job) (${success}{${targets}}) == bool 0)`, legend: 'failing' }],
  guard: { alerts: ['ProbeJobFailed'], fires: 'above', bound: 1 },
  mappings: noneIsGood,
};

/** How often they did in the range. */
export const availability: StatPanel = {
  ...number,
  key: 'availability',
  title: 'Least available',
  shows: 'Share of the probes in the time range chosen that worked, of the target where it is the least.',
  action: 'Compare with what is promised. The table below has all targets.',
  unit: 'percentunit',
  max: 1,
  decimals: 2,
  queries: [{ expr: promql`min(avg_over_time(${success}{${targets}}[$__range]))`, legend: 'least' }],
};

/** The slowest one. */
export const slowest: StatPanel = {
  ...number,
  key: 'slowest',
  title: 'Slowest probe',
  shows: 'How long the slowest probe took in the last ten minutes, on average.',
  action: 'The graph of the phases says what takes the time: the name, the connection, TLS, or the answer itself.',
  unit: 's',
  queries: [{ expr: promql`max(avg_over_time(${duration}{${targets}}[10m]))`, legend: 'slowest' }],
  guard: { alerts: ['ProbeSlow'], fires: 'above' },
};

/** The most restless one. */
export const flapping: StatPanel = {
  ...number,
  key: 'flapping',
  title: 'Changes of a target',
  shows: 'How often the most restless target went down or came back within the last hour.',
  action: 'One of several instances is broken, or the time-out is just about the time that it needs.',
  queries: [{ expr: promql`max(changes(${success}{${targets}}[1h]))`, legend: 'changes' }],
  guard: { alerts: ['ProbeFlapping'], fires: 'above' },
};

/** What answered when. */
export const states: TimelinePanel = {
  kind: 'timeline',
  key: 'states',
  title: 'What answered, and when',
  shows: 'Whether each target answered as it should. A gap means that nobody asked.',
  action: 'What went down first is usually the cause of what followed.',
  unit: 'none',
  min: 0,
  max: 1,
  noValue: 'No probe ran in this range.',
  queries: [{ expr: promql`min by (job, instance) (${success}{${targets}})`, legend }],
  guard: { alerts: ['ProbeFailed'], fires: 'below', bound: 1 },
  mappings: upDown,
};

/** How often each one did. */
export const availabilities: TablePanel = {
  ...table,
  key: 'availabilities',
  title: 'Available in this range',
  shows: 'Share of the probes in the time range chosen that worked, by target, the least first.',
  action: 'Begin at the top. Change the range of the board for a day, a week, a month.',
  unit: 'percentunit',
  decimals: 3,
  queries: [
    {
      expr: promql`bottomk(20, min by (job, instance) (avg_over_time(${success}{${targets}}[$__range])))`,
      legend: '',
    },
  ],
  columns: [...targetColumns, { field: 'Value', title: 'Available', unit: 'percentunit', width: 120 }],
  sortBy: 'Available',
};

/** How long they take. */
export const durations: TimeSeriesPanel = {
  ...graph,
  key: 'durations',
  title: 'Time of a probe',
  shows: 'How long each probe takes, from the name to the end of the answer, the ten slowest.',
  action: 'If it nears the time-out, the next step is a failing probe. Compare with what the service itself measures.',
  queries: [{ expr: promql`topk(10, max by (job, instance) (${duration}{${targets}}))`, legend }],
  guard: { alerts: ['ProbeSlow'], fires: 'above' },
};

/** What takes the time over HTTP. */
export const httpPhases: TimeSeriesPanel = {
  ...graph,
  key: 'http-phases',
  title: 'HTTP: time by phase',
  shows: 'Mean time of each phase of the HTTP probes chosen: name, connection, TLS, waiting, transfer.',
  action: '`processing` is the service, `resolve` the name servers, `connect` and `tls` the way to it.',
  stacked: true,
  queries: [{ expr: promql`avg by (phase) (${httpDurationSeconds}{${targets}})`, legend: '{{phase}}' }],
};

/** What takes the time over ICMP. */
export const icmpPhases: TimeSeriesPanel = {
  ...graph,
  key: 'icmp-phases',
  title: 'ICMP: time by phase',
  shows: 'Mean time of each phase of the ICMP probes chosen: name, setting up, there and back.',
  action: '`rtt` is the way there and back: compare targets near and far.',
  stacked: true,
  queries: [{ expr: promql`avg by (phase) (${icmpDurationSeconds}{${targets}})`, legend: '{{phase}}' }],
};

/** What HTTP answered. */
export const statuses: TablePanel = {
  ...table,
  key: 'statuses',
  title: 'HTTP: last status',
  shows: 'The status of the last answer by target; 0 is no answer.',
  action: '5xx is the service, 4xx what it is asked for, 3xx a redirect that was not followed.',
  unit: 'none',
  queries: [{ expr: promql`topk(20, max by (job, instance) (${httpStatusCode}{${targets}}))`, legend: '' }],
  columns: [...targetColumns, { field: 'Value', title: 'Status', width: 100 }],
  sortBy: 'Status',
  descending: true,
};

/** How long names take. */
export const dns: TimeSeriesPanel = {
  ...graph,
  key: 'dns',
  title: 'Time to look up the name',
  shows: 'How long it takes to find the address of each target, the ten slowest.',
  action: 'All of them slow: the name server of the prober. One: the name server of that domain.',
  queries: [{ expr: promql`topk(10, max by (job, instance) (${dnsLookupTimeSeconds}{${targets}}))`, legend }],
  guard: { alerts: ['ProbeDnsSlow'], fires: 'above' },
};

/** How often an address changes. */
export const addresses: TimeSeriesPanel = {
  ...graph,
  key: 'addresses',
  title: 'Changes of the address',
  shows: 'How often the address of a target changed within the window of a point, by target, the ten highest.',
  action: 'A target with several addresses in turn is a load balancer. One that changes once has moved.',
  queries: [
    {
      expr: promql`topk(10, max by (job, instance) (changes(${blackboxMetrics.ipAddrHash}{${targets}}[$__rate_interval])))`,
      legend,
    },
  ],
};
