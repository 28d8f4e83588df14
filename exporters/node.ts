import { type Duration, type Exporter, partJob } from '../stacks/model/index.ts';
import { nodeMetrics } from './catalogs/node.ts';
import { answersOn, smallExporter } from './small.ts';

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
