import { gauge, open } from '@narthex/instrumentation';

// Empty where cAdvisor does not see the host's files of these ids.
const labels = {
  boot_id: open({ typically: 1, sometimes: true }),
  machine_id: open({ typically: 1, sometimes: true }),
  system_uuid: open({ typically: 1, sometimes: true }),
};
const machineWide = { labels, key: [] } as const;
const node = open({ typically: 1 });

/** The machine that the containers run on. */
export const machine = {
  machineCores: gauge('machine_cpu_cores', 'Logical processors.', machineWide),
  machinePhysicalCores: gauge('machine_cpu_physical_cores', 'Cores.', machineWide),
  machineSockets: gauge('machine_cpu_sockets', 'Sockets with a processor.', machineWide),
  machineMemory: gauge('machine_memory_bytes', 'Memory of the machine.', { ...machineWide, unit: 'bytes' }),
  machineSwap: gauge('machine_swap_bytes', 'Swap of the machine.', { ...machineWide, unit: 'bytes' }),
  machineDimms: gauge('machine_dimm_count', 'Memory modules by type, where the kernel knows them.', {
    labels: { ...labels, type: open({ typically: 1 }) },
    key: ['type'],
  }),
  machineDimmCapacity: gauge('machine_dimm_capacity_bytes', 'Size of the memory modules by type.', {
    unit: 'bytes',
    labels: { ...labels, type: open({ typically: 1 }) },
    key: ['type'],
  }),
  machineNvmCapacity: gauge('machine_nvm_capacity', 'Persistent memory by mode.', {
    unit: 'bytes',
    labels: { ...labels, mode: ['memory_mode', 'app_direct_mode'] },
    key: ['mode'],
  }),
  machineNvmPowerBudget: gauge('machine_nvm_avg_power_budget_watts', 'Power that persistent memory may draw.', {
    ...machineWide,
  }),
  machineScrapeError: gauge('machine_scrape_error', 'Whether reading the machine failed.', { range: [0, 1] }),
};

/** `cpu_topology`, off by default. */
export const topology = {
  machineCacheCapacity: gauge('machine_cpu_cache_capacity_bytes', 'Size of the caches of the processors.', {
    unit: 'bytes',
    labels: {
      ...labels,
      node_id: node,
      core_id: open({ typically: 4, sometimes: true }),
      type: ['Data', 'Instruction', 'Unified'],
      level: open({ typically: 3 }),
    },
    key: ['node_id', 'core_id', 'type', 'level'],
    series: 13,
  }),
  machineThreadSiblings: gauge('machine_thread_siblings_count', 'Threads that share a core.', {
    labels: { ...labels, node_id: node, core_id: open({ typically: 4 }), thread_id: open({ typically: 4 }) },
    key: ['node_id', 'thread_id'],
  }),
  machineNodeMemory: gauge('machine_node_memory_capacity_bytes', 'Memory by NUMA node.', {
    unit: 'bytes',
    labels: { ...labels, node_id: node },
    key: ['node_id'],
  }),
  machineNodeHugepages: gauge('machine_node_hugepages_count', 'Huge pages by NUMA node and size.', {
    labels: { ...labels, node_id: node, page_size: open({ typically: 2 }) },
    key: ['node_id', 'page_size'],
  }),
  machineNodeDistance: gauge('machine_node_distance', 'Distance from one NUMA node to another.', {
    labels: { ...labels, node_id: node, target_node_id: open({ typically: 1 }) },
    key: ['node_id', 'target_node_id'],
  }),
};

/** Only the kubelet has these, since Kubernetes 1.36; they mean something on s390x. */
export const mainframe = {
  machineBooks: gauge('machine_cpu_books', 'Books of the machine.', machineWide),
  machineDrawers: gauge('machine_cpu_drawers', 'Drawers of the machine.', machineWide),
};
