import { counter, gauge, open } from '@narthex/instrumentation';
import { container, containerLabels as labels } from './labels.ts';

const perDevice = { labels: { ...labels, device: open({ typically: 3 }) }, key: ['id', 'device'] } as const;
const perInterface = { labels: { ...labels, interface: open({ typically: 1 }) }, key: ['id', 'interface'] } as const;

/** What no flag turns off. */
export const always = {
  lastSeen: gauge('container_last_seen', 'When cAdvisor last saw the container.', { ...container, unit: 'timestamp' }),
  startTime: gauge('container_start_time_seconds', 'When the container was made.', { ...container, unit: 'timestamp' }),
  healthState: gauge('container_health_state', '1 healthy, 0 not, -1 without a health check.', {
    ...container,
    range: [-1, 1],
  }),
  cpuPeriod: gauge('container_spec_cpu_period', 'Length of a period of the CPU quota, in microseconds.', container),
  cpuQuota: gauge('container_spec_cpu_quota', 'CPU time allowed in each period, in microseconds.', container),
  cpuShares: gauge('container_spec_cpu_shares', 'Weight when containers compete for the CPU.', container),
  memoryLimit: gauge('container_spec_memory_limit_bytes', 'Memory that it may use; 0 is no limit.', {
    ...container,
    unit: 'bytes',
  }),
  memoryReservation: gauge('container_spec_memory_reservation_limit_bytes', 'Memory that is reserved for it.', {
    ...container,
    unit: 'bytes',
  }),
  swapLimit: gauge('container_spec_memory_swap_limit_bytes', 'Swap that it may use; 0 is no limit.', {
    ...container,
    unit: 'bytes',
  }),
  scrapeError: gauge('container_scrape_error', 'Whether reading the containers failed.', { range: [0, 1] }),
  versionInfo: gauge('cadvisor_version_info', 'Versions of the kernel, the system, Docker and cAdvisor.', {
    info: true,
    labels: {
      cadvisorRevision: open({ typically: 1, sometimes: true }),
      cadvisorVersion: open({ typically: 1, sometimes: true }),
      dockerVersion: open({ typically: 1, sometimes: true }),
      kernelVersion: open({ typically: 1 }),
      osVersion: open({ typically: 1 }),
    },
    key: [],
  }),
};

/** `cpu`. The flag `percpu` splits the first by processor; without it `cpu` is `total`. */
export const cpu = {
  cpuSeconds: counter('container_cpu_usage_seconds_total', 'CPU time used.', {
    unit: 'seconds',
    labels: { ...labels, cpu: open({ typically: 1 }) },
    key: ['id', 'cpu'],
  }),
  cpuUserSeconds: counter('container_cpu_user_seconds_total', 'CPU time used by programs.', {
    ...container,
    unit: 'seconds',
  }),
  cpuSystemSeconds: counter('container_cpu_system_seconds_total', 'CPU time used by the kernel.', {
    ...container,
    unit: 'seconds',
  }),
  cfsPeriods: counter('container_cpu_cfs_periods_total', 'Periods of the CPU quota that have passed.', container),
  cfsThrottledPeriods: counter('container_cpu_cfs_throttled_periods_total', 'Periods in which it was held back.', {
    ...container,
  }),
  cfsThrottledSeconds: counter('container_cpu_cfs_throttled_seconds_total', 'Time that it was held back.', {
    ...container,
    unit: 'seconds',
  }),
  cfsBurstPeriods: counter('container_cpu_cfs_burst_periods_total', 'Periods in which it exceeded its quota.', {
    ...container,
  }),
  cfsBurstSeconds: counter('container_cpu_cfs_burst_seconds_total', 'CPU time used beyond the quota.', {
    ...container,
    unit: 'seconds',
  }),
};

