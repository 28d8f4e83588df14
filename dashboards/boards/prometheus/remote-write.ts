import { promql } from '../../../promql/index.ts';
import { prometheusMetrics } from '../../../servers/index.ts';
import type { Panel } from '../../../stacks/model/index.ts';
import { noPrometheus } from '../../parts/monitoring.ts';

const {
  remoteStorageBytes,
  remoteStorageHighestTimestampInSeconds,
  remoteStorageQueueHighestSentTimestampSeconds,
  remoteStorageSamples,
  remoteStorageSamplesFailed,
  remoteStorageSamplesPending,
  remoteStorageShardsDesired,
  remoteStorageShardsMax,
} = prometheusMetrics;
const graph = { kind: 'timeseries', min: 0, noValue: noPrometheus } as const;
const legend = '{{remote_name}}';
const window = '[$__rate_interval]';

/** What Prometheus sends to other storages. */
export const remoteWrite: readonly Panel[] = [
  {
    ...graph,
    key: 'remote-behind',
    title: 'How far each storage is behind',
    shows: 'Time between the newest sample that Prometheus has and the newest that it has sent.',
    action:
      'It keeps what it could not send for about two hours, then it is lost there. Is the other side slow, or away?',
    queries: [
      {
        expr: promql`max by (remote_name) (${remoteStorageHighestTimestampInSeconds}
          - ignoring (remote_name, url) group_right ${remoteStorageQueueHighestSentTimestampSeconds})`,
        legend,
      },
    ],
    guard: { alerts: ['PrometheusRemoteWriteBehind'], fires: 'above' },
  },
  {
    ...graph,
    key: 'remote-refused',
    title: 'Samples that a storage refused',
    shows: 'Share of the samples that the other side refused for good.',
    action: 'They are lost there. The log of Prometheus has the answer: a token, a quota, samples out of order.',
    unit: 'percentunit',
    max: 1,
    queries: [
      {
        expr: promql`sum by (remote_name) (rate(${remoteStorageSamplesFailed}${window}))
          / sum by (remote_name) (rate(${remoteStorageSamples}${window}))`,
        legend,
      },
    ],
    guard: { alerts: ['PrometheusRemoteStorageFailures'], fires: 'above' },
  },
  {
    ...graph,
    key: 'remote-shards',
    title: 'Senders it would like, of those it may have',
    shows: 'Senders that are needed to keep up, as a share of the most that are allowed.',
    action: 'Above 100 % it falls behind: the other side answers too slowly, or more senders have to be allowed.',
    unit: 'percentunit',
    queries: [
      {
        expr: promql`max by (remote_name) (${remoteStorageShardsDesired} / ${remoteStorageShardsMax})`,
        legend,
      },
    ],
    guard: { alerts: ['PrometheusRemoteWriteDesiredShards'], fires: 'above', bound: 1 },
  },
  {
    ...graph,
    key: 'remote-pending',
    title: 'Samples that wait to be sent',
    shows: 'Samples in the queues of the senders.',
    action: 'A level that only grows: the other side takes less than is stored here.',
    unit: 'short',
    queries: [{ expr: promql`sum by (remote_name) (${remoteStorageSamplesPending})`, legend }],
  },
  {
    ...graph,
    key: 'remote-bytes',
    title: 'Traffic to each storage',
    shows: 'Bytes per second that are sent, compressed.',
    action: 'What is sent has to be paid for: let the other storage take only the series that somebody reads there.',
    queries: [{ expr: promql`sum by (remote_name) (rate(${remoteStorageBytes}${window}))`, legend }],
  },
];
