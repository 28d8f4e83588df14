/** The memory of the process: what the system gave it, and what V8 does with its part. */
import { readFile } from 'node:fs/promises';
import { getHeapSpaceStatistics } from 'node:v8';
import type { Handles } from '../handles.ts';
import type { nodejsMetrics } from './metrics.ts';

type Metrics = Handles<typeof nodejsMetrics>;

/** Memory as V8 sees it. */
export function readHeap(handles: Metrics): void {
  const { heapTotal, heapUsed, external } = process.memoryUsage();
  handles.heapTotal.set(heapTotal);
  handles.heapUsed.set(heapUsed);
  handles.externalMemory.set(external);
  for (const { space_name, space_size, space_used_size, space_available_size } of getHeapSpaceStatistics()) {
    // A space that a newer V8 has and the definition does not know is counted under `__other__`.
    const space = { space: space_name.replace(/_space$/, '') as Space };
    handles.heapSpaceTotal.set(space, space_size);
    handles.heapSpaceUsed.set(space, space_used_size);
    handles.heapSpaceAvailable.set(space, space_available_size);
  }
}

type Space = (typeof nodejsMetrics)['heapSpaceTotal']['labels']['space'][number];

/** Memory as the system sees it. Where there is no /proc, only what Node.js itself knows. */
export async function readMemory(handles: Metrics): Promise<void> {
  if (process.platform !== 'linux') {
    handles.residentMemory.set(process.memoryUsage.rss());
    return;
  }
  const status = await readFile('/proc/self/status', 'utf8');
  const bytes = (field: string) => {
    const kibibytes = Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]);
    if (Number.isNaN(kibibytes)) throw new Error(`/proc/self/status has no line ${field}`);
    return kibibytes * 1024;
  };
  handles.residentMemory.set(bytes('VmRSS'));
  handles.virtualMemory.set(bytes('VmSize'));
  handles.processHeap.set(bytes('VmData'));
}
