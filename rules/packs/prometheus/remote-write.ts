import { promql } from '../../../promql/index.ts';
import { prometheusMetrics } from '../../../servers/index.ts';
import type { Labels, RulePack, Stack } from '../../../stacks/model/index.ts';
import { alert, rulePack } from '../../alert.ts';
import { beyond, within } from '../../scenarios/averaged.ts';
import { series } from '../../scenarios/series.ts';
import { share } from '../../scenarios/share.ts';
import { clock, counting, level, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { self } from './self.ts';

const {
  remoteStorageHighestTimestampInSeconds: newest,
  remoteStorageQueueHighestSentTimestampSeconds: newestSent,
  remoteStorageSamples: samples,
  remoteStorageSamplesFailed: samplesFailed,
  remoteStorageSamplesPending: pending,
  remoteStorageShards: shards,
  remoteStorageShardsDesired: shardsDesired,
  remoteStorageShardsMax: shardsMax,
} = prometheusMetrics;

const behind = promql`${newest} - ignoring (remote_name, url) group_right ${newestSent}`;
const queries = {
  failed: {
    ask: 'How many samples per second are lost?',
    expr: promql`sum by (instance, remote_name) (rate(${samplesFailed}[5m]))`,
  },
  behind: { ask: 'How far is each storage behind, in seconds?', expr: behind },
  pending: { ask: 'How many samples wait?', expr: promql`${pending}` },
  shards: { ask: 'How many senders does each storage have?', expr: promql`${shards}` },
};

/** What Prometheus sends to storages elsewhere, where a stack has some. */
export function remoteWrite({ prometheus: { remoteWrite } }: Stack): RulePack[] {
  const [first] = remoteWrite;
  if (first === undefined) return [];
  const labels = { ...self, remote_name: first.name, url: first.url };
  return [rulePack('prometheus-remote-write', [failures(labels), writeBehind(labels), desiredShards(labels)])];
}

function failures(labels: Labels) {
  return alert('PrometheusRemoteStorageFailures', {
    threshold: 0.01,
    window: '5m',
    expr: ({ threshold, window }) =>
      promql`rate(${samplesFailed}[${window}]) / rate(${samples}[${window}]) > ${threshold}`,
    for: '15m',
    severity: 'critical',
    summary: 'The remote storage {{ $labels.remote_name }} refuses samples.',
    description:
      '{{ $value | humanizePercentage }} of the samples that Prometheus {{ $labels.instance }} sends to {{ $labels.remote_name }} ({{ $labels.url }}) are refused and lost.',
    runbook: {
      meaning: 'The storage answers with an error for which Prometheus does not try again: mostly a status 4xx.',
      impact: 'These samples will be missing there for ever. Prometheus itself still has them for its retention.',
      diagnosis:
        'The log of Prometheus says `non-recoverable error` with the answer: 401 or 403 is the token, 400 are samples out of order or beyond a limit, 404 is the URL, 429 a quota.',
      mitigation:
        'Renew the secret of the token, or raise the limit at the storage. What got lost can be brought there from the blocks of Prometheus.',
      queries: [queries.failed, queries.pending],
    },
    scenarios: (numbers) => {
      const refusing = (part: number): Signals => ({
        [series(samples, labels)]: counting(1000),
        [series(samplesFailed, labels)]: counting(1000 * part),
      });
      const { threshold } = numbers;
      return share(numbers, {
        labels,
        value: threshold * beyond,
        bad: refusing(threshold * beyond),
        good: refusing(threshold * within),
      });
    },
  });
}

function writeBehind(labels: Labels) {
  return alert('PrometheusRemoteWriteBehind', {
    // Seconds.
    threshold: 120,
    expr: ({ threshold }) => promql`${behind} > ${threshold}`,
    for: '15m',
    severity: 'critical',
    summary: 'The remote storage {{ $labels.remote_name }} does not get samples in time.',
    description:
      'What Prometheus {{ $labels.instance }} has sent to {{ $labels.remote_name }} ({{ $labels.url }}) is {{ $value | humanizeDuration }} older than what it has stored.',
    runbook: {
      meaning: 'Samples are read faster than they are sent, or none can be sent at all.',
      impact:
        'What reads the remote storage sees the past. After about two hours the log is cut, and what was not sent by then is lost.',
      diagnosis:
        'The log of Prometheus says `Failed to send batch, retrying` with the reason. If there is none, compare the number of senders with what is wanted, and look at the way there.',
      mitigation:
        'Bring the storage or the way to it back; Prometheus then catches up by itself. If the storage is only slow, allow more senders, or send fewer series.',
      queries: [queries.behind, queries.pending, queries.shards],
    },
    scenarios: (numbers) => {
      const late = (by: number): Signals => ({
        [series(newest, self)]: clock(0),
        [series(newestSent, labels)]: clock(-by),
      });
      const { threshold } = numbers;
      return scenarios(numbers, {
        labels,
        value: threshold * beyond,
        bad: late(threshold * beyond),
        good: late(threshold * within),
      });
    },
  });
}

function desiredShards(labels: Labels) {
  return alert('PrometheusRemoteWriteDesiredShards', {
    expr: promql`${shardsDesired} > ${shardsMax}`,
    for: '15m',
    severity: 'warning',
    summary: 'The remote storage {{ $labels.remote_name }} needs more senders than it may have.',
    description:
      'To keep up with {{ $labels.remote_name }} ({{ $labels.url }}), Prometheus {{ $labels.instance }} would need {{ printf "%.1f" $value }} senders at a time, which is more than it may use.',
    runbook: {
      meaning:
        'Prometheus computes from what arrives and what is sent how many senders it needs, and has reached the most.',
      impact: 'None yet, or the storage is already behind. The senders take memory and processor time of Prometheus.',
      diagnosis:
        'Is the storage slower than usual, or are there more series? An outage leaves a backlog that needs many senders for a while, and is over by itself.',
      mitigation:
        'Wait if there is a backlog. Otherwise give the storage more room, send fewer series, or raise `max_shards` with an eye on the memory of Prometheus.',
      queries: [queries.behind, queries.shards],
    },
    scenarios: (numbers) => {
      const wanted = (count: number): Signals => ({
        [series(shardsDesired, labels)]: level(count),
        [series(shardsMax, labels)]: level(50),
      });
      return scenarios(numbers, { labels, value: 51, bad: wanted(51), good: wanted(50) });
    },
  });
}
