import { describeMetrics } from '@narthex/instrumentation';
import { goClientMetrics, promhttpErrorMetrics, promhttpMetrics } from '../../stacks/model/index.ts';
import { nodeCpuMetrics } from './node/cpu.ts';
import { nodeHardwareMetrics } from './node/hardware.ts';
import { nodeMemoryMetrics } from './node/memory.ts';
import { nodeNetworkMetrics } from './node/network.ts';
import { nodeSocketMetrics } from './node/sockets.ts';
import { nodeStorageMetrics } from './node/storage.ts';
import { nodeSystemMetrics } from './node/system.ts';
import { nodeXfsMetrics } from './node/xfs.ts';

/**
 * What node_exporter exposes about a host with the collectors that the stack leaves on. Of the collectors that most hosts have no
 * use for (ZFS, NFS, IPVS, InfiniBand, Fibre Channel, tapes, bcache) nothing is listed.
 */
export const nodeMetrics = describeMetrics({
  ...nodeCpuMetrics,
  ...nodeMemoryMetrics,
  ...nodeStorageMetrics,
  ...nodeNetworkMetrics,
  ...nodeSocketMetrics,
  ...nodeSystemMetrics,
  ...nodeHardwareMetrics,
  ...nodeXfsMetrics,
  ...goClientMetrics,
  ...promhttpMetrics,
  ...promhttpErrorMetrics,
});
