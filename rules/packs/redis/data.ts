import { redisMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import type { AlertDefinition, Duration, Labels, Severity } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { beyond, within } from '../../scenarios/averaged.ts';
import { rateScenarios } from '../../scenarios/rate-over.ts';
import { rateShareScenarios } from '../../scenarios/rate-share.ts';
import { series } from '../../scenarios/series.ts';
import { clock, counting, level, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { another, redis } from './labels.ts';

const { memoryUsed: used, memoryMaxBytes, instanceInfo, evictedKeys, memFragmentationRatio } = redisMetrics;
const { keyspaceHits, keyspaceMisses, rdbLastBgsaveStatus, rdbLastSaveTimestampSeconds, rdbSaves } = redisMetrics;
const { rdbChangesSinceLastSave, aofEnabled, aofLastWriteStatus } = redisMetrics;

/** What a server says of itself, with the labels that the scenarios need. */
function info(labels: typeof redis, policy: string): Signals {
  const all = {
    master_replid: 'a',
    os: 'Linux',
    process_id: '1',
    redis_build_id: 'b',
    redis_mode: 'standalone',
    redis_version: '7.4.1',
    role: 'master',
    run_id: 'c',
    tcp_port: '6379',
  };
  return { [series(instanceInfo, { ...labels, ...all, maxmemory_policy: policy })]: level(1) };
}

/** The memory of a server that evicts nothing is (almost) used up. One that evicts is full as a rule, and `RedisCommandsRefused` tells when it finds nothing. */
export function memoryUsed(name: string, severity: Severity, threshold: number, pending: Duration): AlertDefinition {
  return alert(name, {
    threshold,
    expr: ({ threshold }) => promql`${used} / (${memoryMaxBytes} > 0) > ${threshold}
      and on (job, instance)
      ${instanceInfo}{maxmemory_policy="noeviction"}`,
    for: pending,
    keepFiringFor: '5m',
    severity,
    labels: { symptom: 'redis-memory' },
    summary: 'The memory of the Redis server of {{ $labels.instance }} is almost used up.',
    description:
      'The Redis server of {{ $labels.instance }} uses {{ $value | humanizePercentage }} of its `maxmemory`, and its policy does not let it evict anything.',
    runbook: {
      meaning: 'The data have come close to `maxmemory`, and the policy (noeviction) keeps all of them.',
      impact: 'When it is full, every command that needs memory fails with OOM. Reading goes on.',
      diagnosis:
        'What is it: `redis-cli --memkeys` and `info keyspace` (keys against those that expire). A queue that nobody empties and keys without an expiry are the usual reasons. `info memory` shows whether it is data or buffers of clients.',
      mitigation:
        'Raise it at once with `config set maxmemory`, if the host has the room. Then give keys an expiry, mend the consumer of the queue, or choose a policy that evicts if it is a cache.',
      queries: [
        { ask: 'How much does each server use (bytes)?', expr: promql`${used}` },
        { ask: 'How many keys are there?', expr: promql`sum by (instance, db) (${redisMetrics.dbKeys})` },
      ],
    },
    scenarios: (numbers) => {
      const memory = (labels: typeof redis, share: number, policy: string, max = 1e9): Signals => ({
        ...info(labels, policy),
        [series(used, labels)]: level(share * 1e9),
        [series(memoryMaxBytes, labels)]: level(max),
      });
      const state = (share: number) => ({
        ...memory(redis, share, 'noeviction'),
        // Full as they should be.
        ...memory(another, share, 'allkeys-lru'),
        ...memory({ ...redis, instance: 'expiring:9121' }, share, 'volatile-lru'),
        ...memory({ ...redis, instance: 'unbounded:9121' }, share, 'noeviction', 0),
        ...memory({ ...another, job: 'sessions' }, 0.2, 'noeviction'),
        ...memory({ ...redis, instance: 'roomy:9121' }, 0.2, 'noeviction'),
      });
      return scenarios(numbers, {
        labels: redis,
        value: numbers.threshold * beyond,
        bad: state(numbers.threshold * beyond),
        good: state(numbers.threshold * within),
      });
    },
  });
}

/** A cache throws away keys that somebody may still want. */
export const evicting: AlertDefinition = alert('RedisEvicting', {
  threshold: 100,
  window: '5m',
  expr: ({ threshold, window }) => promql`rate(${evictedKeys}[${window}]) > ${threshold}`,
  for: '30m',
  keepFiringFor: '10m',
  severity: 'info',
  labels: { symptom: 'redis-memory' },
  summary: 'The Redis server of {{ $labels.instance }} evicts many keys.',
  description:
    'The Redis server of {{ $labels.instance }} throws away {{ $value | humanize }} keys per second to stay within its memory.',
  runbook: {
    meaning: 'The server is at `maxmemory`, and each write throws away other keys, as its policy says.',
    impact:
      'For a cache only a lower hit ratio and more load on what is behind it. For sessions or queues it is loss of data.',
    diagnosis:
      'Has the hit ratio fallen with it? Look for what is new and large: `redis-cli --bigkeys`. Do keys expire at all?',
    mitigation:
      'Raise `maxmemory`, shorten the expiry of what is rarely read, and keep what must not be lost on a server of its own.',
    queries: [
      {
        ask: 'Which share of the reads finds its key?',
        expr: promql`rate(${keyspaceHits}[5m]) / (rate(${keyspaceHits}[5m]) + rate(${keyspaceMisses}[5m]))`,
      },
    ],
  },
  scenarios: (numbers) =>
    rateScenarios(numbers, {
      labels: redis,
      state: (rate) => ({ [series(evictedKeys, redis)]: counting(rate), [series(evictedKeys, another)]: counting(1) }),
    }),
});

/** Too few reads find their key. */
export const missing: AlertDefinition = alert('RedisHitRatioLow', {
  threshold: 0.5,
  window: '5m',
  minimum: 10,
  expr: ({ threshold, window, minimum }) => promql`rate(${keyspaceHits}[${window}])
    / (rate(${keyspaceHits}[${window}]) + rate(${keyspaceMisses}[${window}]) > ${minimum})
    < ${threshold}`,
  for: '30m',
  keepFiringFor: '10m',
  severity: 'info',
  summary: 'The Redis server of {{ $labels.instance }} often has not what is asked for.',
  description:
    'Only {{ $value | humanizePercentage }} of the reads on the Redis server of {{ $labels.instance }} find their key.',
  runbook: {
    meaning: 'Most reads ask for keys that are not there: never written, expired, or evicted.',
    impact: 'What is behind the cache does the work instead: databases are busier, answers slower.',
    diagnosis:
      'Since when? After a restart it is a cold cache and mends itself. Are keys evicted (memory), do they expire too soon, or does a deployment read other keys than it writes?',
    mitigation:
      'Give it more memory if it evicts, choose longer expiries, or mend the keys. If it is no cache but asked for what may not exist, raise or switch off this alert.',
    queries: [
      { ask: 'How many keys are evicted per second?', expr: promql`rate(${evictedKeys}[5m])` },
      { ask: 'How many expire per second?', expr: promql`rate(${redisMetrics.expiredKeys}[5m])` },
    ],
  },
  scenarios: (numbers) => {
    const reads = (labels: typeof redis, share: number, perSecond: number): Signals => ({
      [series(keyspaceHits, labels)]: counting(share * perSecond),
      [series(keyspaceMisses, labels)]: counting((1 - share) * perSecond),
    });
    return rateShareScenarios(numbers, {
      labels: redis,
      below: true,
      signals: (share, perSecond) => ({ ...reads(redis, share, perSecond), ...reads(another, 0.9, perSecond) }),
    });
  },
});

/** The process holds much more memory than its data need. */
export const fragmented: AlertDefinition = alert('RedisMemoryFragmented', {
  threshold: 1.5,
  minimum: 256 * 1024 ** 2,
  expr: ({ threshold, minimum }) => promql`${memFragmentationRatio} > ${threshold}
    and
    ${used} > ${minimum}`,
  for: '1h',
  keepFiringFor: '10m',
  severity: 'info',
  summary: 'The memory of the Redis server of {{ $labels.instance }} is fragmented.',
  description:
    'The Redis server of {{ $labels.instance }} holds {{ $value | printf "%.1f" }} times as much memory as its data need.',
  runbook: {
    meaning:
      'The memory that the kernel has given to the process is much larger than what Redis has in use: holes that the allocator cannot return.',
    impact: 'The host or container runs out of memory though `maxmemory` is not reached; the kernel may kill Redis.',
    diagnosis:
      '`redis-cli memory doctor` and `info memory` (`mem_fragmentation_bytes`). Values that change their size all the time, or a large deletion, are the usual reasons.',
    mitigation: 'Switch on `config set activedefrag yes`, try `memory purge`, or restart it (a replica first).',
    queries: [
      { ask: 'How much memory does the process hold (bytes)?', expr: promql`${redisMetrics.memoryUsedRssBytes}` },
    ],
  },
  scenarios: (numbers) => {
    const { threshold, minimum } = numbers;
    const memory = (labels: typeof redis, ratio: number, bytes: number): Signals => ({
      [series(memFragmentationRatio, labels)]: level(ratio),
      [series(used, labels)]: level(bytes),
    });
    const state = (ratio: number): Signals => ({
      ...memory(redis, ratio, minimum * beyond),
      ...memory(another, threshold * 2, minimum * within),
    });
    return scenarios(numbers, {
      labels: redis,
      value: threshold * beyond,
      bad: state(threshold * beyond),
      good: state(threshold * within),
    });
  },
});

/** The server cannot save its data, and by default refuses to write for it. */
export const saveFailing: AlertDefinition = alert('RedisSaveFailing', {
  expr: promql`${rdbLastBgsaveStatus} == 0
    or
    ${aofLastWriteStatus} == 0 and ${aofEnabled} == 1`,
  for: '5m',
  severity: 'critical',
  labels: { symptom: 'redis-persistence' },
  summary: 'The Redis server of {{ $labels.instance }} cannot save its data.',
  description:
    'The last attempt of the Redis server of {{ $labels.instance }} to write its data to the disk has failed.',
  runbook: {
    meaning: 'The last snapshot (RDB) failed, or the last write of the append-only file (AOF).',
    impact:
      'Unless `stop-writes-on-bgsave-error` is off, every write fails with MISCONF. After a crash everything since the last good save is gone.',
    diagnosis:
      'The log of Redis names the reason: no room on the disk, no permission, or "Cannot allocate memory" when it forks (then `vm.overcommit_memory=1` is missing). See `df -h` and `info persistence`.',
    mitigation:
      'Make room or grant what is missing, then try with `redis-cli bgsave`. Until then do not restart the server.',
    queries: [{ ask: 'How many changes are not saved?', expr: promql`${rdbChangesSinceLastSave}` }],
  },
  scenarios: (numbers) => {
    const saves = (labels: typeof redis, rdb: number, aof: number, enabled: number): Signals => ({
      [series(rdbLastBgsaveStatus, labels)]: level(rdb),
      [series(aofLastWriteStatus, labels)]: level(aof),
      [series(aofEnabled, labels)]: level(enabled),
    });
    // Not in use, so that its status says nothing.
    const well = saves(another, 1, 0, 0);
    const appending = scenarios(numbers, {
      labels: redis,
      bad: { ...well, ...saves(redis, 1, 0, 1) },
      good: { ...well, ...saves(redis, 1, 1, 1) },
      titles: { fires: 'fires as well when the append-only file cannot be written' },
    });
    return [
      ...scenarios(numbers, {
        labels: redis,
        bad: { ...well, ...saves(redis, 0, 1, 1) },
        good: { ...well, ...saves(redis, 1, 1, 1) },
      }),
      ...appending.slice(0, 1),
    ];
  },
});

/** The server has not saved for long what has changed. */
export const saveOld: AlertDefinition = alert('RedisSaveOld', {
  threshold: 86_400,
  minimum: 0,
  expr: ({ threshold, minimum }) => promql`time() - ${rdbLastSaveTimestampSeconds} > ${threshold}
    and
    ${rdbChangesSinceLastSave} > ${minimum}
    and
    ${rdbSaves} > 0
    and
    ${aofEnabled} == 0`,
  for: '10m',
  severity: 'warning',
  labels: { symptom: 'redis-persistence' },
  summary: 'The Redis server of {{ $labels.instance }} has not saved its data for long.',
  description:
    'The last snapshot of the Redis server of {{ $labels.instance }} is {{ $value | humanizeDuration }} old, and data have changed since.',
  runbook: {
    meaning:
      'The server has saved snapshots before, but none within a day, although something has changed. It keeps no append-only file.',
    impact: 'A crash now loses everything since then. Backups that copy the file are as old.',
    diagnosis:
      'See `config get save` and `info persistence`: is a save running that never ends, have the rules of saving been changed, does a script that saved no longer run?',
    mitigation: 'Save now with `redis-cli bgsave`, and set the rules, for example `config set save "3600 1 300 100"`.',
    queries: [{ ask: 'How many changes are not saved?', expr: promql`${rdbChangesSinceLastSave}` }],
  },
  scenarios: (numbers) => {
    const { threshold, minimum } = numbers;
    interface Server {
      readonly age: number;
      readonly changes?: number;
      readonly saves?: number;
      readonly appends?: number;
    }
    const server = (labels: Labels, { age, changes = minimum + 1, saves = 3, appends = 0 }: Server): Signals => ({
      [series(rdbLastSaveTimestampSeconds, labels)]: clock(-age),
      [series(rdbChangesSinceLastSave, labels)]: level(changes),
      [series(rdbSaves, labels)]: level(saves),
      [series(aofEnabled, labels)]: level(appends),
    });
    const old = { age: threshold * 2 };
    const others: Signals = {
      ...server(another, { ...old, changes: minimum }),
      ...server({ ...redis, instance: 'cache:9121' }, { ...old, saves: 0 }),
      ...server({ ...redis, instance: 'queue:9121' }, { ...old, appends: 1 }),
    };
    const state = (age: number) => ({ ...others, ...server(redis, { age }) });
    return scenarios(numbers, {
      labels: redis,
      value: threshold * beyond,
      bad: state(threshold * beyond),
      good: state(threshold * within),
    });
  },
});
