import { spawn } from 'node:child_process';
import { access, mkdir, open, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheFolder } from '../../local/programs/cache.ts';
import { ensurePrograms } from '../../local/programs/ensure.ts';
import { withLock } from '../../local/programs/lock.ts';
import { machineRelease } from '../../local/programs/release.ts';
import { type Ran, run } from '../../local/programs/run.ts';

/** A Docker engine that answers, with Compose. */
export interface Engine {
  /** Version of the engine, such as `20.10.24+dfsg1`. */
  version: string;
  /** The environment in which `docker` and `docker compose` reach it. */
  environment: NodeJS.ProcessEnv;
  /** Whether this process started it. */
  started: boolean;
  /** Ends the engine if this process started it; its images stay on disk. */
  stop(): Promise<void>;
}

/** Whom to tell what happens. */
export interface Progress {
  onProgress?: (message: string) => void;
}

/** Milliseconds that a freshly started engine gets until it must answer. */
const startLimit = 60_000;

/**
 * A real Docker engine for tests: the running one, or, for root on Debian, the distribution's own, installed and started
 * here without an init system. Safe to call from several processes at once: they share one engine.
 * Throws an Error that says why there is none.
 */
export async function ensureEngine(options: Progress = {}): Promise<Engine> {
  const { onProgress = () => {} } = options;
  const version = await engineVersion(process.env);
  if (version !== undefined) return engine(version, undefined, onProgress);
  const folder = join(cacheFolder(process.env), 'engine');
  await mkdir(folder, { recursive: true });
  const onWait = (pid: number) => onProgress(`waiting for process ${pid}, which is starting a Docker engine`);
  const pid = await withLock(join(folder, '.lock'), onWait, async () => {
    if ((await engineVersion(process.env)) !== undefined) return undefined;
    await installEngine(onProgress);
    return startEngine(folder, onProgress);
  });
  return engine((await engineVersion(process.env)) ?? 'unknown', pid, onProgress);
}

/** Runs the Docker command line against the engine; throws {@link CommandFailed} when it fails. */
export function docker(engine: Engine, args: readonly string[], timeout = 300_000): Promise<Ran> {
  return run('docker', args, { environment: engine.environment, timeout });
}

async function engine(version: string, pid: number | undefined, tell: (message: string) => void): Promise<Engine> {
  const environment = await withCompose(tell);
  return {
    version,
    environment,
    started: pid !== undefined,
    stop: async () => {
      if (pid !== undefined) await endProcess(pid);
    },
  };
}

async function engineVersion(environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const args = ['version', '--format', '{{.Server.Version}}'];
  const said = await run('docker', args, { environment, timeout: 15_000 }).catch(() => undefined);
  return said?.stdout.trim() || undefined;
}

async function installEngine(tell: (message: string) => void): Promise<void> {
  if (await exists('/usr/bin/dockerd', '/usr/sbin/dockerd')) return;
  const { id } = await machineRelease();
  if (id !== 'debian' || process.getuid?.() !== 0) {
    throw new Error(
      'No Docker engine answers, and one can be installed only by root on Debian. Start Docker and run this again.',
    );
  }
  tell('installing Docker from Debian (docker.io, iptables)');
  const policy = await forbidServices();
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const args = ['-q', '-y', '--no-install-recommends', 'install', 'docker.io', 'iptables'];
  const install = () => run('apt-get', args, { environment, timeout: 300_000 });
  try {
    // The lists of a machine that was built some time ago name files that the mirror no longer has.
    await install().catch(async () => {
      await run('apt-get', ['-q', 'update'], { environment, timeout: 300_000 });
      await install();
    });
  } finally {
    await policy.restore();
  }
}

/** Keeps Debian from starting the engine while it is installed (policy-rc.d: 101 is "not allowed"); it is started here. */
async function forbidServices(): Promise<{ restore(): Promise<void> }> {
  const path = '/usr/sbin/policy-rc.d';
  if (await exists(path)) return { restore: async () => {} };
  await writeFile(path, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  return { restore: () => rm(path, { force: true }) };
}

async function startEngine(folder: string, tell: (message: string) => void): Promise<number> {
  tell('starting the Docker engine');
  const [log, pidFile] = [join(folder, 'dockerd.log'), join(folder, 'dockerd.pid')];
  // The node exporter's view of the host follows later mounts, which needs a shared root; systemd makes it so elsewhere.
  await run('mount', ['--make-rshared', '/'], { environment: process.env });
  // No engine answers, so a process id in there is of one that is gone.
  await rm(pidFile, { force: true });
  const output = await open(log, 'w');
  const args = ['--data-root', join(folder, 'data'), '--pidfile', pidFile, '--host', 'unix:///var/run/docker.sock'];
  const environment = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
  const child = spawn('dockerd', args, { detached: true, stdio: ['ignore', output.fd, output.fd], env: environment });
  const failed = new Promise<Error>((resolve) => child.once('error', resolve));
  child.unref();
  await output.close();
  const until = Date.now() + startLimit;
  while ((await engineVersion(process.env)) === undefined) {
    const error = await Promise.race([failed, sleep(150)]);
    if (error instanceof Error || child.exitCode !== null || Date.now() > until) {
      if (child.exitCode === null) child.kill('SIGKILL');
      const end = (await readFile(log, 'utf8')).trim().split('\n').slice(-8).join('\n');
      throw new Error(
        `The Docker engine did not start${error instanceof Error ? `: ${error.message}` : ''}; ${log}:\n${end}`,
      );
    }
  }
  return child.pid as number;
}

/**
 * The environment in which `docker compose` works: as it is, or with a private configuration folder that holds the
 * Compose plugin from the cache, so that nothing is put into the user's own.
 */
async function withCompose(tell: (message: string) => void): Promise<NodeJS.ProcessEnv> {
  const builder = await run('docker', ['buildx', 'version'], { environment: process.env }).catch(() => undefined);
  // Without buildx only the engine's own builder is there, and it must be asked for.
  const environment = builder === undefined ? { ...process.env, DOCKER_BUILDKIT: '0' } : process.env;
  const compose = await run('docker', ['compose', 'version', '--short'], { environment }).catch(() => undefined);
  if (compose !== undefined) return environment;
  const programs = await ensurePrograms(['docker-compose'], { onProgress: tell });
  const config = join(cacheFolder(process.env), 'engine', 'config');
  await mkdir(join(config, 'cli-plugins'), { recursive: true });
  const plugin = join(config, 'cli-plugins', 'docker-compose');
  const target = programs.get('docker-compose')?.path as string;
  await rm(plugin, { force: true });
  await symlink(target, plugin).catch((error: NodeJS.ErrnoException) => {
    // Another process has just made the same link.
    if (error.code !== 'EEXIST') throw error;
  });
  return { ...environment, DOCKER_CONFIG: config, DOCKER_HOST: await engineAddress() };
}

/** The address behind the user's current context, which a private configuration folder does not know. */
async function engineAddress(): Promise<string> {
  if (process.env.DOCKER_HOST) return process.env.DOCKER_HOST;
  const args = ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'];
  return (await run('docker', args, { environment: process.env })).stdout.trim();
}

async function endProcess(pid: number): Promise<void> {
  const alive = () => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  if (alive()) process.kill(pid, 'SIGTERM');
  while (alive()) await sleep(100);
}

async function exists(...paths: string[]): Promise<boolean> {
  const found = paths.map((path) =>
    access(path).then(
      () => true,
      () => false,
    ),
  );
  return (await Promise.all(found)).includes(true);
}