/** `sched`, off by default. */
export const sched = {
  schedulerRunSeconds: counter('container_cpu_schedstat_run_seconds_total', 'Time its processes ran.', {
    ...container,
    unit: 'seconds',
  }),
  schedulerWaitSeconds: counter('container_cpu_schedstat_runqueue_seconds_total', 'Time its processes waited to run.', {
    ...container,
    unit: 'seconds',
  }),
  schedulerRuns: counter('container_cpu_schedstat_run_periods_total', 'Times its processes were let run.', container),
};

/** `cpuLoad`: also needs `--enable_load_reader`, or is always 0. */
export const cpuLoad = {
  loadAverage: gauge('container_cpu_load_average_10s', 'Tasks that run or want to, over ten seconds.', container),
  loadDAverage: gauge('container_cpu_load_d_average_10s', 'Tasks that wait without interruption, over ten seconds.', {
    ...container,
  }),
  tasks: gauge('container_tasks_state', 'Tasks by state.', {
    labels: { ...labels, state: ['sleeping', 'running', 'stopped', 'uninterruptible', 'iowaiting'] },
    key: ['id', 'state'],
  }),
};

/** `memory`. */
export const memory = {
  memoryUsage: gauge('container_memory_usage_bytes', 'Memory in use, caches included.', {
    ...container,
    unit: 'bytes',
  }),
  memoryMaxUsage: gauge('container_memory_max_usage_bytes', 'The most memory that was ever in use.', {
    ...container,
    unit: 'bytes',
  }),
  workingSet: gauge('container_memory_working_set_bytes', 'Memory that cannot be given back.', {
    ...container,
    unit: 'bytes',
  }),
  memoryCache: gauge('container_memory_cache', 'Page cache.', { ...container, unit: 'bytes' }),
  memoryRss: gauge('container_memory_rss', 'Anonymous memory.', { ...container, unit: 'bytes' }),
  memorySwap: gauge('container_memory_swap', 'Swap in use.', { ...container, unit: 'bytes' }),
  memoryMappedFile: gauge('container_memory_mapped_file', 'Files mapped into memory.', {
    ...container,
    unit: 'bytes',
  }),
  memoryKernel: gauge('container_memory_kernel_usage', 'Memory that the kernel uses for it.', {
    ...container,
    unit: 'bytes',
  }),
  memoryActiveFile: gauge('container_memory_total_active_file_bytes', 'Page cache in recent use.', {
    ...container,
    unit: 'bytes',
  }),
  memoryInactiveFile: gauge('container_memory_total_inactive_file_bytes', 'Page cache that can go first.', {
    ...container,
    unit: 'bytes',
  }),
  memoryLimitHits: counter('container_memory_failcnt', 'Times that it reached its memory limit.', container),
  memoryFailures: counter('container_memory_failures_total', 'Page faults.', {
    labels: { ...labels, failure_type: ['pgfault', 'pgmajfault'], scope: ['container', 'hierarchy'] },
    key: ['id', 'failure_type', 'scope'],
  }),
};

/** What the kubelet says of memory since Kubernetes 1.36, on control groups of version 2. */
export const memoryReclaim = {
  memoryHighEvents: counter('container_memory_events_high_total', 'Times it was slowed at memory.high.', container),
  memoryMaxEvents: counter('container_memory_events_max_total', 'Times it reached memory.max.', container),
  memoryFileDirty: gauge('container_memory_file_dirty_bytes', 'Page cache that is not yet on disk.', {
    ...container,
    unit: 'bytes',
  }),
  memoryFileWriteback: gauge('container_memory_file_writeback_bytes', 'Page cache that goes to disk now.', {
    ...container,
    unit: 'bytes',
  }),
  memoryPagesScanned: counter('container_memory_pgscan_total', 'Pages looked at to free memory.', container),
  memoryPagesReclaimed: counter('container_memory_pgsteal_total', 'Pages freed.', container),
  memoryFileRefaults: counter('container_memory_workingset_refault_file_total', 'File pages read again.', container),
  memoryAnonRefaults: counter('container_memory_workingset_refault_anon_total', 'Anonymous pages read again.', {
    ...container,
  }),
};

