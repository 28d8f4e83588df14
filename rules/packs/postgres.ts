import { postgresMetrics } from '../../exporters/index.ts';
import type { RulePack, Stack } from '../../stacks/model/index.ts';
import { rulePack } from '../alert.ts';
import { archivingFails, archivingStopped } from './postgres/archive.ts';
import { connectionsHigh, connectionsRunOut } from './postgres/connections.ts';
import { replicaLagging, slotInactive, slotLost, standbyBehind } from './postgres/replication.ts';
import { collectorFailing, down, exporterFailing, restarted } from './postgres/server.ts';
import { autovacuumOff, fsyncOff } from './postgres/settings.ts';
import { cacheMisses, checkpointsRequested, deadRows, growsFast, temporaryFiles } from './postgres/storage.ts';
import {
  deadlocks,
  idleInTransaction,
  lockQueue,
  locksMany,
  rollbacksHigh,
  transactionLong,
} from './postgres/transactions.ts';
import { wraparound } from './postgres/wraparound.ts';

/** The PostgreSQL servers that an exporter asks: whether they answer, what runs out, who stands in whose way, whether copies are made. */
export function postgres(stack: Stack): RulePack[] {
  if (!stack.exporters.some(({ metrics }) => metrics === postgresMetrics)) return [];
  return [
    rulePack('postgres', [
      down,
      exporterFailing,
      collectorFailing,
      connectionsHigh('PostgresConnectionsFilling', 'warning', 0.8, '10m'),
      connectionsHigh('PostgresConnectionsFull', 'critical', 0.95, '5m'),
      connectionsRunOut,
      fsyncOff,
      autovacuumOff,
      restarted,
    ]),
    rulePack('postgres-transactions', [
      transactionLong,
      idleInTransaction,
      lockQueue,
      locksMany,
      deadlocks,
      rollbacksHigh,
    ]),
    rulePack('postgres-storage', [
      cacheMisses,
      temporaryFiles,
      checkpointsRequested,
      deadRows,
      growsFast,
      wraparound('PostgresWraparoundNear', 'warning', 5e8),
      wraparound('PostgresWraparoundImminent', 'critical', 1.5e9),
    ]),
    rulePack('postgres-replication', [
      replicaLagging('PostgresReplicaLagging', 'warning', 60),
      replicaLagging('PostgresReplicaStale', 'critical', 900),
      standbyBehind,
      slotInactive,
      slotLost,
      archivingFails,
      archivingStopped,
    ]),
  ];
}
