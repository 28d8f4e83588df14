import { type DeclaredSeries, rate, value } from './declared.ts';

const gibibyte = 2 ** 30;
const size = 100 * gibibyte;
const inodes = 6_000_000;

/** The machine: busy as the traffic is, its disk as full as the conditions say. */
export function host(): DeclaredSeries[] {
  const node = { job: 'node', instance: 'node-exporter:9100' };
  const disk = { ...node, device: '/dev/vda1', fstype: 'ext4', mountpoint: '/' };
  const busy = (traffic: number) => Math.min(0.9, 0.05 + traffic / 200);
  return [
    value('node_filesystem_size_bytes', disk, () => size),
    value('node_filesystem_avail_bytes', disk, ({ diskFree }) => Math.round(size * diskFree)),
    value('node_filesystem_files', disk, () => inodes),
    value('node_filesystem_files_free', disk, () => Math.round(inodes * 0.8)),
    value('node_filesystem_readonly', disk, () => 0),
    value('node_filesystem_device_error', disk, () => 0),
    value('node_memory_MemTotal_bytes', node, () => 16 * gibibyte),
    value('node_memory_MemAvailable_bytes', node, ({ traffic }) => Math.round((10 - traffic / 40) * gibibyte)),
    ...['0', '1'].flatMap((cpu) => [
      rate('node_cpu_seconds_total', { ...node, cpu, mode: 'idle' }, ({ traffic }) => 1 - busy(traffic)),
      rate('node_cpu_seconds_total', { ...node, cpu, mode: 'user' }, ({ traffic }) => busy(traffic)),
    ]),
    value('node_load5', node, ({ traffic }) => 2 * busy(traffic)),
    rate('node_vmstat_oom_kill', node, () => 0),
  ];
}
