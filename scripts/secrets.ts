import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan, Problem, SecretRef } from '../stacks/model/index.ts';

/** The folder in which a stack runs on this machine: its data as local processes, its logs, its secrets. */
export function runFolder(projectFolder: string, { stack }: Plan): string {
  return join(projectFolder, '.narthex', 'run', `${stack.name}-${stack.environment}`);
}

/** The folder of a stack's secret files on this machine. Outside the output, so that removing the output loses no password. */
export function secretsFolder(projectFolder: string, plan: Plan): string {
  return join(runFolder(projectFolder, plan), 'secrets');
}

/** Every secret that the parts of a stack name, each once. */
export function secretsOf(plan: Plan): SecretRef[] {
  return [...new Map(plan.workloads.flatMap(({ secrets }) => secrets).map((secret) => [secret.name, secret])).values()];
}

/**
 * Makes the missing secrets of a stack that may be random, so that nobody has to invent passwords that nobody needs to know.
 * Returns the paths of the new files.
 */
export function makeSecrets(projectFolder: string, plan: Plan): string[] {
  const folder = secretsFolder(projectFolder, plan);
  return secretsOf(plan).flatMap(({ name, generated }) =>
    generated && makeSecret(folder, name) ? [join(folder, name)] : [],
  );
}

/** A problem for each secret that somebody has to give and nobody has. */
export function missingSecrets(projectFolder: string, plan: Plan): Problem[] {
  const folder = secretsFolder(projectFolder, plan);
  return secretsOf(plan)
    .filter(({ name, generated }) => !generated && !existsSync(join(folder, name)))
    .map(({ name, about }) => ({
      code: 'NX821',
      path: [],
      message: `the secret '${name}' is missing`,
      fix: `write ${about} into ${join(folder, name)}`,
    }));
}

/**
 * 32 random bytes in a new file; false if there already is one. Containers read the file under users of their own, so the
 * file is readable and the folder closed: the mount bypasses the folder, other users of this machine do not.
 */
function makeSecret(folder: string, name: string): boolean {
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
