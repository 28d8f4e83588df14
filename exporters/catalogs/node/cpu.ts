import { counter, gauge, open } from '@narthex/instrumentation';

/** Processors and what waits for them. */
export const nodeCpuMetrics = {
  contextSwitches: counter('node_context_switches_total', 'Total number of context switches.'),
  cpuGuestSeconds: counter('node_cpu_guest_seconds_total', 'Seconds the CPUs spent in guests (VMs) for each mode.', {
    unit: 'seconds',
    labels: { cpu: open({ typically: 4 }), mode: ['nice', 'user'] },
  }),
  cpuSeconds: counter('node_cpu_seconds_total', 'Seconds the CPUs spent in each mode.', {
    unit: 'seconds',
    labels: {
      cpu: open({ typically: 4 }),
      mode: ['idle', 'iowait', 'irq', 'nice', 'softirq', 'steal', 'system', 'user'],
    },
  }),
  forks: counter('node_forks_total', 'Total number of forks.'),
  intr: counter('node_intr_total', 'Total number of interrupts serviced.'),
  load1: gauge('node_load1', '1m load average.'),
  load15: gauge('node_load15', '15m load average.'),
  load5: gauge('node_load5', '5m load average.'),
  pressureCpuWaitingSeconds: counter(
    'node_pressure_cpu_waiting_seconds_total',
    'Total time in seconds that processes have waited for CPU time.',
    { unit: 'seconds' },
  ),
  pressureIoStalledSeconds: counter(
    'node_pressure_io_stalled_seconds_total',
    'Total time in seconds no process could make progress due to IO congestion.',
    { unit: 'seconds' },
  ),
  pressureIoWaitingSeconds: counter(
    'node_pressure_io_waiting_seconds_total',
    'Total time in seconds that processes have waited due to IO congestion.',
    { unit: 'seconds' },
  ),
  pressureMemoryStalledSeconds: counter(
    'node_pressure_memory_stalled_seconds_total',
    'Total time in seconds no process could make progress due to memory congestion.',
    { unit: 'seconds' },
  ),
  pressureMemoryWaitingSeconds: counter(
    'node_pressure_memory_waiting_seconds_total',
    'Total time in seconds that processes have waited for memory.',
    { unit: 'seconds' },
  ),
  procsBlocked: gauge('node_procs_blocked', 'Number of processes blocked waiting for I/O to complete.'),
  procsRunning: gauge('node_procs_running', 'Number of processes in runnable state.'),
  softnetBacklogLen: gauge('node_softnet_backlog_len', 'Softnet backlog status.', {
    labels: { cpu: open({ typically: 4 }) },
  }),
  softnetCpuCollision: counter(
    'node_softnet_cpu_collision_total',
    'Number of collision occur while obtaining device lock while transmitting.',
    { labels: { cpu: open({ typically: 4 }) } },
  ),
  softnetDropped: counter('node_softnet_dropped_total', 'Number of dropped packets.', {
    labels: { cpu: open({ typically: 4 }) },
  }),
  softnetFlowLimitCount: counter(
    'node_softnet_flow_limit_count_total',
    'Number of times flow limit has been reached.',
    { labels: { cpu: open({ typically: 4 }) } },
  ),
  softnetProcessed: counter('node_softnet_processed_total', 'Number of processed packets.', {
    labels: { cpu: open({ typically: 4 }) },
  }),
  softnetReceivedRps: counter('node_softnet_received_rps_total', 'Number of times cpu woken up received_rps.', {
    labels: { cpu: open({ typically: 4 }) },
  }),
  softnetTimesSqueezed: counter(
    'node_softnet_times_squeezed_total',
    'Number of times processing packets ran out of quota.',
    { labels: { cpu: open({ typically: 4 }) } },
  ),
  pressureIrqStalledSeconds: counter(
    'node_pressure_irq_stalled_seconds_total',
    'Time in which no task could run because of interrupts.',
    { unit: 'seconds' },
  ),
  schedstatRunningSeconds: counter(
    'node_schedstat_running_seconds_total',
    'Time that tasks of the CPU spent running.',
    { unit: 'seconds', labels: { cpu: open({ typically: 4 }) } },
  ),
  schedstatWaitingSeconds: counter(
    'node_schedstat_waiting_seconds_total',
    'Time that tasks of the CPU spent waiting.',
    { unit: 'seconds', labels: { cpu: open({ typically: 4 }) } },
  ),
  schedstatTimeslices: counter('node_schedstat_timeslices_total', 'Time slices that the CPU has run.', {
    labels: { cpu: open({ typically: 4 }) },
  }),
  cpuOnline: gauge('node_cpu_online', 'Whether the CPU is online.', {
    labels: { cpu: open({ typically: 4 }) },
    range: [0, 1],
  }),
  cpuScalingFrequencyHertz: gauge('node_cpu_scaling_frequency_hertz', 'Current scaled frequency of the CPU.', {
    labels: { cpu: open({ typically: 4 }) },
  }),
  cpuScalingFrequencyMaxHertz: gauge('node_cpu_scaling_frequency_max_hertz', 'Highest scaled frequency of the CPU.', {
    labels: { cpu: open({ typically: 4 }) },
  }),
  cpuScalingFrequencyMinHertz: gauge('node_cpu_scaling_frequency_min_hertz', 'Lowest scaled frequency of the CPU.', {
    labels: { cpu: open({ typically: 4 }) },
  }),
  cpuScalingGovernor: gauge('node_cpu_scaling_governor', 'Which governor of frequencies is on.', {
    labels: { cpu: open({ typically: 4 }), governor: open({ typically: 2 }) },
    range: [0, 1],
  }),
  cpuCoreThrottles: counter('node_cpu_core_throttles_total', 'How often the core was throttled.', {
    labels: { package: open({ typically: 1 }), core: open({ typically: 8 }) },
  }),
  cpuPackageThrottles: counter('node_cpu_package_throttles_total', 'How often the package was throttled.', {
    labels: { package: open({ typically: 1 }) },
  }),
};
