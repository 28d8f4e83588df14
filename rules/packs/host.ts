import { dataFilesystems, nodeMetrics } from '../../exporters/index.ts';
import { promql } from '../../promql/index.ts';
import { type AlertDefinition, type RulePack, type Severity, type Stack, sum } from '../../stacks/model/index.ts';
import { alert, rulePack } from '../alert.ts';

/** The disks of the hosts. */
export function host(stack: Stack): RulePack[] {
  if (!stack.exporters.some(({ metrics }) => metrics === nodeMetrics)) return [];
  return [
    rulePack('host', [disk('HostDiskFilling', 'warning', 0.15, '15m'), disk('HostDiskFull', 'critical', 0.05, '5m')]),
  ];
}

function disk(name: string, severity: Severity, threshold: number, pending: AlertDefinition['for']): AlertDefinition {
  const { filesystemAvailable, filesystemSize, filesystemReadonly } = nodeMetrics;
  const labels = { job: 'node', instance: 'node-exporter:9100', device: '/dev/vda', fstype: 'ext4', mountpoint: '/' };
  const selector = '{job="node", instance="node-exporter:9100", device="/dev/vda", fstype="ext4", mountpoint="/"}';
  return alert(name, {
    threshold,
    expr: ({
      threshold,
    }) => promql`${filesystemAvailable}{${dataFilesystems}} / ${filesystemSize}{${dataFilesystems}} < ${threshold}
      and
      ${filesystemReadonly}{${dataFilesystems}} == 0`,
    for: pending,
    severity,
    labels: { symptom: 'disk-space' },
    summary: 'The disk of {{ $labels.instance }} at {{ $labels.mountpoint }} is almost full.',
    description: `The file system {{ $labels.mountpoint }} ({{ $labels.device }}) of {{ $labels.instance }} has less than the room it needs.`,
    runbook: {
      meaning: 'A file system that can be written has little room left.',
      impact: 'Databases stop, logs are lost, Prometheus stores nothing once it is full.',
      diagnosis:
        'Find what grew: `du -xh --max-depth=2 / | sort -h | tail`. Logs, old images, core dumps and forgotten backups are the usual finds.',
      mitigation:
        'Remove what is not needed, rotate logs, or enlarge the disk. For the disk of Prometheus, lower its retention.',
    },
    scenarios: ({ threshold, for: pending }) => {
      const of = (share: number) => ({
        [`node_filesystem_avail_bytes${selector}`]: `${Math.round(share * 100_000)}x120`,
        [`node_filesystem_size_bytes${selector}`]: '100000x120',
        [`node_filesystem_readonly${selector}`]: '0x120',
      });
      return [
        {
          title: `fires just below ${threshold} of the room`,
          series: of(threshold - 0.001),
          at: sum('1m', pending),
          fires: [labels],
        },
        { title: 'stays quiet just above', series: of(threshold + 0.001), at: sum('1m', pending), fires: [] },
        {
          title: 'stays quiet for a file system that nobody can write',
          series: { ...of(threshold - 0.001), [`node_filesystem_readonly${selector}`]: '1x120' },
          at: sum('1m', pending),
          fires: [],
        },
      ];
    },
  });
}
