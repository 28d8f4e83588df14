/** What the process takes of the machine besides memory: processor time and files; and since when it runs, of which version. */
import { readdir, readFile } from 'node:fs/promises';
import type { Handles } from '../handles.ts';
import type { nodejsMetrics } from './metrics.ts';

type Metrics = Handles<typeof nodejsMetrics>;

/** The processor time that the counters have already, in microseconds. */
export interface CountedCpu {
  user: number;
  system: number;
}

/** Returns what counts the processor time since the process began. */
export function cpuReader(handles: Metrics, counted: CountedCpu): () => void {
  return () => {
    const now = process.cpuUsage();
    const user = Math.max(0, now.user - counted.user) / 1e6;
    const system = Math.max(0, now.system - counted.system) / 1e6;
    Object.assign(counted, now);
    handles.cpuUserSeconds.inc(user);
    handles.cpuSystemSeconds.inc(system);
    handles.cpuSeconds.inc(user + system);
  };
}

/** Files that are open, and how many may be. Only Linux tells. */
export async function readFiles(handles: Metrics): Promise<void> {
  if (process.platform !== 'linux') return;
  // Less the one that reading the list opened itself.
  handles.openFiles.set((await readdir('/proc/self/fd')).length - 1);
  const limits = await readFile('/proc/self/limits', 'utf8');
  const [, limit = ''] = /^Max open files\s+(\S+)/m.exec(limits) ?? [];
  handles.maxFiles.set(limit === 'unlimited' ? Number.POSITIVE_INFINITY : Number(limit));
}

/** Since when the process runs, and of which version of Node.js. */
export function readIdentity(handles: Metrics): void {
  handles.startTime.set(performance.timeOrigin / 1000);
  const { version } = process;
  const [major = '', minor = '', patch = ''] = version.slice(1).split('.');
  handles.versionInfo.set({ version, major, minor, patch }, 1);
}
