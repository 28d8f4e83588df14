/** How much of the memory, the processors and the disk is in use. */
import { statfs } from 'node:fs/promises';
import { cpus, freemem, totalmem } from 'node:os';

/** How much of the machine, or of the container where that has limits, is in use; each from 0 to 1, `undefined` where it cannot be read. */
export interface SystemUsage {
  readonly memory: number | undefined;
  readonly cpu: number | undefined;
  readonly disk: number | undefined;
}

/** Reads what is in use. The processor's share is that since the reading before. */
export type SystemReader = () => Promise<SystemUsage>;

/** A reader for this machine, and for the disk that holds `path`. */
export function systemReader(path = '/'): SystemReader {
  const cpu = cpuReader();
  return async () => ({ memory: memoryUsage(), cpu: cpu(), disk: await diskUsage(path).catch(() => undefined) });
}

/** The share of memory in use: of the container's limit where there is one, else of the machine. What caches hold counts as free. */
export function memoryUsage(): number {
  const limit = memoryLimit();
  // Node knows the memory of its container since 20.13.
  const available = typeof process.availableMemory === 'function' ? process.availableMemory() : freemem();
  return clamped(1 - Math.min(available, limit) / limit);
}

/** The bytes that the process and its neighbours in the container may use. */
function memoryLimit(): number {
  const constrained = process.constrainedMemory() ?? 0;
  return constrained > 0 && constrained < totalmem() ? constrained : totalmem();
}

/** The share of a file system in use, as `df` computes it: what only root may fill counts as neither used nor free. */
export async function diskUsage(path: string): Promise<number> {
  const { blocks, bfree, bavail } = await statfs(path);
  const used = blocks - bfree;
  return used + bavail === 0 ? 0 : used / (used + bavail);
}

const SHORTEST_MILLISECONDS = 200;

/** A reader of the processors' share of work since its reading before; two close together give the same, as the counters have coarse steps. */
export function cpuReader(monotonic: () => number = () => performance.now()): () => number {
  let before = cpuTimes();
  let at = monotonic();
  let latest = before.total === 0 ? 0 : before.busy / before.total;
  return () => {
    if (monotonic() - at < SHORTEST_MILLISECONDS) return latest;
    const now = cpuTimes();
    const total = now.total - before.total;
    if (total > 0) latest = clamped((now.busy - before.busy) / total);
    before = now;
    at = monotonic();
    return latest;
  };
}

function cpuTimes(): { busy: number; total: number } {
  const all = cpus().map(({ times }) => times);
  const total = all.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0);
  return { total, busy: total - all.reduce((sum, { idle }) => sum + idle, 0) };
}

function clamped(share: number): number {
  return Math.min(1, Math.max(0, share));
}
