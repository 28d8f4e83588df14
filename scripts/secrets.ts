import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeSecret } from '../local/index.ts';
import { distinctSecrets, type Plan, type Problem, type SecretRef } from '../stacks/model/index.ts';

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
  return distinctSecrets(plan.workloads.flatMap(({ secrets }) => secrets));
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
