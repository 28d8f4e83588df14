/**
 * What a process of Node.js tells about itself. The names are those of the clients' default metrics, so that alerts and boards that
 * read them keep working.
 */
import { describeMetrics } from '../define.ts';
import { counter, gauge, histogram, open } from '../definition.ts';

// The heap spaces of V8 from Node.js 20 to 24; each version has most of them.
const space = [
  'read_only',
  'new',
  'old',
  'code',
  'shared',
  'trusted',
  'shared_trusted',
  'new_large_object',
  'large_object',
  'code_large_object',
  'shared_large_object',
  'trusted_large_object',
  'shared_trusted_large_object',
] as const;

const heapSpace = { unit: 'bytes', labels: { space } } as const;

/**
 * What `collectDefaultMetrics` of prom-client 15 exposes on Linux, without a prefix, and `collectProcessMetrics` too. Merge it with the
 * metrics of a service that calls one of them: `mergeMetrics(ours, nodejsMetrics)`.
 */
export const nodejsMetrics = describeMetrics({
  cpuSeconds: counter('process_cpu_seconds_total', 'CPU time used.', { unit: 'seconds' }),
  cpuUserSeconds: counter('process_cpu_user_seconds_total', 'CPU time used by the program.', { unit: 'seconds' }),
  cpuSystemSeconds: counter('process_cpu_system_seconds_total', 'CPU time used by the kernel.', { unit: 'seconds' }),
  startTime: gauge('process_start_time_seconds', 'When the process started.', { unit: 'timestamp' }),
  residentMemory: gauge('process_resident_memory_bytes', 'Memory that it holds.', { unit: 'bytes' }),
  virtualMemory: gauge('process_virtual_memory_bytes', 'Addresses that it has reserved.', { unit: 'bytes' }),
  processHeap: gauge('process_heap_bytes', 'Size of its data segment.', { unit: 'bytes' }),
  openFiles: gauge('process_open_fds', 'Open files.'),
  maxFiles: gauge('process_max_fds', 'Files that it may open.'),

  eventLoopLag: gauge('nodejs_eventloop_lag_seconds', 'How late the event loop was at the scrape.', {
    unit: 'seconds',
  }),
  eventLoopLagMin: gauge('nodejs_eventloop_lag_min_seconds', 'Its least delay since the last scrape.', {
    unit: 'seconds',
  }),
  eventLoopLagMax: gauge('nodejs_eventloop_lag_max_seconds', 'Its greatest delay since the last scrape.', {
    unit: 'seconds',
  }),
  eventLoopLagMean: gauge('nodejs_eventloop_lag_mean_seconds', 'Its mean delay since the last scrape.', {
    unit: 'seconds',
  }),
  eventLoopLagStddev: gauge('nodejs_eventloop_lag_stddev_seconds', 'Standard deviation of that delay.', {
    unit: 'seconds',
  }),
  eventLoopLagP50: gauge('nodejs_eventloop_lag_p50_seconds', 'Median of that delay.', { unit: 'seconds' }),
  eventLoopLagP90: gauge('nodejs_eventloop_lag_p90_seconds', '90th percentile of that delay.', { unit: 'seconds' }),
  eventLoopLagP99: gauge('nodejs_eventloop_lag_p99_seconds', '99th percentile of that delay.', { unit: 'seconds' }),

  activeResources: gauge('nodejs_active_resources', 'What keeps the event loop alive, by type.', {
    labels: { type: open({ typically: 5 }) },
  }),
  activeResourcesTotal: gauge('nodejs_active_resources_total', 'What keeps the event loop alive.'),
  activeHandles: gauge('nodejs_active_handles', 'Open handles by C++ class.', {
    labels: { type: open({ typically: 4 }) },
  }),
  activeHandlesTotal: gauge('nodejs_active_handles_total', 'Open handles.'),
  activeRequests: gauge('nodejs_active_requests', 'Requests to the system that are under way, by C++ class.', {
    labels: { type: open({ typically: 1 }) },
  }),
  activeRequestsTotal: gauge('nodejs_active_requests_total', 'Requests to the system that are under way.'),

  heapTotal: gauge('nodejs_heap_size_total_bytes', 'Size of the heap of V8.', { unit: 'bytes' }),
  heapUsed: gauge('nodejs_heap_size_used_bytes', 'What the objects on it take.', { unit: 'bytes' }),
  externalMemory: gauge('nodejs_external_memory_bytes', 'Memory of buffers outside the heap.', { unit: 'bytes' }),
  heapSpaceTotal: gauge('nodejs_heap_space_size_total_bytes', 'Size of each space of the heap.', heapSpace),
  heapSpaceUsed: gauge('nodejs_heap_space_size_used_bytes', 'What is taken of each space.', heapSpace),
  heapSpaceAvailable: gauge('nodejs_heap_space_size_available_bytes', 'What is free of each space.', heapSpace),
  gcDuration: histogram('nodejs_gc_duration_seconds', 'Pauses of the garbage collector by kind.', {
    unit: 'seconds',
    labels: { kind: ['major', 'minor', 'incremental', 'weakcb'] },
    buckets: [0.001, 0.01, 0.1, 1, 2, 5],
  }),
  versionInfo: gauge('nodejs_version_info', 'Version of Node.js.', {
    info: true,
    labels: {
      version: open({ typically: 1 }),
      major: open({ typically: 1 }),
      minor: open({ typically: 1 }),
      patch: open({ typically: 1 }),
    },
    key: [],
  }),
});

/** What only `collectProcessMetrics` exposes. `rate(active) / (rate(active) + rate(idle))` is how busy the event loop was. */
export const eventLoopMetrics = describeMetrics({
  active: counter('nodejs_eventloop_active_seconds_total', 'Time that the event loop was busy.', { unit: 'seconds' }),
  idle: counter('nodejs_eventloop_idle_seconds_total', 'Time that it waited for something to do.', { unit: 'seconds' }),
  utilization: gauge('nodejs_eventloop_utilization_ratio', 'Share of the last minute that it was busy.', {
    unit: 'ratio',
  }),
});
