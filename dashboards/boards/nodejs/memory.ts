import { nodejsMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import type { HeatmapPanel, StatPanel, TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { graph, number, processes, processesOf } from './common.ts';

const { externalMemory, gcDuration, heapSpaceUsed, heapTotal, heapUsed, residentMemory, startTime } = nodejsMetrics;
const window = '[$__rate_interval]';
const collectorGuard = { alerts: ['NodejsGcSlow', 'NodejsGcThrashing'], fires: 'above' } as const;
const heapGuard = { alerts: ['NodejsHeapNearLimit'], fires: 'above' } as const;
const pausedShare = promql`sum by (job, instance) (rate(${gcDuration}_sum{${processes}}${window}))`;

/** The process whose collector takes most. */
export const collectingMost: StatPanel = {
  ...number,
  key: 'collecting-most',
  title: 'Time in the collector',
  shows: 'Share of the time in which the garbage collector stops the program, of the process where it is the greatest.',
  action: 'The heap is nearly full, or the program makes very many objects. Give it more heap, then look for the leak.',
  unit: 'percentunit',
  queries: [{ expr: promql`max(${pausedShare})`, legend: 'most' }],
  guard: collectorGuard,
};

/** The fullest heap. */
export const heapMost: StatPanel = {
  ...number,
  key: 'heap-most',
  title: 'Largest heap',
  shows: 'What the objects on the heap take, of the process where it is the most.',
  action:
    'At its limit V8 ends the process. Take a heap snapshot before that, then raise `--max-old-space-size` for time.',
  queries: [{ expr: promql`max(${heapUsed}{${processes}})`, legend: 'largest' }],
  guard: heapGuard,
};

/** What the objects take, and what is reserved for them. */
export const heap: TimeSeriesPanel = {
  ...graph,
  key: 'heap',
  title: 'Heap',
  shows: 'What the objects on the heap take by instance, the ten largest.',
  action: 'Saw teeth are healthy. A floor that rises from tooth to tooth is a leak: compare two heap snapshots.',
  queries: [{ expr: promql`topk(10, max by (job, instance) (${heapUsed}{${processes}}))`, legend: '{{instance}}' }],
  guard: heapGuard,
};

/** The share of the time that the collector takes. */
export const collecting: TimeSeriesPanel = {
  ...graph,
  key: 'collecting',
  title: 'Time in the collector',
  shows: 'Share of the time in which the garbage collector stops the program by instance, the ten highest.',
  action: 'Together with a full heap: more heap, or the leak. With an empty one: fewer short-lived objects.',
  unit: 'percentunit',
  queries: [{ expr: promql`topk(10, ${pausedShare})`, legend: '{{instance}}' }],
  guard: collectorGuard,
};

/** What the system counts. */
export const resident = (jobs: readonly string[]): TimeSeriesPanel => ({
  ...graph,
  key: 'resident',
  title: 'Memory of the processes',
  shows: 'Memory that each process holds, heap and all the rest, the ten largest. Limits of containers are about this.',
  action: 'If it grows and the heap does not: buffers or native modules. The row below tells them apart.',
  queries: [
    {
      expr: promql`topk(10, max by (job, instance) (${residentMemory}{${processesOf(jobs)}}))`,
      legend: '{{instance}}',
    },
  ],
});

/** The heap in twelve hours. */
export const heapForecast = (jobs: readonly string[]): TimeSeriesPanel => ({
  ...graph,
  key: 'heap-forecast',
  title: 'Heap in twelve hours',
  shows: 'What the objects will take if the heap goes on as in the last three hours, by instance, the ten largest.',
  action: 'Beyond the limit the process will end by itself: plan a restart before that, and look for the leak.',
  noValue: 'No process has run for three hours.',
  mayBeEmpty: 'of a process that was started just now nothing can be foretold',
  queries: [
    {
      expr: promql`topk(10, max by (job, instance) (
        clamp_min(predict_linear(${heapUsed}{${processes}}[3h], 43200), 0) and time() - ${startTime}{${processesOf(jobs)}} > 10800
      ))`,
      legend: '{{instance}}',
    },
  ],
  guard: { alerts: ['NodejsHeapGrowing'], fires: 'above' },
});

/** The spaces of the heap. */
export const spaces: TimeSeriesPanel = {
  ...graph,
  key: 'heap-spaces',
  title: 'Heap by space',
  shows: 'What is taken of each space of the heap, over all processes chosen. `old` is what survived.',
  action: '`old` that grows is a leak or a cache without a bound; `large_object` are big arrays and strings.',
  stacked: true,
  queries: [{ expr: promql`sum by (space) (${heapSpaceUsed}{${processes}})`, legend: '{{space}}' }],
};

/** What lies outside. */
export const external = (jobs: readonly string[]): TimeSeriesPanel => ({
  ...graph,
  key: 'memory-kinds',
  title: 'Heap, buffers, all',
  shows: 'Memory reserved for the heap, memory of buffers outside it, and all that the processes hold, together.',
  action: 'Buffers that grow alone: streams that nobody reads, files that are held whole.',
  queries: [
    { expr: promql`sum(${heapTotal}{${processes}})`, legend: 'heap' },
    { expr: promql`sum(${externalMemory}{${processes}})`, legend: 'buffers' },
    { expr: promql`sum(${residentMemory}{${processesOf(jobs)}})`, legend: 'all' },
  ],
});

/** How long the pauses are. */
export const pauses: HeatmapPanel = {
  kind: 'heatmap',
  key: 'gc-pauses',
  title: 'Pauses of the collector',
  shows: 'How many pauses per second took how long: each row is a range of times, darker is more.',
  action: 'Pauses beyond a tenth of a second are felt by users: a smaller heap in more processes has shorter ones.',
  noValue: 'The collector did not run in this range.',
  queries: [{ expr: promql`sum by (le) (rate(${gcDuration}_bucket{${processes}}${window}))`, legend: '{{le}}' }],
};
