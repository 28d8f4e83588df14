import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../stacks/model/index.ts';
import { type ProcessDescription, secretsOf } from '../description.ts';
import { makeSecret } from '../secret-file.ts';
import type { Layout } from './layout.ts';
import { runProblem } from './problem.ts';
import type { User } from './user.ts';

/** A problem (NX404) for each secret that somebody has to give and nobody has. */
export function missingSecrets(run: Layout, processes: readonly ProcessDescription[]): Problem[] {
  return secretsOf({ processes })
    .filter(({ name, generated }) => !generated && !existsSync(join(run.secrets, name)))
    .map(({ name, about }) =>
      runProblem('NX404', name, `the secret is missing: ${about}`, `write it into ${join(run.secrets, name)}`),
    );
}

/** Makes the secrets that may be made, once; they stay the same from then on. */
export function makeSecrets(run: Layout, processes: readonly ProcessDescription[]): void {
  for (const { name, generated } of secretsOf({ processes })) if (generated) makeSecret(run.secrets, name);
}

/** Gives a part copies of its secrets that only its user can read. */
export function copySecrets(run: Layout, { name: part, secrets }: ProcessDescription, user: User | undefined): void {
  const folder = join(run.private, part);
  rmSync(folder, { recursive: true, force: true });
  if (secrets.length === 0) return;
  mkdirSync(folder, { recursive: true });
  for (const { name } of secrets) {
    const copy = join(folder, name);
    writeFileSync(copy, readFileSync(join(run.secrets, name)), { mode: 0o400 });
    if (user !== undefined) chownSync(copy, user.uid, user.gid);
  }
  chmodSync(folder, 0o700);
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
}
