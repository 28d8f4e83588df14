import { postgresMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import type { StatPanel, TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { databases, graph, number, servers, share } from './common.ts';

const { activity, maxConnections, settingsSuperuserReservedConnections } = postgresMetrics;
const guard = { alerts: ['PostgresConnectionsFilling', 'PostgresConnectionsFull'], fires: 'above' } as const;

// As the alerts count them: those that only a superuser may take are not there for programs.
const allowed = promql`max by (instance) (${maxConnections}{${servers}} - ${settingsSuperuserReservedConnections}{${servers}})`;
const used = promql`sum by (instance) (${activity}{${servers}}) / ${allowed}`;

/** The server with the fewest connections left. */
export const connectionsMost: StatPanel = {
  ...number,
  key: 'connections-most',
  title: 'Connections used',
  shows: 'Share of the connections that programs may open, of the server where it is the greatest.',
  action:
    'At 100 % the server refuses new ones. Find who keeps them: the graph by state says whether they work or idle.',
  unit: 'percentunit',
  max: 1,
  queries: [{ expr: promql`max(${used})`, legend: 'most' }],
  guard,
};

/** Connections by server. */
export const connections: TimeSeriesPanel = {
  ...share,
  key: 'connections',
  title: 'Connections used',
  shows: 'Share of the connections that programs may open, by server.',
  action:
    'Steady growth is a pool that does not give back. A jump is a deployment with too large a pool, times its instances.',
  queries: [{ expr: used, legend: '{{instance}}' }],
  guard,
};

/** What they do. */
export const states: TimeSeriesPanel = {
  ...graph,
  key: 'connection-states',
  title: 'Connections by state',
  shows: 'Connections to the databases chosen by what they do: work, idle, idle within a transaction.',
  action: 'Many `idle in transaction` hold locks and keep dead rows alive: find the program that forgets to commit.',
  unit: 'short',
  stacked: true,
  queries: [{ expr: promql`sum by (state) (${activity}{${databases}})`, legend: '{{state}}' }],
};

/** Where they go if it goes on. */
export const connectionsSoon: TimeSeriesPanel = {
  ...graph,
  key: 'connections-soon',
  title: 'Connections in four hours',
  shows:
    'Share of the connections that will be used if it goes on as in the last hour. Above 100 % they run out before.',
  action: 'Find the program whose pool grows and restart it before nobody gets a connection any more.',
  unit: 'percentunit',
  noValue: 'No server was measured for an hour.',
  mayBeEmpty: 'in the first hour nothing can be foretold',
  queries: [
    {
      expr: promql`clamp_min(predict_linear(sum by (instance) (${activity}{${servers}})[1h:1m], 14400), 0) / ${allowed}
        and sum by (instance) (${activity}{${servers}} offset 1h)`,
      legend: '{{instance}}',
    },
  ],
  guard: { alerts: ['PostgresConnectionsFullSoon'], fires: 'above', bound: 1 },
};

/** Whose they are. */
export const users: TimeSeriesPanel = {
  ...graph,
  key: 'connection-users',
  title: 'Connections by user and program',
  shows: 'Connections to the databases chosen by user and the name that the program gives itself, the ten with most.',
  action: 'This is who to ask when connections run out.',
  unit: 'short',
  queries: [
    {
      expr: promql`topk(10, sum by (usename, application_name) (${activity}{${databases}}))`,
      legend: '{{usename}} {{application_name}}',
    },
  ],
};
