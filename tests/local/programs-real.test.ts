import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, chown, mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer, get } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { debianHost, installedPackages, openApt } from '../../local/programs/apt.ts';
import { findInCache } from '../../local/programs/cache.ts';
import { ensurePrograms } from '../../local/programs/ensure.ts';
import { findProgram, type Program } from '../../local/programs/find.ts';
import { installBundle } from '../../local/programs/install.ts';
import { run } from '../../local/programs/run.ts';
import { bundleOf, minimum, type ProgramName, programs } from '../../local/programs/table.ts';
import { isAtLeast } from '../../local/programs/version.ts';

const names = Object.keys(programs) as ProgramName[];
const host = await debianHost(process.env);
const children: ChildProcess[] = [];
const environment = process.env;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'narthex-programs-'));
  await chmod(folder, 0o755);
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function start(program: string, args: readonly string[], options: { uid?: number; cwd?: string } = {}): ChildProcess {
  const child = spawn(program, args, { stdio: 'ignore', ...options });
  children.push(child);
  return child;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** Asks until the answer is there; the test's own time-out bounds it. */
async function answer(child: ChildProcess, url: string): Promise<Response> {
  for (;;) {
    const response = await fetch(url).catch(() => undefined);
    if (response !== undefined && response.status !== 503) return response;
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode} before ${url} answered`);
    await sleep(50);
  }
}

describe('the real programs', { timeout: 180_000 }, () => {
  let found: Map<ProgramName, Program>;
  beforeAll(async () => {
    found = await ensurePrograms(names);
  }, 180_000);

  it.each(names)('%s is there, runs, and is of a supported version', async (name) => {
    const program = found.get(name) as Program;
    const { stdout, stderr } = await run(program.path, argumentsForVersion(name), { environment });
    expect(`${stdout}${stderr}`).toContain(program.version);
    expect(isAtLeast(program.version, minimum[name])).toBe(true);
    expect(await findProgram(name)).toEqual(program);
  });

  it('include an Alertmanager that finds its templates without anything in /usr/share', async () => {
    const [data, port] = [join(folder, 'alertmanager'), await freePort()];
    await mkdir(data);
    const config =
      'route: { receiver: team }\nreceivers: [{ name: team, webhook_configs: [{ url: "http://127.0.0.1:1/" }] }]\n';
    await writeFile(join(data, 'alertmanager.yml'), config);
    const args = ['--config.file=alertmanager.yml', `--storage.path=${data}`, '--cluster.listen-address='];
    const { path } = found.get('alertmanager') as Program;
    const child = start(path, [...args, `--web.listen-address=127.0.0.1:${port}`], { cwd: data });
    const status = await (await answer(child, `http://127.0.0.1:${port}/api/v2/status`)).json();
    expect(status).toMatchObject({ versionInfo: { version: found.get('alertmanager')?.version } });
    // A reload reads the templates again, long after the start.
    expect((await fetch(`http://127.0.0.1:${port}/-/reload`, { method: 'POST' })).status).toBe(200);
    await stop(child);
    expect(child.signalCode ?? child.exitCode).toBe(0);
  });

  it('include a Pushgateway that serves its page and keeps what is pushed', async () => {
    const port = await freePort();
    const { path } = found.get('pushgateway') as Program;
    const child = start(path, [`--web.listen-address=127.0.0.1:${port}`]);
    expect((await answer(child, `http://127.0.0.1:${port}/`)).status).toBe(200);
    await fetch(`http://127.0.0.1:${port}/metrics/job/backup`, { method: 'PUT', body: 'backup_bytes 42\n' });
    expect(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).toMatch(
      /^backup_bytes\{.*job="backup".*} 42$/m,
    );
    await stop(child);
  });

  it('include a Redis whose client reaches it', async () => {
    const port = await freePort();
    const server = found.get('redis-server') as Program;
    const child = start(server.path, ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--dir', folder]);
    const client = found.get('redis-cli') as Program;
    const ping = () => run(client.path, ['-p', `${port}`, 'ping'], { environment }).catch(() => undefined);
    let said = await ping();
    while (said?.stdout !== 'PONG\n' && child.exitCode === null) said = await sleep(50).then(ping);
    expect(said?.stdout).toBe('PONG\n');
    await stop(child);
  });
});

