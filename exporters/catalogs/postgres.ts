import { describeMetrics } from '@narthex/instrumentation';
import { goClientMetrics, promhttpMetrics } from '../../stacks/model/index.ts';
import { postgresDatabaseMetrics } from './postgres/databases.ts';
import { postgresFlagMetrics } from './postgres/flags.ts';
import { postgresNumberMetrics } from './postgres/numbers.ts';
import { postgresReplicationMetrics } from './postgres/replication.ts';
import { postgresServerMetrics } from './postgres/server.ts';
import { postgresTableMetrics } from './postgres/tables.ts';

/** What postgres_exporter exposes about a server with the collectors that the stack turns on. */
export const postgresMetrics = describeMetrics({
  ...postgresServerMetrics,
  ...postgresDatabaseMetrics,
  ...postgresTableMetrics,
  ...postgresReplicationMetrics,
  ...postgresFlagMetrics,
  ...postgresNumberMetrics,
  ...goClientMetrics,
  ...promhttpMetrics,
});
