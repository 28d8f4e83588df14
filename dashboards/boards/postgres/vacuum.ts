import { postgresMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import type { StatPanel, TablePanel, TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { databases, graph, legend, number, share } from './common.ts';

const {
  databaseWraparoundAgeDatfrozenxid,
  databaseWraparoundAgeDatminmxid,
  statUserTablesLastAutovacuum,
  statUserTablesNDeadTup,
  statUserTablesNLiveTup,
  statUserTablesSeqTupRead,
} = postgresMetrics;
const wraparound = { alerts: ['PostgresWraparoundNear', 'PostgresWraparoundImminent'], fires: 'above' } as const;

/** The database that is nearest to the end of its transaction numbers. */
export const oldest: StatPanel = {
  ...number,
  key: 'wraparound-most',
  title: 'Wraparound age',
  shows:
    'Transactions since the oldest one that is not frozen, of the database where it is most. At two thousand million it stops.',
  action: 'Something keeps vacuum from freezing: an old transaction, a forgotten slot, a prepared transaction.',
  unit: 'short',
  queries: [{ expr: promql`max(${databaseWraparoundAgeDatfrozenxid}{${databases}})`, legend: 'oldest' }],
  guard: wraparound,
};

/** The same by database, for both kinds of numbers. */
export const ages: TimeSeriesPanel = {
  ...graph,
  key: 'wraparound',
  title: 'Age of transaction numbers',
  shows: 'Transactions, and groups of them that lock the same row, since the oldest that is not frozen, by database.',
  action: 'It should fall each time vacuum freezes. A line that only rises: `vacuumdb --freeze` before it is too late.',
  unit: 'short',
  queries: [
    { expr: promql`max by (instance, datname) (${databaseWraparoundAgeDatfrozenxid}{${databases}})`, legend },
    {
      expr: promql`max by (instance, datname) (${databaseWraparoundAgeDatminmxid}{${databases}})`,
      legend: `${legend} multi`,
    },
  ],
  guard: wraparound,
};

/** Rows that nobody sees any more. */
export const deadRows: TimeSeriesPanel = {
  ...share,
  key: 'dead-rows',
  title: 'Dead rows',
  shows: 'Share of the rows that are deleted and still take room, by table, the ten highest.',
  action: 'Vacuum does not get to it: an old transaction is in the way, or it is too slow for what changes there.',
  noValue: 'No table has rows.',
  mayBeEmpty: { lacking: 'databases without tables of their own have no rows' },
  queries: [
    {
      expr: promql`topk(10, max by (datname, schemaname, relname) (
        ${statUserTablesNDeadTup}{${databases}} / (${statUserTablesNDeadTup}{${databases}} + ${statUserTablesNLiveTup}{${databases}} > 0)
      ))`,
      legend: '{{schemaname}}.{{relname}} ({{datname}})',
    },
  ],
  guard: { alerts: ['PostgresDeadRows'], fires: 'above' },
};

const tableColumns = [
  { field: 'datname', title: 'Database', width: 140 },
  { field: 'schemaname', title: 'Schema', width: 140 },
  { field: 'relname', title: 'Table' },
] as const;

/** Tables that were not vacuumed for longest. */
export const unvacuumed: TablePanel = {
  kind: 'table',
  key: 'unvacuumed',
  title: 'Tables not vacuumed for longest',
  shows: 'Tables with dead rows by the time since autovacuum last came by, the ten longest.',
  action: 'A table that changes much and is seldom visited needs a lower `autovacuum_vacuum_scale_factor`.',
  noValue: 'No table has dead rows.',
  mayBeEmpty: 'tables without dead rows need no vacuum',
  queries: [
    {
      expr: promql`topk(10, max by (datname, schemaname, relname) (
        time() - (${statUserTablesLastAutovacuum}{${databases}} > 0) and ${statUserTablesNDeadTup}{${databases}} > 0
      ))`,
      legend: '',
    },
  ],
  columns: [...tableColumns, { field: 'Value', title: 'Not for', unit: 's', width: 140 }],
  sortBy: 'Not for',
  descending: true,
};

/** Tables that are read from one end to the other. */
export const scanned: TablePanel = {
  kind: 'table',
  key: 'scanned',
  title: 'Tables read from end to end',
  shows: 'Rows per second that are read without an index by table, the ten with most.',
  action: 'A large table here lacks an index, or statistics (`ANALYZE`). Small ones may stay.',
  noValue: 'No table was read from end to end.',
  mayBeEmpty: 'no table was read from end to end',
  queries: [
    {
      expr: promql`topk(10, sum by (datname, schemaname, relname) (rate(${statUserTablesSeqTupRead}{${databases}}[$__rate_interval])) > 0)`,
      legend: '',
    },
  ],
  columns: [...tableColumns, { field: 'Value', title: 'Rows', unit: 'rowsps', width: 140 }],
  sortBy: 'Rows',
  descending: true,
};