describe.runIf(host !== undefined)(
  'a database of this release, fetched and not installed',
  { timeout: 180_000 },
  () => {
    it('creates a cluster and answers a query as an unprivileged user', async () => {
      if (host === undefined) return;
      const status = await installedPackages(['postgresql']);
      const apt = await openApt(join(folder, 'apt'), host.sources, status, environment);
      const place = join(folder, 'postgres');
      await installBundle(bundleOf('postgres'), apt, host.release, place);
      const path = async (name: ProgramName) => ((await findInCache(place, name)) as { path: string }).path;

      const [uid, data] = [process.getuid?.() === 0 ? 65534 : process.getuid?.(), join(folder, 'cluster')];
      await mkdir(data, { mode: 0o700 });
      if (uid !== undefined) await chown(data, uid, -1);
      const as = uid === undefined ? {} : { uid };
      const created = start(await path('initdb'), ['-D', data, '-U', 'app', '-A', 'trust', '--no-sync'], {
        ...as,
        cwd: data,
      });
      await once(created, 'exit');
      expect(created.exitCode).toBe(0);

      const port = await freePort();
      const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${data}`];
      const server = start(await path('postgres'), ['-D', data, '-p', `${port}`, ...settings], { ...as, cwd: data });
      const psql = await path('psql');
      const args = ['-h', '127.0.0.1', '-p', `${port}`, '-U', 'app', '-d', 'postgres', '-Atc', 'select 40 + 2'];
      const ask = () => run(psql, args, { environment }).catch(() => undefined);
      let said = await ask();
      while (said === undefined && server.exitCode === null) said = await sleep(100).then(ask);
      expect(said?.stdout).toBe('42\n');
      await stop(server);
    });
  },
);

describe.runIf(host !== undefined)('fetching', { timeout: 180_000 }, () => {
  const place = 'programs/prometheus-redis-exporter@forky/root/usr/bin/prometheus-redis-exporter';
  let script: string;

  beforeAll(async () => {
    script = join(folder, 'fetch.mjs');
    const contents = `import { ensurePrograms } from './local/programs/ensure.ts';
      const found = await ensurePrograms(['redis_exporter'], { onProgress: (line) => console.log(line) });
      console.log('path ' + found.get('redis_exporter').path);`;
    const root = join(import.meta.dirname, '../..');
    const options = { bundle: true, platform: 'node', format: 'esm', outfile: script, logLevel: 'error' } as const;
    await build({ stdin: { contents, resolveDir: root }, ...options });
  });

  function machine(name: string): NodeJS.ProcessEnv {
    return { ...process.env, NARTHEX_CACHE: join(folder, name), NARTHEX_REDIS_EXPORTER: '', PATH: '/usr/bin:/bin' };
  }

  function fetchIn(name: string): Promise<{ stdout: string }> {
    return run(process.execPath, [script], { environment: machine(name), timeout: 120_000 });
  }

  it('repairs a damaged file once, naming it and both hashes', async () => {
    await fetchIn('damaged');
    const path = join(folder, 'damaged', place);
    const whole = await readFile(path);
    const file = await open(path, 'r+');
    await file.write(Buffer.from([(whole[5000] ?? 0) ^ 0xff]), 0, 1, 5000);
    await file.close();
    const { stdout } = await fetchIn('damaged');
    expect(stdout).toMatch(
      /redis-exporter is not the file that was put there\.\n +expected sha256 \w{64}\n +got +\w{64}\n +It is fetched again/,
    );
    expect(whole.equals(await readFile(path))).toBe(true);
    expect((await fetchIn('damaged')).stdout).toBe(`path ${path}\n`);
  });

  it('happens once when two processes need the same program at once', async () => {
    const outputs = (await Promise.all([fetchIn('shared'), fetchIn('shared')])).map(({ stdout }) => stdout);
    expect(outputs.filter((text) => text.includes('is unpacked'))).toHaveLength(1);
    expect(outputs.every((text) => text.endsWith(`path ${join(folder, 'shared', place)}\n`))).toBe(true);
  });

  it('leaves nothing half-done when it is killed, and the next one finishes it', async () => {
    const child = spawn(process.execPath, [script], { env: machine('killed'), stdio: ['ignore', 'pipe', 'ignore'] });
    children.push(child);
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const path = join(folder, 'killed', place);
    await expect(access(path)).rejects.toThrow();
    expect((await fetchIn('killed')).stdout).toContain(`path ${path}`);
    const left = (await readdir(join(folder, 'killed/programs'))).filter((name) => name.startsWith('.'));
    expect(left).toEqual([]);
  });

  it('finds a corrupted download, and fetches it once more', async (context) => {
    if (!host?.mirror.startsWith('http://')) return context.skip('the mirror speaks https, a proxy cannot corrupt it');
    const proxy = await corruptingProxy();
    const fetchThrough = async (name: string, corrupted: number) => {
      proxy.corrupt = corrupted;
      const notes: string[] = [];
      const environment = { ...machine(name), http_proxy: proxy.url };
      const ensuring = ensurePrograms(['redis_exporter'], { environment, onProgress: (note) => notes.push(note) });
      return { program: await ensuring.catch((error: unknown) => error), notes: notes.join('\n') };
    };
    try {
      const once = await fetchThrough('once', 1);
      expect(once.program).toBeInstanceOf(Map);
      expect(once.notes).toMatch(/redis-exporter_\S+\.deb[\s\S]*Hash Sum mismatch[\s\S]*It is fetched once more/);
      const always = await fetchThrough('always', Number.POSITIVE_INFINITY);
      expect(always.program).toMatchObject({ code: 'E_PROGRAM_DOWNLOAD' });
      expect((always.program as Error).message).toMatch(/Hash Sum mismatch/);
      expect(await readdir(join(folder, 'always/programs'))).toEqual([]);
    } finally {
      proxy.close();
    }
  });

  it('says what to do when the cache cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    const ensuring = ensurePrograms(['redis_exporter'], { environment: machine('file/below') });
    await expect(ensuring).rejects.toMatchObject({
      code: 'E_PROGRAM_DOWNLOAD',
      message: expect.stringMatching(/NARTHEX_CACHE/),
    });
  });
});

/** A proxy that turns one byte of the first `corrupt` package files that pass through it. */
async function corruptingProxy() {
  const server = createHttpServer((request, response) => {
    const { host: _, 'proxy-connection': __, ...headers } = request.headers;
    const onward = get(request.url ?? '', { headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      let damage = request.url?.endsWith('.deb') === true && answer.statusCode === 200 && proxy.corrupt > 0;
      if (damage) proxy.corrupt -= 1;
      answer.on('data', (bytes: Buffer) => {
        if (damage) bytes[0] = (bytes[0] ?? 0) ^ 1;
        damage = false;
        response.write(bytes);
      });
      answer.on('end', () => response.end());
    });
    onward.on('error', () => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const proxy = { corrupt: 0, url, close: () => server.close() };
  return proxy;
}

function argumentsForVersion(name: ProgramName): readonly string[] {
  return name === 'docker-compose' ? ['version'] : name === 'busybox' ? ['--help'] : ['--version'];
}
