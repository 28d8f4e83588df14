import type { GaugeDefinition } from '@narthex/instrumentation';
import { postgresMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import type { AlertDefinition, Runbook } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { series } from '../../scenarios/series.ts';
import { level, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { another, postgres } from './labels.ts';
import { address } from './sessions.ts';

const { settingsFsync, settingsAutovacuum, statUserTablesNDeadTup } = postgresMetrics;

/** Something is switched off without which a server does not stay sound. */
function switchedOff(
  name: string,
  setting: GaugeDefinition,
  texts: { readonly summary: string; readonly description: string; readonly runbook: Runbook },
): AlertDefinition {
  return alert(name, {
    ...texts,
    expr: promql`${setting} == 0`,
    for: '15m',
    severity: 'warning',
    scenarios: (numbers) => {
      const labels = { ...postgres, ...address };
      const state = (value: number): Signals => ({
        [series(setting, labels)]: level(value),
        [series(setting, { ...another, server: 'reports:5432' })]: level(1),
      });
      return scenarios(numbers, { labels, bad: state(0), good: state(1) });
    },
  });
}

/** The server does not wait until what it confirms is on the disk. */
export const fsyncOff: AlertDefinition = switchedOff('PostgresFsyncOff', settingsFsync, {
  summary: 'PostgreSQL at {{ $labels.server }} does not wait for its disk.',
  description:
    'The setting fsync of {{ $labels.server }} is off: a crash of the machine leaves the database damaged, not just without its last moments.',
  runbook: {
    meaning: 'The server confirms transactions before the disk has them, and writes in no safe order.',
    impact:
      'None until the machine loses power or crashes. After that the database may not start, or has wrong data that nobody notices.',
    diagnosis:
      "Who set it: `select source, sourcefile from pg_settings where name = 'fsync'`. It is often left over from a bulk load or a benchmark.",
    mitigation:
      'Run `alter system reset fsync; select pg_reload_conf()`, or change the line in the file that it comes from, then flush what is still in memory with `sync`. Where speed matters more than the last half second, `synchronous_commit = off` is the safe way.',
    queries: [{ ask: 'Which servers are affected?', expr: promql`${settingsFsync}` }],
  },
});

/** Nobody clears away dead rows and old transaction numbers. */
export const autovacuumOff: AlertDefinition = switchedOff('PostgresAutovacuumOff', settingsAutovacuum, {
  summary: 'Autovacuum is off at {{ $labels.server }}.',
  description:
    'Nothing clears away dead rows at {{ $labels.server }}, and nothing renews the statistics of its tables.',
  runbook: {
    meaning: 'The setting autovacuum is off for the whole server.',
    impact:
      'Tables and indexes swell, plans get worse with old statistics, and queries become slower by the week. Only when transaction numbers are about to run out does the server vacuum all the same, at the worst moment.',
    diagnosis:
      "Who set it and why: `select source, sourcefile from pg_settings where name = 'autovacuum'`. It is often left over from a migration or a restore.",
    mitigation:
      'Run `alter system reset autovacuum; select pg_reload_conf()`. If it was too much for the disk, lower `autovacuum_vacuum_cost_limit` instead. Vacuum the largest tables by hand in a quiet hour.',
    queries: [{ ask: 'Which tables have the most dead rows?', expr: promql`topk(10, ${statUserTablesNDeadTup})` }],
  },
});
