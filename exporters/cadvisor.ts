import { type Duration, type Exporter, partJob, splitAddress } from '../stacks/model/index.ts';
import { cadvisorMetrics, kubeletCadvisorMetrics } from './catalogs/cadvisor.ts';
import { answersOn, smallExporter } from './small.ts';

const reason = 'it reads the control groups of all containers, which belong to root';

/** Watches the containers of a machine. In a cluster the kubelet already does. */
export function cadvisor(options: { readonly interval?: Duration } = {}): Exporter {
  const { interval = '15s' } = options;
  const name = 'cadvisor';
  const port = 8080;
  return {
    name,
    port,
    metrics: cadvisorMetrics,
    // In a cluster the kubelet serves the same metrics with labels of its own; where it runs is not known here.
    metricsOf: () => ({ ...cadvisorMetrics, ...kubeletCadvisorMetrics }),
    jobs: () => [
      partJob({
        name,
        part: name,
        port,
        interval,
        perHost: true,
        keep: ['container_start_time_seconds', 'container_last_seen'],
      }),
    ],
    workload: (stack) => ({
      ...smallExporter,
      name,
      summary: 'Measures the containers of this machine.',
      image: stack.versions.cadvisor,
      program: 'cadvisor',
      args: (at) => {
        const [host, number] = splitAddress(at.listen('http'));
        return [
          ...(host === '' ? [] : [`--listen_ip=${host}`]),
          `--port=${number}`,
          '--docker_only=true',
          '--store_container_labels=false',
          '--housekeeping_interval=15s',
          '--disable_metrics=percpu,sched,tcp,udp,disk,diskIO,hugetlb,referenced_memory,cpu_topology,resctrl,memory_numa,advtcp,process',
        ];
      },
      ports: [{ name: 'http', number: port }],
      health: answersOn('/healthz'),
      resources: { cpu: { request: 0.1, limit: 0.5 }, memory: { request: '96Mi', limit: '256Mi' }, pids: 128 },
      hardening: {
        user: { uid: 0, gid: 0 },
        hostPaths: [
          { path: '/', mountPath: '/rootfs' },
          { path: '/var/run', mountPath: '/var/run' },
          { path: '/sys', mountPath: '/sys' },
          { path: '/var/lib/docker', mountPath: '/var/lib/docker' },
        ],
        devices: ['/dev/kmsg'],
        exceptions: [
          { rule: 'non-root', reason },
          {
            rule: 'no-host-paths',
            reason: 'the host and its containers are what it measures; the mounts are read-only',
          },
          { rule: 'no-devices', reason: 'the kernel reports killed processes on /dev/kmsg' },
        ],
      },
      perHost: true,
      providedBy: { kubelet: { path: '/metrics/cadvisor' } },
    }),
  };
}