/** `cpuset`, off by default. */
export const cpuset = {
  memoryMigrate: gauge('container_memory_migrate', 'Whether memory moves along when its nodes change.', {
    ...container,
    range: [0, 1],
  }),
};

/** `memory_numa`, off by default. */
export const memoryNuma = {
  numaPages: gauge('container_memory_numa_pages', 'Pages in use by NUMA node.', {
    labels: {
      ...labels,
      type: ['file', 'anon', 'unevictable'],
      scope: ['container', 'hierarchy'],
      node: open({ typically: 1 }),
    },
    key: ['id', 'type', 'scope', 'node'],
  }),
};

/** `hugetlb`, off by default. */
export const hugetlb = {
  hugetlbUsage: gauge('container_hugetlb_usage_bytes', 'Huge pages in use.', {
    unit: 'bytes',
    labels: { ...labels, pagesize: open({ typically: 2 }) },
    key: ['id', 'pagesize'],
  }),
  hugetlbMaxUsage: gauge('container_hugetlb_max_usage_bytes', 'The most huge pages that were ever in use.', {
    unit: 'bytes',
    labels: { ...labels, pagesize: open({ typically: 2 }) },
    key: ['id', 'pagesize'],
  }),
  hugetlbLimitHits: counter('container_hugetlb_failcnt', 'Times that it reached its limit of huge pages.', {
    labels: { ...labels, pagesize: open({ typically: 2 }) },
    key: ['id', 'pagesize'],
  }),
};

/** `disk`. */
export const disk = {
  fsUsage: gauge('container_fs_usage_bytes', 'Room that the container uses on the file system.', {
    ...perDevice,
    unit: 'bytes',
  }),
  fsLimit: gauge('container_fs_limit_bytes', 'Room that the container may use on the file system.', {
    ...perDevice,
    unit: 'bytes',
  }),
  fsInodes: gauge('container_fs_inodes_total', 'Inodes of the file system.', perDevice),
  fsInodesFree: gauge('container_fs_inodes_free', 'Inodes that are free.', perDevice),
};

/** `diskIO`. */
export const diskIo = {
  fsReadBytes: counter('container_fs_reads_bytes_total', 'Read from disk.', { ...perDevice, unit: 'bytes' }),
  fsReads: counter('container_fs_reads_total', 'Reads that have ended.', perDevice),
  fsReadsMerged: counter('container_fs_reads_merged_total', 'Reads that became one with another.', perDevice),
  fsSectorsRead: counter('container_fs_sector_reads_total', 'Sectors read.', perDevice),
  fsReadSeconds: counter('container_fs_read_seconds_total', 'Time spent reading.', { ...perDevice, unit: 'seconds' }),
  fsWriteBytes: counter('container_fs_writes_bytes_total', 'Written to disk.', { ...perDevice, unit: 'bytes' }),
  fsWrites: counter('container_fs_writes_total', 'Writes that have ended.', perDevice),
  fsWritesMerged: counter('container_fs_writes_merged_total', 'Writes that became one with another.', perDevice),
  fsSectorsWritten: counter('container_fs_sector_writes_total', 'Sectors written.', perDevice),
  fsWriteSeconds: counter('container_fs_write_seconds_total', 'Time spent writing.', { ...perDevice, unit: 'seconds' }),
  fsIoCurrent: gauge('container_fs_io_current', 'Operations on disks that are under way.', perDevice),
  fsIoSeconds: counter('container_fs_io_time_seconds_total', 'Time with an operation under way.', {
    ...perDevice,
    unit: 'seconds',
  }),
  fsIoWeightedSeconds: counter('container_fs_io_time_weighted_seconds_total', 'That time, times the operations.', {
    ...perDevice,
    unit: 'seconds',
  }),
  fsIoCostUsageSeconds: counter('container_fs_io_cost_usage_seconds_total', 'Device time used, by iocost.', {
    ...perDevice,
    unit: 'seconds',
  }),
  fsIoCostWaitSeconds: counter('container_fs_io_cost_wait_seconds_total', 'Time that iocost made it wait.', {
    ...perDevice,
    unit: 'seconds',
  }),
  fsIoCostDebtSeconds: counter('container_fs_io_cost_indebt_seconds_total', 'Time in debt to iocost.', {
    ...perDevice,
    unit: 'seconds',
  }),
  fsIoCostDelaySeconds: counter('container_fs_io_cost_indelay_seconds_total', 'Time that iocost delayed it.', {
    ...perDevice,
    unit: 'seconds',
  }),
  blockIo: counter('container_blkio_device_usage_total', 'Bytes moved to and from block devices, by operation.', {
    unit: 'bytes',
    labels: {
      ...labels,
      device: open({ typically: 3, sometimes: true }),
      major: open({ typically: 3 }),
      minor: open({ typically: 3 }),
      operation: open({ typically: 2 }),
    },
    key: ['id', 'major', 'minor', 'operation'],
    series: 120,
  }),
};

