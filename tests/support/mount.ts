import { spawnSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { couldNotRun } from './could-not-run.ts';
import { temporaryFolder } from './temporary.ts';

/**
 * A file system of its own in memory, until the test ends: `size=256k` for a disk that is soon full. `undefined` where this
 * process may not mount, which is noted for the closing summary under the name of the test.
 */
export function memoryDisk(
  test: string,
  options: string,
): { folder: string; remount: (options: string) => void } | undefined {
  const folder = temporaryFolder();
  const { status, stderr, error } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  if (status !== 0) {
    couldNotRun(test, `a file system cannot be mounted here: ${(error?.message ?? String(stderr)).trim()}`);
    return undefined;
  }
  onTestFinished(() => {
    spawnSync('umount', ['--lazy', folder]);
  });
  const remount = (changed: string) => {
    const again = spawnSync('mount', ['-o', `remount,${changed}`, folder]);
    if (again.status !== 0) throw new Error(`remounting failed: ${again.stderr}`);
  };
  return { folder, remount };
}
