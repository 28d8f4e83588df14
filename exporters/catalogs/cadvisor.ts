import { describeMetrics, type LabelSpec, type MetricDefinition, type MetricSet, open } from '@narthex/instrumentation';
import { goClientMetrics } from '../../stacks/model/index.ts';
import {
  always,
  cpu,
  cpuLoad,
  cpuset,
  disk,
  diskIo,
  hugetlb,
  memory,
  memoryNuma,
  memoryReclaim,
  network,
  oomEvents,
  pressure,
  processes,
  sched,
} from './cadvisor/containers.ts';
import { machine, mainframe, topology } from './cadvisor/machine.ts';
import { advancedTcp, perfEvents, referencedMemory, resctrl, tcpStates, udpStates } from './cadvisor/rare.ts';

/**
 * What each collector of cAdvisor exposes, by its name in `--disable_metrics` and `--enable_metrics`. What belongs to no flag is not
 * in it. Source: `metrics/prometheus.go` and `metrics/prometheus_machine.go` of cAdvisor 0.54.
 */
export const cadvisorCollectors = {
  advtcp: advancedTcp,
  cpu,
  cpuLoad,
  cpu_topology: topology,
  cpuset,
  disk,
  diskIO: diskIo,
  hugetlb,
  memory,
  memory_numa: memoryNuma,
  network,
  oom_event: oomEvents,
  perf_event: perfEvents,
  pressure,
  process: processes,
  referenced_memory: referencedMemory,
  resctrl,
  sched,
  tcp: tcpStates,
  udp: udpStates,
} as const;

/** The collectors that are off unless `--enable_metrics` or an empty `--disable_metrics` turns them on. */
export const cadvisorOffByDefault = [
  'advtcp',
  'cpu_topology',
  'cpuset',
  'hugetlb',
  'memory_numa',
  'process',
  'referenced_memory',
  'resctrl',
  'sched',
  'tcp',
  'udp',
] as const satisfies readonly (keyof typeof cadvisorCollectors)[];

/** All that cAdvisor can expose about containers, their machine and itself, every collector on. */
export const cadvisorMetrics = describeMetrics({
  ...always,
  ...cpu,
  ...cpuLoad,
  ...sched,
  ...memory,
  ...memoryNuma,
  ...hugetlb,
  ...cpuset,
  ...disk,
  ...diskIo,
  ...network,
  ...tcpStates,
  ...udpStates,
  ...advancedTcp,
  ...oomEvents,
  ...pressure,
  ...processes,
  ...referencedMemory,
  ...resctrl,
  ...perfEvents,
  ...machine,
  ...topology,
  ...goClientMetrics,
});

/**
 * What the kubelet serves under `/metrics/cadvisor`: the collectors that it turns on, with the labels by which Kubernetes names a
 * container. `container` is missing on what a pod uses as a whole, all three on what is not a pod.
 */
export const kubeletCadvisorMetrics = describeMetrics({
  ...inPods({
    ...always,
    ...cpu,
    ...cpuLoad,
    ...memory,
    ...memoryReclaim,
    ...disk,
    ...diskIo,
    ...network,
    ...oomEvents,
    ...pressure,
    ...processes,
  }),
  ...machine,
  ...mainframe,
});

/** The same metrics with the labels that the kubelet adds to those of a container. */
function inPods<S extends MetricSet>(set: S): { readonly [name in keyof S]: MetricDefinition } {
  const labels: Record<string, LabelSpec> = {
    container: open({ typically: 30, sometimes: true }),
    namespace: open({ typically: 5, sometimes: true }),
    pod: open({ typically: 20, sometimes: true }),
  };
  const extended = Object.entries(set).map(([name, metric]) => [name, inPod(metric, labels)]);
  return Object.fromEntries(extended);
}

function inPod(metric: MetricDefinition, labels: Readonly<Record<string, LabelSpec>>): MetricDefinition {
  if (!Object.hasOwn(metric.labels, 'id')) return metric;
  return withName({ ...metric, labels: { ...metric.labels, ...labels } });
}

/** Gives back what a copy loses: as a string a metric is its name. */
function withName(metric: MetricDefinition): MetricDefinition {
  return Object.defineProperty(metric, 'toString', { value: () => metric.name, enumerable: false });
}
