import { counter, gauge, open } from '@narthex/instrumentation';
import { container, containerLabels as labels } from './labels.ts';

const tcp = {
  labels: {
    ...labels,
    tcp_state: [
      'established',
      'synsent',
      'synrecv',
      'finwait1',
      'finwait2',
      'timewait',
      'close',
      'closewait',
      'lastack',
      'listen',
      'closing',
    ],
  },
  key: ['id', 'tcp_state'],
} as const;
const udp = {
  labels: { ...labels, udp_state: ['listen', 'dropped', 'rxqueued', 'txqueued'] },
  key: ['id', 'udp_state'],
} as const;

/** `tcp`, off by default. */
export const tcpStates = {
  tcpConnections: gauge('container_network_tcp_usage_total', 'TCP connections over IPv4 by state.', tcp),
  tcp6Connections: gauge('container_network_tcp6_usage_total', 'TCP connections over IPv6 by state.', tcp),
};

/** `udp`, off by default. */
export const udpStates = {
  udpSockets: gauge('container_network_udp_usage_total', 'UDP sockets over IPv4 and what waits in them.', udp),
  udp6Sockets: gauge('container_network_udp6_usage_total', 'UDP sockets over IPv6 and what waits in them.', udp),
};

/** `advtcp`, off by default: the kernel's own counters and settings of TCP, about a hundred, all as one gauge. */
export const advancedTcp = {
  tcpStatistics: gauge('container_network_advance_tcp_stats_total', 'Statistics of TCP by name, as netstat has them.', {
    labels: { ...labels, tcp_state: open({ typically: 100 }) },
    key: ['id', 'tcp_state'],
  }),
};

/** `referenced_memory`, off by default: measuring it disturbs the kernel. */
export const referencedMemory = {
  memoryReferenced: gauge('container_referenced_bytes', 'Memory touched since the last cycle.', {
    ...container,
    unit: 'bytes',
  }),
};

const perNode = { labels: { ...labels, node_id: open({ typically: 1 }) }, key: ['id', 'node_id'] } as const;

/** `resctrl`, off by default. */
export const resctrl = {
  memoryBandwidth: gauge('container_memory_bandwidth_bytes', 'Moved to and from memory.', {
    ...perNode,
    unit: 'bytes',
  }),
  memoryBandwidthLocal: gauge('container_memory_bandwidth_local_bytes', 'Moved to and from memory of its own node.', {
    ...perNode,
    unit: 'bytes',
  }),
  cacheOccupancy: gauge('container_llc_occupancy_bytes', 'Last-level cache in use.', { ...perNode, unit: 'bytes' }),
};

const coreEvent = {
  labels: { ...labels, cpu: open({ typically: 1, sometimes: true }), event: open({ typically: 5 }) },
  key: ['id', 'cpu', 'event'],
} as const;
const uncoreEvent = {
  labels: { ...labels, socket: open({ typically: 1 }), event: open({ typically: 5 }), pmu: open({ typically: 2 }) },
  key: ['id', 'socket', 'event', 'pmu'],
  series: 10,
} as const;

/** `perf_event`: only in a build with libpfm and with `--perf_events_config`. */
export const perfEvents = {
  perfEvents: counter('container_perf_events_total', 'Events of the processors, scaled.', coreEvent),
  perfEventsScaling: gauge('container_perf_events_scaling_ratio', 'Share of the time that the event was counted.', {
    ...coreEvent,
    unit: 'ratio',
  }),
  perfUncoreEvents: counter('container_perf_uncore_events_total', 'Events outside the cores, scaled.', uncoreEvent),
  perfUncoreEventsScaling: gauge('container_perf_uncore_events_scaling_ratio', 'Share of the time it was counted.', {
    ...uncoreEvent,
    unit: 'ratio',
  }),
};
