import { counter, gauge } from '@narthex/instrumentation';

/** What the Go client of Prometheus exposes about the process that it is part of, on Linux. */
export const processMetrics = {
  processCpuSeconds: counter('process_cpu_seconds_total', 'Total user and system CPU time spent in seconds.', {
    unit: 'seconds',
  }),
  processMaxFds: gauge('process_max_fds', 'Maximum number of open file descriptors.'),
  processNetworkReceiveBytes: counter(
    'process_network_receive_bytes_total',
    'Number of bytes received by the process over the network.',
    { unit: 'bytes' },
  ),
  processNetworkTransmitBytes: counter(
    'process_network_transmit_bytes_total',
    'Number of bytes sent by the process over the network.',
    { unit: 'bytes' },
  ),
  processOpenFds: gauge('process_open_fds', 'Number of open file descriptors.'),
  processResidentMemoryBytes: gauge('process_resident_memory_bytes', 'Resident memory size in bytes.', {
    unit: 'bytes',
  }),
  processStart: gauge('process_start_time_seconds', 'Start time of the process since unix epoch in seconds.', {
    unit: 'timestamp',
  }),
  processVirtualMemoryBytes: gauge('process_virtual_memory_bytes', 'Virtual memory size in bytes.', { unit: 'bytes' }),
  processVirtualMemoryMaxBytes: gauge(
    'process_virtual_memory_max_bytes',
    'Maximum amount of virtual memory available in bytes.',
    { unit: 'bytes' },
  ),
};
