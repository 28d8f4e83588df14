import { redisMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import { noneIsGood, type StatPanel, type TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { graph, legend, number, servers, share, window } from './common.ts';

const {
  blockedClients,
  commands: calls,
  commandsDurationSeconds,
  connectedClients,
  connectionsReceived,
  cpuSysSeconds,
  cpuUserSeconds,
  errors,
  maxClients,
  netInputBytes,
  netOutputBytes,
  rejectedConnections,
  slowlogLastId,
} = redisMetrics;
const clientsUsed = promql`max by (instance) (${connectedClients}{${servers}}) / max by (instance) (${maxClients}{${servers}})`;
const clientGuard = { alerts: ['RedisClientsFilling', 'RedisClientsFull'], fires: 'above' } as const;

/** Commands by kind. */
export const commands: TimeSeriesPanel = {
  ...graph,
  key: 'commands',
  title: 'Commands',
  shows: 'Commands per second by kind, the ten most frequent.',
  action: 'A kind that grows alone is one program or one deployment. A fall with the same requests: clients wait.',
  unit: 'ops',
  queries: [{ expr: promql`topk(10, sum by (cmd) (rate(${calls}{${servers}}${window})))`, legend: '{{cmd}}' }],
};

/** Which of them take the time. */
export const commandTime: TimeSeriesPanel = {
  ...graph,
  key: 'command-time',
  title: 'Time of a command',
  shows: 'Mean time of a command by kind, the ten slowest. Redis executes one after the other: a slow one delays all.',
  action: '`keys`, `smembers`, `lrange` over everything: replace them by `scan` or by a smaller structure.',
  noValue: 'No command was executed in this range.',
  queries: [
    {
      expr: promql`topk(10, sum by (cmd) (rate(${commandsDurationSeconds}{${servers}}${window}))
        /
        (sum by (cmd) (rate(${calls}{${servers}}${window})) > 0))`,
      legend: '{{cmd}}',
    },
  ],
};

/** Commands that were refused. */
export const refused: TimeSeriesPanel = {
  ...graph,
  key: 'refused',
  title: 'Errors answered',
  shows: 'Commands per second that were answered by an error, by kind of error.',
  action: 'OOM: memory is full. MISCONF: it cannot save. READONLY: clients talk to a replica. WRONGTYPE: a program.',
  unit: 'ops',
  noValue: 'No error was answered.',
  mayBeEmpty: 'no error was answered since the server was started',
  queries: [
    { expr: promql`sum by (instance, err) (rate(${errors}{${servers}}${window}))`, legend: `{{err}} (${legend})` },
  ],
  guard: { alerts: ['RedisCommandsRefused'], fires: 'above' },
};

/** Commands that were slow. */
export const slow: StatPanel = {
  ...number,
  key: 'slow-commands',
  title: 'Slow commands',
  shows: 'Commands of the last five minutes that were slow enough for the slow log, of the server with most.',
  action: '`SLOWLOG GET` has them with their arguments and their time.',
  decimals: 0,
  queries: [{ expr: promql`max(delta(${slowlogLastId}{${servers}}[5m]))`, legend: 'slow' }],
  guard: { alerts: ['RedisSlowCommands'], fires: 'above' },
};

/** The server with the fewest connections left. */
export const clientsMost: StatPanel = {
  ...number,
  key: 'clients-most',
  title: 'Connections used',
  shows: 'Share of the connections that the server allows, of the server where it is the greatest.',
  action: 'At 100 % it refuses new ones: find the client that opens and does not close (`CLIENT LIST`).',
  unit: 'percentunit',
  max: 1,
  queries: [{ expr: promql`max(${clientsUsed})`, legend: 'most' }],
  guard: clientGuard,
};

/** Connections by server. */
export const clients: TimeSeriesPanel = {
  ...share,
  key: 'clients',
  title: 'Connections used',
  shows: 'Share of the connections that each server allows.',
  action: 'Steady growth means that connections are not given back: restart the client that leaks them.',
  queries: [{ expr: clientsUsed, legend }],
  guard: clientGuard,
};

/** Connections that were turned away. */
export const rejected: StatPanel = {
  ...number,
  key: 'rejected',
  title: 'Turned away',
  shows: 'Connections that were refused in the last five minutes because there were too many.',
  action: 'Raise `maxclients`, or find the client that holds so many.',
  queries: [{ expr: promql`ceil(sum(increase(${rejectedConnections}{${servers}}[5m])))`, legend: 'refused' }],
  guard: { alerts: ['RedisConnectionsRejected'], fires: 'above' },
  mappings: noneIsGood,
};

/** Clients that wait, and new ones. */
export const connections: TimeSeriesPanel = {
  ...graph,
  key: 'connections',
  title: 'Clients connected and waiting',
  shows: 'Clients that are connected, and those of them that wait for an element of a list or stream.',
  action: 'Workers that wait are idle, which is well. None that waits while a queue grows: they are busy or gone.',
  unit: 'short',
  queries: [
    { expr: promql`sum by (instance) (${connectedClients}{${servers}})`, legend: `${legend} connected` },
    { expr: promql`sum by (instance) (${blockedClients}{${servers}})`, legend: `${legend} wait` },
  ],
};

/** New connections. */
export const newConnections: TimeSeriesPanel = {
  ...graph,
  key: 'new-connections',
  title: 'New connections',
  shows: 'Connections per second that are opened.',
  action: 'Many of them: a client that connects for every command. Let it keep its connection.',
  queries: [{ expr: promql`sum by (instance) (rate(${connectionsReceived}{${servers}}${window}))`, legend }],
};

/** Bytes in both directions. */
export const network: TimeSeriesPanel = {
  ...graph,
  key: 'network',
  title: 'Received and sent',
  shows: 'Bytes per second that each server receives and sends.',
  action: 'Much sent for few commands: large values. Store them elsewhere, or smaller.',
  queries: [
    { expr: promql`sum by (instance) (rate(${netInputBytes}{${servers}}${window}))`, legend: `${legend} received` },
    { expr: promql`sum by (instance) (rate(${netOutputBytes}{${servers}}${window}))`, legend: `${legend} sent` },
  ],
};

/** Processors. */
export const processor: TimeSeriesPanel = {
  ...graph,
  key: 'processor',
  title: 'Processors used',
  shows: 'Processors in use by each server. Commands run on one of them: near 1 it can do no more.',
  action: 'Find the kind of command that takes the time, or spread the keys over more servers.',
  unit: 'short',
  decimals: 2,
  queries: [
    {
      expr: promql`sum by (instance) (rate(${cpuUserSeconds}{${servers}}${window}) + rate(${cpuSysSeconds}{${servers}}${window}))`,
      legend,
    },
  ],
};
