import { cadvisorMetrics, nodeMetrics } from '../../exporters/index.ts';
import type { RulePack, Stack } from '../../stacks/model/index.ts';
import { rulePack } from '../alert.ts';
import { cpuBusy, cpuStolen, loadHigh } from './host/cpu.ts';
import {
  filesystemError,
  filesystemFillsUp,
  filesystemReadOnly,
  filesystemUsed,
  inodes,
  room,
} from './host/filesystems.ts';
import { diskSaturated, memoryCorrupted, raidDegraded, raidDiskFailed, tooHot } from './host/hardware.ts';
import { memoryStalled, memoryUsed, oomKill, swapThrashing } from './host/memory.ts';
import {
  conntrackUsed,
  interfaceDown,
  interfaceFlapping,
  interfaceSaturated,
  packetsLost,
  receiveDrops,
  receiveErrors,
  transmitErrors,
} from './host/network.ts';
import { clockAlone, clockSkewed, collectorFailing, filesOpen, hostDown, rebooted } from './host/system.ts';

/** The machines that a node exporter measures: what they run out of, what breaks, what is not as it should be. */
export function host(stack: Stack): RulePack[] {
  const has = (catalog: unknown) => stack.exporters.some(({ metrics }) => metrics === catalog);
  if (!has(nodeMetrics)) return [];
  return [
    rulePack('host-cpu', [
      cpuBusy('HostCpuBusy', 'warning', 0.8, '15m'),
      cpuBusy('HostCpuSaturated', 'critical', 0.95, '10m'),
      cpuStolen,
      loadHigh,
    ]),
    rulePack('host-memory', [
      memoryUsed('HostMemoryFilling', 'warning', 0.85, '15m'),
      memoryUsed('HostMemoryFull', 'critical', 0.95, '5m'),
      memoryStalled,
      swapThrashing,
      oomKill,
    ]),
    rulePack('host-filesystems', [
      filesystemUsed(room, 'HostDiskFilling', 'warning', 0.9, '15m'),
      filesystemUsed(room, 'HostDiskFull', 'critical', 0.95, '5m'),
      filesystemUsed(inodes, 'HostInodesFilling', 'warning', 0.9, '15m'),
      filesystemUsed(inodes, 'HostInodesFull', 'critical', 0.95, '5m'),
      filesystemReadOnly,
      filesystemError,
    ]),
    rulePack('host-forecasts', [
      filesystemFillsUp(room, 'HostDiskFullTomorrow', 'warning', { window: '2h', horizon: '24h', pending: '30m' }),
      filesystemFillsUp(room, 'HostDiskFullSoon', 'critical', { window: '1h', horizon: '4h', pending: '15m' }),
      filesystemFillsUp(inodes, 'HostInodesFullTomorrow', 'warning', { window: '2h', horizon: '24h', pending: '30m' }),
    ]),
    rulePack('host-hardware', [diskSaturated, raidDegraded, raidDiskFailed, memoryCorrupted, tooHot]),
    rulePack('host-network', [
      packetsLost('HostReceiveErrors', receiveErrors, 0.01),
      packetsLost('HostTransmitErrors', transmitErrors, 0.01),
      packetsLost('HostReceiveDrops', receiveDrops, 0.02),
      interfaceSaturated,
      interfaceDown,
      interfaceFlapping,
      conntrackUsed('HostConntrackFilling', 'warning', 0.75, '10m'),
      conntrackUsed('HostConntrackFull', 'critical', 0.95, '5m'),
    ]),
    rulePack('host-system', [
      // Two witnesses: an exporter that is gone is no dead host.
      ...(has(cadvisorMetrics) ? [hostDown] : []),
      filesOpen('HostFilesFilling', 'warning', 0.8, '10m'),
      filesOpen('HostFilesFull', 'critical', 0.95, '5m'),
      clockSkewed,
      clockAlone,
      rebooted,
    ]),
    // Looks at hours of dozens of series of each host, for something that can wait: it need not do so all the time.
    { name: 'host-collectors', interval: '4m', testedEvery: '1m', rules: [collectorFailing] },
  ];
}
