import { nodeMetrics } from '../../exporters/index.ts';
import type { AlertRule, Board, Stack } from '../../stacks/model/index.ts';
import { hostPanels } from '../overview/host.ts';
import { exporterInterval, exporterJobs, exportersOf } from '../overview/scope.ts';
import { declaredBoard } from '../parts/board.ts';
import { declared } from '../parts/declared.ts';
import { closedRow, graphRow, healthRow } from '../parts/panels.ts';
import { labelVariable } from '../parts/variables.ts';
import * as disks from './hosts/disks.ts';
import * as filesystems from './hosts/filesystems.ts';
import { health } from './hosts/health.ts';
import * as memory from './hosts/memory.ts';
import * as network from './hosts/network.ts';
import * as processors from './hosts/processors.ts';
import * as system from './hosts/system.ts';

/** Each resource of the hosts by use, saturation and errors (http://www.brendangregg.com/usemethod.html); none without a node exporter. */
export function hosts(stack: Stack, alerts: ReadonlyMap<string, AlertRule>): Board[] {
  if (!declared.hosts.by(stack)) return [];
  const exporters = exportersOf(stack, nodeMetrics);
  return [
    declaredBoard(stack, 'hosts', {
      question: 'Are the machines healthy, and if not, which of their resources is used up?',
      reading:
        'First what is down or full; then each resource from left to right: how much of it is used, and what waits for it. A resource that is used up while nothing waits is only well used.',
      next: ['containers', 'services', 'postgres', 'redis'],
      from: '6h',
      variables: [labelVariable('instance', 'Host', nodeMetrics.memoryTotal)],
      interval: exporterInterval(stack, exporters),
      rows: [healthRow(health(exporterJobs(stack, exporters), alerts)), ...resources, ...details],
    }),
  ];
}

const resources = [
  graphRow('processors', 'Processors: used, waited for', [hostPanels.cpu, processors.load, processors.cpuPressure]),
  graphRow('memory', 'Memory: used, waited for', [hostPanels.memory, memory.stalled, memory.swapping]),
  graphRow('disks', 'Disks: room, and what waits for them', [
    ...[hostPanels.disk, filesystems.roomTomorrow, disks.queue, disks.ioStalled],
  ]),
  graphRow('network', 'Network: used, broken', [network.traffic, network.saturation, network.broken]),
];

const details = [
  closedRow('processor-details', 'Processors in detail', [processors.modes, processors.stolen, processors.tasks]),
  closedRow('memory-details', 'Memory in detail', [
    ...[memory.memoryParts, memory.swap, memory.majorFaults, memory.installed],
  ]),
  closedRow('filesystem-details', 'File systems in detail', [
    ...[filesystems.fullIn, filesystems.roomSoon, filesystems.filesystemStates],
    ...[filesystems.roomLeft, filesystems.inodes, filesystems.inodesTomorrow],
  ]),
  closedRow('disk-details', 'Disks in detail', [disks.busy, disks.throughput, disks.operations, disks.latency]),
  closedRow('network-details', 'Network in detail', [
    ...[network.dropped, network.retransmitted, network.conntrack],
    ...[network.connections, network.links, network.linkChanges],
  ]),
  closedRow('system', 'System: start, files, clock', [
    ...[system.kernels, system.uptime, system.collectors],
    ...[system.files, system.clockOffset, system.clockError],
  ]),
  closedRow('hardware', 'Hardware: what may break', [
    ...[system.temperatures, system.raidMissing, system.raidFailed, system.memoryErrors],
  ]),
];