/** `network`: where a container has a network of its own. */
export const network = {
  receivedBytes: counter('container_network_receive_bytes_total', 'Received.', { ...perInterface, unit: 'bytes' }),
  receivedPackets: counter('container_network_receive_packets_total', 'Packets received.', perInterface),
  receiveDropped: counter('container_network_receive_packets_dropped_total', 'Packets dropped on arrival.', {
    ...perInterface,
  }),
  receiveErrors: counter('container_network_receive_errors_total', 'Packets that arrived broken.', perInterface),
  transmittedBytes: counter('container_network_transmit_bytes_total', 'Sent.', { ...perInterface, unit: 'bytes' }),
  transmittedPackets: counter('container_network_transmit_packets_total', 'Packets sent.', perInterface),
  transmitDropped: counter('container_network_transmit_packets_dropped_total', 'Packets dropped on the way out.', {
    ...perInterface,
  }),
  transmitErrors: counter('container_network_transmit_errors_total', 'Packets that could not be sent.', perInterface),
};

/** `oom_event`: needs `/dev/kmsg`. */
export const oomEvents = {
  oomEvents: counter('container_oom_events_total', 'Times that the kernel killed for lack of memory.', container),
};

/** `pressure`: control groups of version 2 with PSI in the kernel. */
export const pressure = {
  cpuWaitingSeconds: counter('container_pressure_cpu_waiting_seconds_total', 'Time that some task waited for CPU.', {
    ...container,
    unit: 'seconds',
  }),
  cpuStalledSeconds: counter('container_pressure_cpu_stalled_seconds_total', 'Time that all tasks waited for CPU.', {
    ...container,
    unit: 'seconds',
  }),
  memoryWaitingSeconds: counter('container_pressure_memory_waiting_seconds_total', 'Some task waited for memory.', {
    ...container,
    unit: 'seconds',
  }),
  memoryStalledSeconds: counter('container_pressure_memory_stalled_seconds_total', 'All tasks waited for memory.', {
    ...container,
    unit: 'seconds',
  }),
  ioWaitingSeconds: counter('container_pressure_io_waiting_seconds_total', 'Time that some task waited for disks.', {
    ...container,
    unit: 'seconds',
  }),
  ioStalledSeconds: counter('container_pressure_io_stalled_seconds_total', 'Time that all tasks waited for disks.', {
    ...container,
    unit: 'seconds',
  }),
};

/** `process`, off by default: it needs the process namespace of the host. The kubelet has it on. */
export const processes = {
  processes: gauge('container_processes', 'Processes.', container),
  threads: gauge('container_threads', 'Threads.', container),
  threadsMax: gauge('container_threads_max', 'Threads that it may have; 0 is no limit.', container),
  fileDescriptors: gauge('container_file_descriptors', 'Open files.', container),
  sockets: gauge('container_sockets', 'Open sockets.', container),
  ulimits: gauge('container_ulimits_soft', 'Soft limits of its first process; -1 is no limit.', {
    labels: { ...labels, ulimit: open({ typically: 1 }) },
    key: ['id', 'ulimit'],
  }),
};
