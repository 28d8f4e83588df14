import { counter, open } from '@narthex/instrumentation';

const table = {
  datname: open({ typically: 1 }),
  schemaname: open({ typically: 2 }),
  relname: open({ typically: 50 }),
};

/** Tables of the database that the exporter is connected to. */
export const postgresTableMetrics = {
  statioUserTablesHeapBlocksHit: counter(
    'pg_statio_user_tables_heap_blocks_hit',
    'Number of buffer hits in this table.',
    { labels: table },
  ),
  statioUserTablesHeapBlocksRead: counter(
    'pg_statio_user_tables_heap_blocks_read',
    'Number of disk blocks read from this table.',
    { labels: table },
  ),
  statioUserTablesIdxBlocksHit: counter(
    'pg_statio_user_tables_idx_blocks_hit',
    'Number of buffer hits in all indexes on this table.',
    { labels: table },
  ),
  statioUserTablesIdxBlocksRead: counter(
    'pg_statio_user_tables_idx_blocks_read',
    'Number of disk blocks read from all indexes on this table.',
    { labels: table },
  ),
  statioUserTablesTidxBlocksHit: counter(
    'pg_statio_user_tables_tidx_blocks_hit',
    "Number of buffer hits in this table's TOAST table indexes (if any)",
    { labels: table },
  ),
  statioUserTablesTidxBlocksRead: counter(
    'pg_statio_user_tables_tidx_blocks_read',
    "Number of disk blocks read from this table's TOAST table indexes (if any)",
    { labels: table },
  ),
  statioUserTablesToastBlocksHit: counter(
    'pg_statio_user_tables_toast_blocks_hit',
    "Number of buffer hits in this table's TOAST table (if any)",
    { labels: table },
  ),
  statioUserTablesToastBlocksRead: counter(
    'pg_statio_user_tables_toast_blocks_read',
    "Number of disk blocks read from this table's TOAST table (if any)",
    { labels: table },
  ),
};
