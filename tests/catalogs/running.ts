import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Exposition, parseExposition } from '../../exporters/index.ts';

/** Processes and folders of a test, gone when it is over. */
export interface Bench {
  /** A new folder that every user may enter. With an owner it belongs to that user. */
  readonly folder: (name: string, owner?: number) => Promise<string>;
  readonly start: (program: string, args: readonly string[], options?: StartOptions) => ChildProcess;
  readonly close: () => Promise<void>;
}

/** How a process is started. */
export interface StartOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly user?: number;
  readonly folder?: string;
}

/** PostgreSQL refuses to run as root: then it is somebody who owns nothing. */
export const unprivileged = process.getuid?.() === 0 ? 65534 : undefined;

/** A bench of its own, so that tests run beside each other. */
export async function openBench(): Promise<Bench> {
  const root = await mkdtemp(join(tmpdir(), 'narthex-catalogs-'));
  await chmod(root, 0o755);
  const children: ChildProcess[] = [];
  return {
    folder: async (name, owner) => {
      const path = join(root, name);
      await mkdir(path);
      if (owner !== undefined) await chown(path, owner, -1);
      return path;
    },
    start: (program, args, { environment = {}, user, folder } = {}) => {
      const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C', ...environment };
      const child = spawn(program, args, {
        stdio: 'ignore',
        env,
        cwd: folder ?? root,
        ...(user !== undefined && { uid: user }),
      });
      children.push(child);
      return child;
    },
    close: async () => {
      await Promise.all(children.map(stop));
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  // PostgreSQL takes its own processes along on SIGINT, without waiting for those who are connected.
  child.kill('SIGINT');
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(late);
}

/** A port of this machine that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Asks until something is true; the time limit of the test bounds it. Throws when the process ends meanwhile. */
export async function until(child: ChildProcess, isTrue: () => Promise<boolean>): Promise<void> {
  for (;;) {
    if (await isTrue().catch(() => false)) return;
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`${child.spawnfile} ended with ${child.exitCode ?? child.signalCode}`);
    await sleep(50);
  }
}

/** Waits until an address answers well. */
export async function untilAnswers(child: ChildProcess, url: string): Promise<void> {
  await until(child, async () => (await fetch(url)).ok);
}

/** What an address exposes, in the format that Prometheus would be given. */
export async function scraped(url: string): Promise<Exposition> {
  const response = await fetch(url, {
    headers: { accept: 'application/openmetrics-text;version=1.0.0,text/plain;q=0.5' },
  });
  if (!response.ok) throw new Error(`${url} answered with status ${response.status}`);
  const openMetrics = response.headers.get('content-type')?.startsWith('application/openmetrics-text') === true;
  return parseExposition(await response.text(), openMetrics ? 'openmetrics' : 'text');
}

/** Waits until an address exposes something that satisfies, and returns it. */
export async function scrapedWith(
  child: ChildProcess,
  url: string,
  satisfies: (names: ReadonlySet<string>) => boolean,
): Promise<Exposition> {
  let exposition: Exposition | undefined;
  await until(child, async () => {
    exposition = await scraped(url);
    return satisfies(new Set(exposition.families.filter(({ samples }) => samples.length > 0).map(({ name }) => name)));
  });
  if (exposition === undefined) throw new Error(`${url} was not read`);
  return exposition;
}
