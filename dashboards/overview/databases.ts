import { postgresMetrics, redisMetrics } from '../../exporters/index.ts';
import { promql } from '../../promql/index.ts';
import type { Row, Stack, TimeSeriesPanel } from '../../stacks/model/index.ts';
import { inLines } from '../layout.ts';
import { leading, leadsTo } from '../parts/links.ts';
import { every, exporterInterval, exportersOf } from './scope.ts';

/** The databases: whether they still have connections to give. That they are up stands at the top. */
export function databases(stack: Stack): Row[] {
  const postgres = exportersOf(stack, postgresMetrics);
  const redis = exportersOf(stack, redisMetrics);
  const panels = [
    ...(postgres.length > 0
      ? every(exporterInterval(stack, postgres), leading(leadsTo('postgres', 'instance'), [connections]))
      : []),
    ...(redis.length > 0
      ? every(exporterInterval(stack, redis), leading(leadsTo('redis', 'instance'), [clients, redisMemory]))
      : []),
  ];
  if (panels.length === 0) return [];
  return [
    {
      key: 'databases',
      title: 'Databases: connections and memory',
      lines: inLines(panels, 7),
    },
  ];
}

const noValue = 'The exporter measured nothing in this range.';

const connections: TimeSeriesPanel = {
  kind: 'timeseries',
  key: 'postgres-connections',
  title: 'PostgreSQL connections used',
  shows: 'Share of the connections that the server allows.',
  action:
    'At 100 % it refuses new ones. Look for programs that leave connections open, "idle in transaction" above all.',
  unit: 'percentunit',
  min: 0,
  max: 1,
  noValue,
  queries: [
    {
      expr: promql`sum by (instance) (${postgresMetrics.activity}) / max by (instance) (${postgresMetrics.maxConnections})`,
      legend: '{{instance}}',
    },
  ],
};

const clients: TimeSeriesPanel = {
  kind: 'timeseries',
  key: 'redis-clients',
  title: 'Redis clients',
  shows: 'Clients that are connected.',
  action: 'Steady growth means that connections are not given back: restart the client that leaks them.',
  unit: 'short',
  min: 0,
  noValue,
  queries: [{ expr: promql`sum by (instance) (${redisMetrics.connectedClients})`, legend: '{{instance}}' }],
};

const redisMemory: TimeSeriesPanel = {
  kind: 'timeseries',
  key: 'redis-memory',
  title: 'Redis memory',
  shows: 'Memory that the data uses.',
  action: 'At its limit Redis removes keys or refuses writes, as it was told to: check that the keys expire.',
  min: 0,
  noValue,
  queries: [{ expr: promql`sum by (instance) (${redisMetrics.memoryUsed})`, legend: '{{instance}}' }],
};
