import { postgresMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import type { AlertDefinition, Severity } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { beyond, within } from '../../scenarios/averaged.ts';
import { series } from '../../scenarios/series.ts';
import { level, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { postgres } from './labels.ts';

const { databaseWraparoundAgeDatfrozenxid, databaseWraparoundAgeDatminmxid } = postgresMetrics;

/** The transaction numbers of a database run out: half of all that there are (2^31) may be in use, or the server stops. */
export function wraparound(name: string, severity: Severity, threshold: number): AlertDefinition {
  return alert(name, {
    threshold,
    expr: ({ threshold }) => promql`${databaseWraparoundAgeDatfrozenxid} > ${threshold}
      or
      ${databaseWraparoundAgeDatminmxid} > ${threshold}`,
    for: '10m',
    severity,
    labels: { symptom: 'postgres-wraparound' },
    summary: 'The database {{ $labels.datname }} behind {{ $labels.instance }} runs out of transaction numbers.',
    description:
      'The oldest row of {{ $labels.datname }} (behind {{ $labels.instance }}) that is not frozen is {{ $value | humanize }} transactions old. At 2.1G PostgreSQL refuses to write.',
    runbook: {
      meaning:
        'Vacuum has not frozen the old rows of this database for so long that the numbers of transactions (or multi-transactions) come to their end.',
      impact:
        'Nobody notices anything until about three million transactions are left. Then the server refuses every write until a vacuum is done, which may take hours.',
      diagnosis:
        "What holds it back: a transaction that is open for days (`select * from pg_stat_activity order by backend_xmin nulls last`), a replication slot (`select * from pg_replication_slots`), a prepared transaction (`select * from pg_prepared_xacts`)? Which tables: `select relname, age(relfrozenxid) from pg_class where relkind = 'r' order by 2 desc limit 10`.",
      mitigation:
        'End the transaction, drop the slot that nobody uses, and run `vacuum (freeze, verbose)` on the oldest tables. Then let autovacuum work harder: a larger `autovacuum_vacuum_cost_limit`, and never cancel a vacuum "to prevent wraparound".',
      queries: [
        { ask: 'How old is each database (transactions)?', expr: promql`${databaseWraparoundAgeDatfrozenxid}` },
        {
          ask: 'Which transactions are open for long (seconds)?',
          expr: promql`topk(10, ${postgresMetrics.statActivityMaxTxDuration})`,
        },
      ],
    },
    scenarios: (numbers) => {
      const old = { ...postgres, datname: 'shop' };
      const age = (transactions: number, multi: number): Signals => ({
        [series(databaseWraparoundAgeDatfrozenxid, old)]: level(transactions),
        [series(databaseWraparoundAgeDatminmxid, old)]: level(multi),
        [series(databaseWraparoundAgeDatfrozenxid, { ...old, datname: 'postgres' })]: level(1e6),
        [series(databaseWraparoundAgeDatminmxid, { ...old, datname: 'postgres' })]: level(0),
      });
      const [bad, good] = [numbers.threshold * beyond, numbers.threshold * within];
      const story = (state: (value: number) => Signals) =>
        scenarios(numbers, { labels: old, value: bad, bad: state(bad), good: state(good) });
      const multi = story((value) => age(1e6, value)).slice(0, 2);
      return [
        ...story((value) => age(value, 1e6)),
        ...multi.map((each) => ({ ...each, title: `${each.title}, for multi-transactions` })),
      ];
    },
  });
}
