import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan, SecretRef } from '../stacks/model/index.ts';

/** The folder of a stack's secret files on this machine. Outside the output, so that removing the output loses no password. */
export function secretsFolder(projectFolder: string, { stack }: Plan): string {
  return join(projectFolder, '.narthex', 'secrets', `${stack.name}-${stack.environment}`);
}

/** Every secret that the parts of a stack name, each once. */
export function secretsOf(plan: Plan): SecretRef[] {
  return [...new Map(plan.workloads.flatMap(({ secrets }) => secrets).map((secret) => [secret.name, secret])).values()];
}

/**
 * Makes the missing secrets of development stacks that may be random, so that they start without anybody inventing
 * passwords. Those of other environments are the operator's to make. Returns the paths of the new files.
 */
export function makeDevelopmentSecrets(projectFolder: string, plans: readonly Plan[]): string[] {
  return plans
    .filter(({ stack }) => stack.environment === 'development')
    .flatMap((plan) => {
      const folder = secretsFolder(projectFolder, plan);
      return secretsOf(plan).flatMap(({ name, generated }) =>
        generated && makeSecret(folder, name) ? [join(folder, name)] : [],
      );
    });
}

/**
 * 32 random bytes in a new file; false if there already is one. Containers read the file under users of their own, so the
 * file is readable and the folder closed: the mount bypasses the folder, other users of this machine do not.
 */
function makeSecret(folder: string, name: string): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let file: number;
  try {
    file = openSync(join(folder, name), 'wx', 0o444);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    writeSync(file, randomBytes(32).toString('base64url'));
  } finally {
    closeSync(file);
  }
  return true;
}
