import { counter, describeMetrics, gauge, open } from '@narthex/instrumentation';
import { type Duration, type Exporter, partJob } from '../stacks/model/index.ts';
import { answersOn, smallExporter } from './small.ts';

const filesystem = { device: open(), fstype: open(), mountpoint: open() };

/** What node_exporter exposes about a host, as far as the stack reads it. */
export const nodeMetrics = describeMetrics({
  cpuSeconds: counter('node_cpu_seconds_total', 'Time that the CPUs spent in each mode.', {
    labels: { cpu: open(), mode: open() },
  }),
  memoryAvailable: gauge('node_memory_MemAvailable_bytes', 'Memory that programs can still have.', { unit: 'bytes' }),
  memoryTotal: gauge('node_memory_MemTotal_bytes', 'Memory of the host.', { unit: 'bytes' }),
  filesystemAvailable: gauge('node_filesystem_avail_bytes', 'Room that ordinary users can still have.', {
    unit: 'bytes',
    labels: filesystem,
  }),
  filesystemSize: gauge('node_filesystem_size_bytes', 'Size of the file system.', {
    unit: 'bytes',
    labels: filesystem,
  }),
  filesystemReadonly: gauge('node_filesystem_readonly', 'Whether the file system is mounted read-only.', {
    labels: filesystem,
  }),
});

/** A matcher for file systems that hold somebody's data; the others are in memory, read-only by nature, or layers of containers. */
export const dataFilesystems = 'fstype!~"tmpfs|ramfs|overlay|squashfs|iso9660|fuse.*"';

/** Watches the host: CPU, memory, disks, network. Once per machine. */
export function nodeExporter(options: { readonly interval?: Duration } = {}): Exporter {
  const { interval = '15s' } = options;
  const name = 'node-exporter';
  const port = 9100;
  return {
    name,
    port,
    metrics: nodeMetrics,
    jobs: () => [
      partJob({
        name: 'node',
        part: name,
        port,
        interval,
        perHost: true,
        keep: ['node_uname_info', 'node_boot_time_seconds'],
      }),
    ],
    workload: (stack) => ({
      ...smallExporter,
      name,
      summary: 'Measures the host.',
      image: stack.versions.nodeExporter,
      program: 'node_exporter',
      args: (at) => [
        `--web.listen-address=${at.listen('http')}`,
        `--path.procfs=${at.host('/proc')}`,
        `--path.sysfs=${at.host('/sys')}`,
        `--path.rootfs=${at.host('/')}`,
        '--no-collector.wifi',
        '--no-collector.hwmon',
        '--no-collector.btrfs',
        // Need a bus or a folder that a container does not have; Debian's build turns them on.
        '--no-collector.systemd',
        '--no-collector.textfile',
        '--collector.filesystem.mount-points-exclude=^/(dev|proc|run|sys|var/lib/docker/.+|var/lib/kubelet/.+|var/lib/containers/.+)($|/)',
        '--collector.netclass.ignored-devices=^(veth.*|cali.*|br-.*|docker.*)$',
        '--collector.netdev.device-exclude=^(veth.*|cali.*|br-.*|docker.*)$',
      ],
      ports: [{ name: 'http', number: port }],
      health: answersOn('/'),
      hardening: {
        ...smallExporter.hardening,
        hostPid: true,
        hostPaths: [{ path: '/', mountPath: '/host', propagate: true }],
        exceptions: [
          {
            rule: 'no-host-pid',
            reason: 'file systems and processes are those of the host, read through its process 1',
          },
          { rule: 'no-host-paths', reason: 'its file systems are what it measures; the mount is read-only' },
        ],
      },
      perHost: true,
    }),
  };
}
