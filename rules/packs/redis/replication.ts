import { redisMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import type { AlertDefinition } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { beyond, within } from '../../scenarios/averaged.ts';
import { changedScenarios } from '../../scenarios/changed.ts';
import { series } from '../../scenarios/series.ts';
import { level, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { another, redis } from './labels.ts';

const { connectedSlaves, connectedSlaveLagSeconds, masterLinkUp } = redisMetrics;
const replica = { ...redis, instance: 'replica-exporter:9121' };
const ofReplica = { ...replica, master_host: 'redis', master_port: '6379' };

/** A replica has lost its primary. */
export const replicationBroken: AlertDefinition = alert('RedisReplicationBroken', {
  expr: promql`${masterLinkUp} == 0`,
  for: '5m',
  severity: 'critical',
  labels: { symptom: 'redis-replication' },
  summary: 'The Redis replica of {{ $labels.instance }} has lost its primary.',
  description:
    'The Redis replica of {{ $labels.instance }} is not connected to its primary {{ $labels.master_host }}:{{ $labels.master_port }}.',
  runbook: {
    meaning: 'The link from the replica to its primary is down, or never comes up.',
    impact:
      'Whoever reads from the replica reads old data, or gets MASTERDOWN. If the primary is lost now, all writes since then are lost with it.',
    diagnosis:
      'Does the primary run (RedisDown)? Then see the log of the replica: a wrong password (`masterauth`), a name that does not resolve, or a full synchronisation that is cut off again and again because the output buffer of the primary is too small.',
    mitigation:
      'Mend the way to the primary; raise `client-output-buffer-limit replica` and `repl-backlog-size` if synchronisation never ends.',
    queries: [{ ask: 'Is it synchronising?', expr: promql`${redisMetrics.masterSyncInProgress}` }],
  },
  scenarios: (numbers) => {
    const state = (linked: number): Signals => ({
      [series(masterLinkUp, ofReplica)]: level(linked),
      [series(masterLinkUp, { ...ofReplica, instance: 'second-exporter:9121' })]: level(1),
    });
    return scenarios(numbers, { labels: ofReplica, bad: state(0), good: state(1) });
  },
});

/** A replica is behind its primary. */
export const replicaLags: AlertDefinition = alert('RedisReplicaLags', {
  threshold: 30,
  expr: ({ threshold }) => promql`max without (slave_state) (${connectedSlaveLagSeconds}) > ${threshold}`,
  for: '5m',
  keepFiringFor: '5m',
  severity: 'warning',
  labels: { symptom: 'redis-replication' },
  summary: 'A replica of the Redis server of {{ $labels.instance }} is behind.',
  description:
    'The replica {{ $labels.slave_ip }}:{{ $labels.slave_port }} of the Redis server of {{ $labels.instance }} was last heard of {{ $value | humanizeDuration }} ago.',
  runbook: {
    meaning: 'The replica has not confirmed for a while what it has received; usually it does so every second.',
    impact: 'Reads from the replica are old. If the primary is lost now, what the replica lacks is lost.',
    diagnosis:
      'See `redis-cli info replication` on both: offsets that drift apart mean a slow network or a busy replica, a state other than `online` a synchronisation. Is the host of the replica overloaded, or a slow command blocking it?',
    mitigation:
      'Take load off the replica, or give it a better network. If it does not catch up, restart it: it synchronises anew.',
    queries: [{ ask: 'How many replicas are connected?', expr: promql`${connectedSlaves}` }],
  },
  scenarios: (numbers) => {
    const labels = { ...redis, slave_ip: '10.0.0.7', slave_port: '6379' };
    const state = (lag: number): Signals => ({
      [series(connectedSlaveLagSeconds, { ...labels, slave_state: 'online' })]: level(lag),
      [series(connectedSlaveLagSeconds, { ...labels, slave_ip: '10.0.0.8', slave_state: 'online' })]: level(1),
    });
    return scenarios(numbers, {
      labels,
      value: numbers.threshold * beyond,
      bad: state(numbers.threshold * beyond),
      good: state(numbers.threshold * within),
    });
  },
});

/** A primary has fewer replicas than it had. */
export const replicaLost: AlertDefinition = alert('RedisReplicaLost', {
  window: '6h',
  expr: ({ window }) => promql`${connectedSlaves} < max_over_time(${connectedSlaves}[${window}])`,
  for: '10m',
  severity: 'warning',
  labels: { symptom: 'redis-replication' },
  summary: 'The Redis server of {{ $labels.instance }} has lost a replica.',
  description:
    'Only {{ $value }} replicas are connected to the Redis server of {{ $labels.instance }}; within the last six hours there were more.',
  runbook: {
    meaning: 'A replica that was connected is not any more, and has not come back for ten minutes.',
    impact: 'Nobody notices yet. Reads that went there fail or go elsewhere, and there is one copy less of the data.',
    diagnosis:
      'Compare `redis-cli info replication` with the replicas that should run. Does the missing one run? Its log says why it cannot connect.',
    mitigation:
      'Start it, or mend its way to the primary. If it was removed on purpose, the alert ends by itself after six hours.',
    queries: [{ ask: 'How many were there, and when?', expr: promql`${connectedSlaves}` }],
  },
  scenarios: (numbers) => {
    const state = (replicas: number): Signals => ({
      [series(connectedSlaves, redis)]: level(replicas),
      [series(connectedSlaves, another)]: level(0),
    });
    return changedScenarios(numbers, { labels: redis, value: 1, bad: state(1), good: state(2) });
  },
});
