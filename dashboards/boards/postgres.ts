import { postgresMetrics } from '../../exporters/index.ts';
import type { Board, Stack } from '../../stacks/model/index.ts';
import { exporterInterval, exportersOf } from '../overview/scope.ts';
import { declaredBoard } from '../parts/board.ts';
import { declared } from '../parts/declared.ts';
import { closedRow, graphRow, healthRow } from '../parts/panels.ts';
import { labelVariable } from '../parts/variables.ts';
import * as connections from './postgres/connections.ts';
import * as replication from './postgres/replication.ts';
import * as server from './postgres/server.ts';
import * as storage from './postgres/storage.ts';
import * as transactions from './postgres/transactions.ts';
import * as vacuum from './postgres/vacuum.ts';

/** The PostgreSQL servers that an exporter asks: what runs out, who waits for whom, what is cleaned up and copied. */
export function postgres(stack: Stack): Board[] {
  if (!declared.postgres.by(stack)) return [];
  return [
    declaredBoard(stack, 'postgres', {
      question: 'Do the PostgreSQL servers keep up, and if not, what is short: connections, locks, memory or disk?',
      reading:
        'Slow statements mostly wait: for a connection, for a lock of somebody else, or for a disk. The three rows below the numbers stand for these; what is cleaned up and copied shows in days, not minutes.',
      next: ['services', 'hosts', 'containers'],
      variables: [
        labelVariable('instance', 'Server', postgresMetrics.up),
        labelVariable('datname', 'Database', postgresMetrics.databaseSizeBytes, ['instance']),
      ],
      interval: exporterInterval(stack, exportersOf(stack, postgresMetrics)),
      rows: [
        healthRow([
          ...[server.answers, connections.connectionsMost, transactions.waitingForLocks],
          ...[transactions.longest, storage.cacheLeast, vacuum.oldest],
        ]),
        graphRow('work', 'Work and connections', [
          ...[transactions.transactions, transactions.rollbacks, connections.connections, connections.states],
        ]),
        graphRow('waiting', 'Who waits for whom', [
          ...[transactions.durations, transactions.idleTransactions, transactions.lockQueue],
        ]),
        graphRow('storage', 'Memory and disk', [
          ...[storage.cacheHits, storage.blockReads, storage.temporary, storage.sizes],
        ]),
        closedRow('work-details', 'Work and locks in detail', [
          ...[transactions.rows, transactions.lockModes, transactions.locksUsed],
          ...[transactions.deadlocks, connections.users, connections.connectionsSoon],
        ]),
        closedRow('vacuum', 'Vacuum: is it cleaned up?', [
          ...[vacuum.ages, vacuum.deadRows, vacuum.unvacuumed, vacuum.scanned],
        ]),
        closedRow('log', 'Checkpoints and write-ahead log', [
          ...[storage.requested, storage.buffers, storage.walSize, storage.growth],
        ]),
        closedRow('copies', 'Replicas and archive', [
          ...[replication.lag, replication.standbys, replication.slots],
          ...[replication.slotStates, replication.archiveAge, replication.archiveFailures],
        ]),
        {
          key: 'server',
          title: 'Servers: settings and exporters',
          collapsed: true,
          lines: [
            {
              height: 4,
              panels: [server.started, server.fsync, server.autovacuum, server.exporterErrors, server.collectors],
            },
            { height: 6, panels: [server.versions] },
          ],
        },
      ],
    }),
  ];
}
