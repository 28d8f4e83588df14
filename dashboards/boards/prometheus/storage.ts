import { promql } from '../../../promql/index.ts';
import { prometheusMetrics } from '../../../servers/index.ts';
import { bytes, type Panel, type Stack, type TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { leadsTo } from '../../parts/links.ts';
import { noPrometheus } from '../../parts/monitoring.ts';

const {
  tsdbCompactions,
  tsdbCompactionsFailed,
  tsdbHeadChunksStorageSizeBytes,
  tsdbLowestTimestampSeconds,
  tsdbReloadsFailures,
  tsdbRetentionLimitBytes,
  tsdbRetentionLimitSeconds,
  tsdbStorageBlocksBytes,
  tsdbWalCorruptions,
  tsdbWalFsyncDurationSeconds,
  tsdbWalStorageSizeBytes,
  tsdbWalWritesFailed,
} = prometheusMetrics;
const graph = { kind: 'timeseries', min: 0, noValue: noPrometheus } as const;
const window = '[$__rate_interval]';

/** What is on the disk, against the room that is there. */
export function room({ prometheus: { volume, retention } }: Stack): TimeSeriesPanel {
  return {
    ...graph,
    key: 'storage-size',
    title: 'What is on the disk',
    shows: `Blocks, write-ahead log and the chunks of the head. Of the volume of ${volume} they fill up to ${retention.size} as they should, then the oldest block is given up.`,
    action: 'Near the line: enlarge the volume, or keep less. `narthex cost` predicts how much a stack needs.',
    stacked: true,
    queries: [
      { expr: promql`max(${tsdbStorageBlocksBytes})`, legend: 'blocks' },
      { expr: promql`max(${tsdbWalStorageSizeBytes})`, legend: 'log' },
      { expr: promql`max(${tsdbHeadChunksStorageSizeBytes})`, legend: 'head' },
    ],
    guard: { alerts: ['PrometheusDataDiskFilling'], fires: 'above', scale: bytes(volume) ?? 1 },
  };
}

/** What is done to the samples once they are stored. */
export const storage: readonly Panel[] = [
  {
    ...graph,
    key: 'storage-reach',
    title: 'How far back it reaches, of what was asked for',
    shows:
      'The age of the oldest sample, as a share of the retention time. A new Prometheus has not lived that long yet.',
    action: 'If it stays low, the limit of the size comes first: enlarge it, or say honestly that less is kept.',
    queries: [
      {
        expr: promql`max by (instance) ((time() - ${tsdbLowestTimestampSeconds}) / ${tsdbRetentionLimitSeconds})`,
        legend: '{{instance}}',
      },
    ],
    guard: { alerts: ['PrometheusRetentionShorterThanConfigured'], fires: 'below' },
  },
  {
    ...graph,
    key: 'wal-share',
    title: 'The log, of the room for samples',
    shows: 'The size of the write-ahead log as a share of the limit of the size.',
    action: 'It should shrink every two hours. If it does not, compactions fail: see the graph beside it.',
    queries: [
      {
        expr: promql`max by (instance) (${tsdbWalStorageSizeBytes} / ${tsdbRetentionLimitBytes})`,
        legend: '{{instance}}',
      },
    ],
    guard: { alerts: ['PrometheusWALLarge'], fires: 'above' },
  },
  {
    ...graph,
    key: 'storage-failures',
    title: 'What fails on the disk',
    shows: 'Failures per second: writing the log, reading it again, compacting blocks, loading them.',
    action: 'Samples may be lost. Is the disk full, read-only, or broken? The log of Prometheus has the error.',
    queries: [
      { expr: promql`sum(rate(${tsdbWalWritesFailed}${window}))`, legend: 'writing the log' },
      { expr: promql`sum(rate(${tsdbWalCorruptions}${window}))`, legend: 'reading the log' },
      { expr: promql`sum(rate(${tsdbCompactionsFailed}${window}))`, legend: 'compacting' },
      { expr: promql`sum(rate(${tsdbReloadsFailures}${window}))`, legend: 'loading blocks' },
    ],
    guard: {
      alerts: [
        'PrometheusWALWritesFailing',
        'PrometheusWALCorrupted',
        'PrometheusTSDBCompactionsFailing',
        'PrometheusTSDBReloadsFailing',
      ],
      fires: 'above',
    },
  },
  {
    ...graph,
    key: 'compactions',
    title: 'Compactions per hour',
    shows: 'How often samples of the head become a block, or blocks a larger one, as if it went on for an hour.',
    action: 'None for half a day: the head and its log grow without an end. Restart Prometheus after you read its log.',
    unit: 'none',
    decimals: 1,
    queries: [{ expr: promql`3600 * sum by (instance) (rate(${tsdbCompactions}${window}))`, legend: '{{instance}}' }],
  },
  {
    ...graph,
    key: 'wal-fsync',
    title: 'Time to secure the log',
    shows:
      'How long it takes until what was written to the log is safe on the disk; all but one in a hundred are faster.',
    action: 'A second and more is a disk that is overloaded or dying: look at the host.',
    queries: [
      {
        expr: promql`max by (instance) (${tsdbWalFsyncDurationSeconds}{quantile="0.99"})`,
        legend: '{{instance}}',
      },
    ],
    mayBeEmpty: 'the log is secured when a part of it is full, which takes hours where little is stored',
    drillDown: [leadsTo('hosts')],
  },
];
