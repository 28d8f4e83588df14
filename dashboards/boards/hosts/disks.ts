import { nodeMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import type { TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { graph, hosts, share, smallShare, withoutPsi } from './common.ts';

const {
  diskIoTimeSeconds,
  diskIoTimeWeightedSeconds,
  diskReadBytes,
  diskReadsCompleted,
  diskReadTimeSeconds,
  diskWritesCompleted,
  diskWriteTimeSeconds,
  diskWrittenBytes,
  pressureIoStalledSeconds,
} = nodeMetrics;
const window = '[$__rate_interval]';
const legend = '{{instance}} {{device}}';

/** How many operations wait at a disk. */
export const queue: TimeSeriesPanel = {
  ...graph,
  key: 'disk-queue',
  title: 'Operations in the queues of disks',
  shows: 'Reads and writes that are under way or wait, on average, the ten longest queues.',
  action: 'A queue that does not empty: look for the process that writes most (`iotop`), or for a disk that dies.',
  unit: 'short',
  queries: [
    {
      expr: promql`topk(10, sum by (instance, device) (rate(${diskIoTimeWeightedSeconds}{${hosts}}${window})))`,
      legend,
    },
  ],
  guard: { alerts: ['HostDiskSaturated'], fires: 'above' },
};

/** How much of the time a disk works. */
export const busy: TimeSeriesPanel = {
  ...share,
  key: 'disk-busy',
  title: 'Disks busy',
  shows: 'Share of the time in which a disk had something to do, the ten busiest. Fast disks bear 100 %.',
  action: 'Together with a long queue the disk is what everything waits for.',
  queries: [
    { expr: promql`topk(10, sum by (instance, device) (rate(${diskIoTimeSeconds}{${hosts}}${window})))`, legend },
  ],
};

/** The share of the time in which nothing went on for want of a disk. */
export const ioStalled: TimeSeriesPanel = {
  ...smallShare,
  key: 'io-stalled',
  title: 'Stalled for disks',
  shows: 'Share of the time in which no task went on because all of them waited for disks.',
  action: 'This is what users feel of a slow disk. The queues beside it say which one.',
  noValue: 'The kernel tells nothing of pressure (PSI).',
  mayBeEmpty: withoutPsi,
  queries: [
    {
      expr: promql`sum by (instance) (rate(${pressureIoStalledSeconds}{${hosts}}${window}))`,
      legend: '{{instance}}',
    },
  ],
};

/** What is read and written. */
export const throughput: TimeSeriesPanel = {
  ...graph,
  key: 'disk-throughput',
  title: 'Read and written',
  shows: 'Bytes per second that are read and written, by host.',
  action: 'Compare with what the disk can do; cloud disks have limits that nobody sees from inside.',
  queries: [
    { expr: promql`sum by (instance) (rate(${diskReadBytes}{${hosts}}${window}))`, legend: '{{instance}} read' },
    { expr: promql`sum by (instance) (rate(${diskWrittenBytes}{${hosts}}${window}))`, legend: '{{instance}} written' },
  ],
};

/** How many operations there are. */
export const operations: TimeSeriesPanel = {
  ...graph,
  key: 'disk-operations',
  title: 'Reads and writes',
  shows: 'Reads and writes per second, by host.',
  action: 'Many small ones are dearer than few large ones: look for a program that syncs after every line.',
  unit: 'iops',
  queries: [
    { expr: promql`sum by (instance) (rate(${diskReadsCompleted}{${hosts}}${window}))`, legend: '{{instance}} reads' },
    {
      expr: promql`sum by (instance) (rate(${diskWritesCompleted}{${hosts}}${window}))`,
      legend: '{{instance}} writes',
    },
  ],
};

/** How long an operation takes. */
export const latency: TimeSeriesPanel = {
  ...graph,
  key: 'disk-latency',
  title: 'Time of a read and of a write',
  shows: 'Mean time of a read and of a write, queue included, by host.',
  action: 'A good disk needs less than ten milliseconds. Rising with the same load: the disk or its neighbours.',
  noValue: 'Nothing was read or written in this range.',
  mayBeEmpty: 'an idle disk has nothing to show',
  queries: [
    {
      expr: promql`sum by (instance) (rate(${diskReadTimeSeconds}{${hosts}}${window}))
        /
        (sum by (instance) (rate(${diskReadsCompleted}{${hosts}}${window})) > 0)`,
      legend: '{{instance}} read',
    },
    {
      expr: promql`sum by (instance) (rate(${diskWriteTimeSeconds}{${hosts}}${window}))
        /
        (sum by (instance) (rate(${diskWritesCompleted}{${hosts}}${window})) > 0)`,
      legend: '{{instance}} write',
    },
  ],
};
