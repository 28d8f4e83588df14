import { postgresMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import type { AlertDefinition, Labels, Severity } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { beyond, within } from '../../scenarios/averaged.ts';
import { series } from '../../scenarios/series.ts';
import { level, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { another, postgres } from './labels.ts';
import { address } from './sessions.ts';

const {
  replicationLagSeconds,
  replicationSlotWalStatus,
  replicationSlotsActive,
  replicationSlotsPgWalLsnDiff,
  statReplicationPgWalLsnDiff,
  walSizeBytes,
} = postgresMetrics;

/** A standby shows what was true some time ago. */
export function replicaLagging(name: string, severity: Severity, threshold: number): AlertDefinition {
  return alert(name, {
    threshold,
    expr: ({ threshold }) => promql`${replicationLagSeconds} > ${threshold}`,
    for: '5m',
    keepFiringFor: '5m',
    severity,
    labels: { symptom: 'postgres-replication-lag' },
    summary: 'The PostgreSQL standby behind {{ $labels.instance }} is behind its primary.',
    description:
      'The standby behind {{ $labels.instance }} has replayed what its primary did {{ $value | humanizeDuration }} ago.',
    runbook: {
      meaning:
        'The standby has received changes that it has not replayed yet. A primary that has nothing to do does not count as lag.',
      impact:
        'Whoever reads from it sees old data: things that were just saved seem lost. If the primary dies now, it takes that much longer until the standby can take over.',
      diagnosis:
        "On the standby: does a long query hold replay up (`select pid, now() - query_start, left(query, 80) from pg_stat_activity where state = 'active' order by 2 desc`), or is its disk or its one replaying process busy (`top`, `iostat -x 5`)? On the primary: a bulk load or a vacuum of a large table writes more than the standby can replay.",
      mitigation:
        'End the query that holds it up, or pause the load. Let services read from the primary until it has caught up. For good: `max_standby_streaming_delay`, reports on another standby, as good a disk as the primary has.',
      queries: [
        { ask: 'How far behind is each standby?', expr: promql`${replicationLagSeconds}` },
        { ask: 'How many bytes, seen from the primary?', expr: promql`${statReplicationPgWalLsnDiff}` },
      ],
    },
    scenarios: (numbers) => {
      const state = (lag: number): Signals => ({
        [series(replicationLagSeconds, postgres)]: level(lag),
        [series(replicationLagSeconds, another)]: level(0),
      });
      return scenarios(numbers, {
        labels: postgres,
        value: numbers.threshold * beyond,
        bad: state(numbers.threshold * beyond),
        good: state(numbers.threshold * within),
      });
    },
  });
}

/** A connected standby does not take the log as fast as the primary writes it. */
export const standbyBehind: AlertDefinition = alert('PostgresStandbyBehind', {
  threshold: 2 ** 30,
  expr: ({ threshold }) =>
    promql`max by (job, instance, application_name, client_addr) (${statReplicationPgWalLsnDiff}) > ${threshold}`,
  for: '10m',
  keepFiringFor: '5m',
  severity: 'warning',
  summary: 'The standby {{ $labels.application_name }} of PostgreSQL behind {{ $labels.instance }} does not keep up.',
  description:
    'The standby {{ $labels.application_name }} at {{ $labels.client_addr }} lacks {{ $value | humanize1024 }}B of the log of the primary behind {{ $labels.instance }}.',
  runbook: {
    meaning: 'The primary has written that much more than this standby has replayed, and it does not become less.',
    impact:
      'Reads from the standby show old data, and what it has not received yet is lost if the primary is. The primary keeps the log for it, which takes room on its disk.',
    diagnosis:
      'Where does it stick: `select application_name, state, sent_lsn, write_lsn, flush_lsn, replay_lsn from pg_stat_replication`. A gap before `sent` or `write` is the network or the primary, before `flush` the disk of the standby, before `replay` a query on it or its processor. `catchup` as the state means that it is on its way.',
    mitigation:
      'Mend that one, or wait if a bulk load has just ended. A standby that can never catch up again is faster made anew with `pg_basebackup`.',
    queries: [
      { ask: 'How far behind is each standby?', expr: promql`${statReplicationPgWalLsnDiff}` },
      { ask: 'How much log does the primary keep?', expr: promql`${walSizeBytes}` },
    ],
  },
  scenarios: (numbers) => {
    const standby = (labels: Labels, name: string, process: string): string =>
      series(statReplicationPgWalLsnDiff, {
        ...labels,
        ...address,
        application_name: name,
        client_addr: '10.0.0.7',
        slot_name: process,
        state: 'streaming',
      });
    const state = (behind: number): Signals => ({
      [standby(postgres, 'standby-1', '4711')]: level(behind),
      [standby(postgres, 'standby-2', '4712')]: level(0),
      [standby(another, 'standby-1', '4713')]: level(0),
    });
    return scenarios(numbers, {
      labels: { ...postgres, application_name: 'standby-1', client_addr: '10.0.0.7' },
      value: numbers.threshold * beyond,
      bad: state(numbers.threshold * beyond),
      good: state(numbers.threshold * within),
      titles: { missing: 'ends when the standby is no longer connected' },
    });
  },
});

/** Log is kept for somebody who does not come for it. */
export const slotInactive: AlertDefinition = alert('PostgresReplicationSlotInactive', {
  threshold: 2 ** 30,
  expr: ({ threshold }) => promql`${replicationSlotsPgWalLsnDiff} > ${threshold}
    and
    ${replicationSlotsActive} == 0`,
  for: '10m',
  severity: 'warning',
  labels: { symptom: 'postgres-slot' },
  summary: 'Nobody uses the replication slot {{ $labels.slot_name }} of {{ $labels.server }}.',
  description:
    '{{ $labels.server }} keeps {{ $value | humanize1024 }}B of its log for the slot {{ $labels.slot_name }}, which nobody is connected to.',
  runbook: {
    meaning:
      'A standby or a subscriber has a slot, is not connected, and the primary keeps all that it has missed since then.',
    impact:
      'There is no copy of the new data where there should be one. Without `max_slot_wal_keep_size` the kept log fills the disk of the primary, and then that stops.',
    diagnosis:
      'Who does it belong to: `select slot_name, slot_type, database, restart_lsn, wal_status from pg_replication_slots where not active`. Is that standby or that subscriber down, can it not reach the primary, or was it removed long ago and the slot forgotten?',
    mitigation:
      "Bring its owner back; it catches up by itself. If there is none any more, `select pg_drop_replication_slot('NAME')`. Set `max_slot_wal_keep_size`, so that a slot can never fill the disk.",
    queries: [
      { ask: 'How much log does each slot keep?', expr: promql`${replicationSlotsPgWalLsnDiff}` },
      { ask: 'How large is the log?', expr: promql`${walSizeBytes}` },
    ],
  },
  scenarios: (numbers) => {
    const { threshold } = numbers;
    const slot = (labels: Labels, name: string, kept: number, active: number): Signals => {
      const all = { ...labels, ...address, database: '', slot_name: name };
      return {
        [series(replicationSlotsPgWalLsnDiff, all)]: level(kept),
        [series(replicationSlotsActive, all)]: level(active),
      };
    };
    const labels = { ...postgres, ...address, slot_name: 'standby_1' };
    const state = (kept: number): Signals => ({
      ...slot(postgres, 'standby_1', kept, 0),
      // One that is slow has an alert of its own.
      ...slot(postgres, 'standby_2', threshold * 2, 1),
      ...slot(another, 'standby_1', threshold * within, 0),
    });
    const firing = { labels, value: threshold * beyond };
    return scenarios(numbers, { ...firing, bad: state(threshold * beyond), good: state(threshold * within) });
  },
});

/** The server gives up on the owner of a slot. */
export const slotLost: AlertDefinition = alert('PostgresReplicationSlotLost', {
  expr: promql`${replicationSlotWalStatus}{wal_status=~"unreserved|lost"} == 1`,
  for: '2m',
  severity: 'warning',
  labels: { symptom: 'postgres-slot' },
  summary: 'PostgreSQL behind {{ $labels.instance }} no longer keeps its log for the slot {{ $labels.slot_name }}.',
  description:
    'The slot {{ $labels.slot_name }} behind {{ $labels.instance }} is {{ $labels.wal_status }}: its owner was away for so long that the log which it needs is being removed, or is gone.',
  runbook: {
    meaning:
      'The slot has passed `max_slot_wal_keep_size`. "unreserved" means that the next checkpoint removes what it needs, "lost" that it is gone.',
    impact:
      'Its standby or subscriber cannot catch up any more, so that there is one copy less from now on. The primary itself is well.',
    diagnosis:
      "Whose slot is it: `select * from pg_replication_slots where wal_status in ('unreserved', 'lost')`. Read the log of that standby: \"requested WAL segment has already been removed\". Why was it away?",
    mitigation:
      'While it is "unreserved": raise `max_slot_wal_keep_size` and connect the standby at once. When it is "lost": drop the slot, make the standby anew with `pg_basebackup`, or let the subscription copy its tables again. A standby with access to the archive catches up from there.',
    queries: [{ ask: 'How much log does each slot keep?', expr: promql`${replicationSlotsPgWalLsnDiff}` }],
  },
  scenarios: (numbers) => {
    const slot = (labels: Labels, name: string, status: string): string =>
      series(replicationSlotWalStatus, { ...labels, slot_name: name, slot_type: 'physical', wal_status: status });
    const others = {
      [slot(postgres, 'standby_2', 'extended')]: level(1),
      [slot(another, 'standby_1', 'reserved')]: level(1),
    };
    const about = (status: string): Labels => ({
      ...postgres,
      slot_name: 'standby_1',
      slot_type: 'physical',
      wal_status: status,
    });
    return [
      ...scenarios(numbers, {
        labels: about('lost'),
        bad: { [slot(postgres, 'standby_1', 'lost')]: level(1), ...others },
        good: { [slot(postgres, 'standby_1', 'reserved')]: level(1), ...others },
        titles: { missing: 'ends when the slot is dropped' },
      }),
      ...scenarios(numbers, {
        labels: about('unreserved'),
        bad: { [slot(postgres, 'standby_1', 'unreserved')]: level(1), ...others },
        good: others,
        titles: { fires: 'fires while there is still time to save it' },
      }).slice(0, 1),
    ];
  },
});
