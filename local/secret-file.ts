import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * 32 random bytes in a new file; false if there already is one. Containers read the file under users of their own, so the
 * file is readable and the folder closed: the mount bypasses the folder, other users of this machine do not.
 */
export function makeSecret(folder: string, name: string): boolean {
  mkdirSync(folder, { recursive: true });
  // Only this folder is closed: the parts of the stack have to reach what lies beside it.
  chmodSync(folder, 0o700);
  // Whole or not at all: a file that a killed process left empty would be taken for a password.
  const staged = join(folder, `.${name}.${process.pid}`);
  try {
    writeFileSync(staged, randomBytes(32).toString('base64url'), { mode: 0o444 });
    linkSync(staged, join(folder, name));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(staged, { force: true });
  }
}
