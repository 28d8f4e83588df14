import { counter, gauge, open, summary } from '@narthex/instrumentation';

/** What the Go client of Prometheus exposes about the Go runtime where nothing else is chosen. */
export const goMetrics = {
  goGcDurationSeconds: summary(
    'go_gc_duration_seconds',
    'A summary of the wall-time pause (stop-the-world) duration in garbage collection cycles.',
    { unit: 'seconds', quantiles: [0, 0.25, 0.5, 0.75, 1] },
  ),
  goGcGogcPercent: gauge('go_gc_gogc_percent', 'Heap size target percentage configured by the user, otherwise 100.'),
  goGcGomemlimitBytes: gauge(
    'go_gc_gomemlimit_bytes',
    'Go runtime memory limit configured by the user, otherwise math.MaxInt64.',
    { unit: 'bytes' },
  ),
  goGoroutines: gauge('go_goroutines', 'Number of goroutines that currently exist.'),
  goInfo: gauge('go_info', 'Information about the Go environment.', {
    labels: { version: open({ typically: 1 }) },
    key: [],
    info: true,
  }),
  goMemstatsAllocBytes: gauge('go_memstats_alloc_bytes', 'Number of bytes allocated in heap and currently in use.', {
    unit: 'bytes',
  }),
  goMemstatsAllocBytesTotal: counter(
    'go_memstats_alloc_bytes_total',
    'Total number of bytes allocated in heap until now, even if released already.',
    { unit: 'bytes' },
  ),
  goMemstatsBuckHashSysBytes: gauge(
    'go_memstats_buck_hash_sys_bytes',
    'Number of bytes used by the profiling bucket hash table.',
    { unit: 'bytes' },
  ),
  goMemstatsFrees: counter('go_memstats_frees_total', 'Total number of heap objects frees.'),
  goMemstatsGcSysBytes: gauge(
    'go_memstats_gc_sys_bytes',
    'Number of bytes used for garbage collection system metadata.',
    { unit: 'bytes' },
  ),
  goMemstatsHeapAllocBytes: gauge(
    'go_memstats_heap_alloc_bytes',
    'Number of heap bytes allocated and currently in use, same as go_memstats_alloc_bytes.',
    { unit: 'bytes' },
  ),
  goMemstatsHeapIdleBytes: gauge('go_memstats_heap_idle_bytes', 'Number of heap bytes waiting to be used.', {
    unit: 'bytes',
  }),
  goMemstatsHeapInuseBytes: gauge('go_memstats_heap_inuse_bytes', 'Number of heap bytes that are in use.', {
    unit: 'bytes',
  }),
  goMemstatsHeapObjects: gauge('go_memstats_heap_objects', 'Number of currently allocated objects.'),
  goMemstatsHeapReleasedBytes: gauge('go_memstats_heap_released_bytes', 'Number of heap bytes released to OS.', {
    unit: 'bytes',
  }),
  goMemstatsHeapSysBytes: gauge('go_memstats_heap_sys_bytes', 'Number of heap bytes obtained from system.', {
    unit: 'bytes',
  }),
  goMemstatsLastGcTimeSeconds: gauge(
    'go_memstats_last_gc_time_seconds',
    'Number of seconds since 1970 of last garbage collection.',
    { unit: 'timestamp' },
  ),
  goMemstatsMallocs: counter(
    'go_memstats_mallocs_total',
    'Total number of heap objects allocated, both live and gc-ed. Semantically a counter version for go_memstats_heap_objects gauge.',
  ),
  goMemstatsMcacheInuseBytes: gauge('go_memstats_mcache_inuse_bytes', 'Number of bytes in use by mcache structures.', {
    unit: 'bytes',
  }),
  goMemstatsMcacheSysBytes: gauge(
    'go_memstats_mcache_sys_bytes',
    'Number of bytes used for mcache structures obtained from system.',
    { unit: 'bytes' },
  ),
  goMemstatsMspanInuseBytes: gauge('go_memstats_mspan_inuse_bytes', 'Number of bytes in use by mspan structures.', {
    unit: 'bytes',
  }),
  goMemstatsMspanSysBytes: gauge(
    'go_memstats_mspan_sys_bytes',
    'Number of bytes used for mspan structures obtained from system.',
    { unit: 'bytes' },
  ),
  goMemstatsNextGcBytes: gauge(
    'go_memstats_next_gc_bytes',
    'Number of heap bytes when next garbage collection will take place.',
    { unit: 'bytes' },
  ),
  goMemstatsOtherSysBytes: gauge('go_memstats_other_sys_bytes', 'Number of bytes used for other system allocations.', {
    unit: 'bytes',
  }),
  goMemstatsStackInuseBytes: gauge(
    'go_memstats_stack_inuse_bytes',
    'Number of bytes obtained from system for stack allocator in non-CGO environments.',
    { unit: 'bytes' },
  ),
  goMemstatsStackSysBytes: gauge(
    'go_memstats_stack_sys_bytes',
    'Number of bytes obtained from system for stack allocator.',
    { unit: 'bytes' },
  ),
  goMemstatsSysBytes: gauge('go_memstats_sys_bytes', 'Number of bytes obtained from system.', { unit: 'bytes' }),
  goSchedGomaxprocsThreads: gauge(
    'go_sched_gomaxprocs_threads',
    'The current runtime.GOMAXPROCS setting, or the number of operating system threads that can execute user-level Go code simultaneously.',
  ),
  goThreads: gauge('go_threads', 'Number of OS threads created.'),
};
