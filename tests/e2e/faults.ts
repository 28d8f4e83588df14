import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from '../../apps/simulator/faults.ts';
import { ensurePrograms, startPart, status, stopPart } from '../../local/index.ts';
import { generatedSecret } from '../../stacks/model/index.ts';
import type { LocalStack } from './stack.ts';

/** Something that goes wrong, and how it is taken back. */
export interface Trouble {
  readonly begin: () => Promise<unknown>;
  readonly end: () => Promise<unknown>;
}

/** Whoever knows it says what goes wrong in the simulated API. */
export const faultToken = generatedSecret('simulator-faults', 'the token that lets tests break the simulated API');

/** The stack that is broken. It is there once the tests run, and not yet when they are listed. */
type Running = () => LocalStack;

/** Lets the simulated API suffer faults, side by side with those of other tests. */
export function simulation(stack: Running): (...faults: readonly Fault[]) => Trouble {
  const wrong = new Set<readonly Fault[]>();
  // The door takes all faults at once, so that two messages must not overtake each other.
  let told: Promise<unknown> = Promise.resolve();
  const tell = async () => {
    const token = await readFile(join(stack().runFolder, 'secrets', faultToken.name), 'utf8');
    const answer = await fetch(`${stack().at(8000)}/faults`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token.trim()}`, 'content-type': 'application/json' },
      body: JSON.stringify([...wrong].flat()),
    });
    if (!answer.ok) throw new Error(`the simulator answers ${answer.status}: ${await answer.text()}`);
  };
  const change = (how: () => unknown) => {
    how();
    told = told.then(tell);
    return told;
  };
  return (...faults) => ({
    begin: () => change(() => wrong.add(faults)),
    end: () => change(() => wrong.delete(faults)),
  });
}

/** A part that is not there. */
export function stopped(stack: Running, part: string): Trouble {
  return {
    begin: () => stopPart(stack().runFolder, part),
    end: () => startPart(stack().runFolder, part),
  };
}

/** A program that begins a transaction in a database of the real server, and then does nothing. */
export function idleTransaction(stack: Running, database: string): Trouble & { readonly kill: () => void } {
  let session: ReturnType<typeof spawn> | undefined;
  return {
    begin: async () => {
      const psql = (await ensurePrograms(['psql'])).get('psql')?.path ?? 'psql';
      const { hostname, port } = new URL(stack().at(5432));
      const password = await readFile(join(stack().runFolder, 'secrets', 'postgres-password'), 'utf8');
      session = spawn(psql, ['-h', hostname, '-p', port, '-U', 'postgres', '-d', database, '-qAt'], {
        stdio: ['pipe', 'pipe', 'inherit'],
        env: { ...process.env, PGPASSWORD: password.trim() },
      });
      session.stdin?.write('BEGIN; SELECT 1;\n');
      await once(session.stdout ?? session, 'data');
    },
    end: async () => {
      if (session === undefined) return;
      const gone = once(session, 'exit');
      session.stdin?.end('COMMIT;\n');
      await gone;
    },
    kill: () => session?.kill('SIGKILL'),
  };
}

/** A file of rules that Prometheus cannot read, which it finds when it is told to look again. */
export function brokenRules(stack: Running): Trouble {
  const path = () => join(stack().runFolder, 'config', 'rules', 'broken.yml');
  const reload = async () => {
    const prometheus = (await status(stack().runFolder))?.parts.find(({ name }) => name === 'prometheus');
    // No lifecycle by HTTP: whoever reaches the port could end it.
    process.kill(prometheus?.pid ?? Number.NaN, 'SIGHUP');
  };
  return {
    begin: async () => {
      await writeFile(path(), 'groups: [{ name: broken, rules: [{ alert: Broken, expr: "1 +" }] }]\n', { mode: 0o644 });
      await reload();
    },
    end: async () => {
      await rm(path());
      await reload();
    },
  };
}

/** Sends metrics of a batch job to the Pushgateway and returns the status of its answer. */
export async function push({ at }: LocalStack, job: string, metrics: string): Promise<number> {
  return (await fetch(`${at(9091)}/metrics/job/${job}`, { method: 'PUT', body: `${metrics}\n` })).status;
}
