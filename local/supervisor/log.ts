import { renameSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';

/** Above this many bytes a log is set aside when its part starts; one older log is kept. */
const largestLog = 10 * 1024 * 1024;

/** A program that prints its own bundled source would fill the screen. */
const longestLine = 1_000;

/** The size of a log in bytes after setting aside one that has become large; 0 when there is none yet. */
export function rotateLog(path: string): number {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= largestLog) return size;
  renameSync(path, `${path}.1`);
  return 0;
}

/** The last lines of what was written to a log after its first `from` bytes. */
export async function lastLines(path: string, from: number, count = 15): Promise<readonly string[]> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const start = Math.max(from, size - 64 * 1024);
    const { buffer } = await file.read(Buffer.alloc(Math.max(0, size - start)), 0, Math.max(0, size - start), start);
    const text = buffer.toString('utf8').trimEnd();
    const lines = text === '' ? [] : text.split('\n').slice(-count);
    return lines.map((line) =>
      line.length > longestLine ? `${line.slice(0, longestLine / 2)} … ${line.slice(-longestLine / 2)}` : line,
    );
  } finally {
    await file.close();
  }
}
