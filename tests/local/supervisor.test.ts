import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { down, type RunEvent, startPart, status, stopPart, up } from '../../local/index.ts';
import { findGuard } from '../../local/supervisor/launch.ts';
import type { StartMessage } from '../../local/supervisor/messages.ts';
import { identify, isGone } from '../../local/supervisor/process-id.ts';
import { NarthexError } from '../../stacks/model/index.ts';
import { bundle } from './daemon-bundle.ts';
import { answering, freePorts, type TinyPart, tinyStack } from './tiny-stack.ts';

const guard = await findGuard();
let home: string;
let daemonEntry: string;
let runFolder: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'narthex-supervisor-'));
  await chmod(home, 0o755);
  daemonEntry = await bundle('local/daemon.ts', home);
});
beforeEach(async () => {
  runFolder = await mkdtemp(join(home, 'run-'));
  await chmod(runFolder, 0o755);
});
afterEach(async () => {
  await down(runFolder);
});
afterAll(async () => {
  await rm(home, { recursive: true, force: true });
});

function start(parts: readonly TinyPart[], onEvent?: (event: RunEvent) => void, more?: Record<string, string>) {
  return up({ artifacts: tinyStack(parts, more), runFolder, daemonEntry, ...(onEvent && { onEvent }) });
}

async function refusal(work: Promise<unknown>): Promise<NarthexError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof NarthexError)) throw new Error(`expected a NarthexError, not ${String(error)}`);
  return error;
}

/** Looks until something is there; the test's own time-out bounds it. */
async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await sleep(30);
  }
}

const phaseOf = async (name: string) => (await status(runFolder))?.parts.find((part) => part.name === name);

describe('starting a stack', () => {
  it('brings up each part after those that it needs, and leaves them running', async () => {
    const [a = 0, b = 0, c = 0] = await freePorts(3);
    const phases: string[] = [];
    const parts = [
      { name: 'last', port: a, after: ['middle'] },
      { name: 'middle', port: b, after: ['first'] },
      { name: 'first', port: c },
    ];
    const state = await start(parts, (event) => {
      if (event.kind === 'part') phases.push(`${event.name} ${event.phase}`);
    });
    expect(phases).toEqual(['first', 'middle', 'last'].flatMap((name) => [`${name} starting`, `${name} healthy`]));
    expect(state.phase).toBe('running');
    expect(await Promise.all([a, b, c].map(answering))).toEqual(state.parts.map(({ process }) => process?.pid));
  });

  it('is refused while the stack runs, with the process that supervises it', async () => {
    const [port = 0] = await freePorts(1);
    const state = await start([{ name: 'one', port }]);
    const { problems } = await refusal(start([{ name: 'one', port }]));
    expect(problems).toMatchObject([{ code: 'NX401' }]);
    expect(problems[0]?.message).toContain(`process ${state.supervisor.pid} `);
    expect(await answering(port)).toBe(state.parts[0]?.process?.pid);
  });

  it('lets only one of two that begin at the same moment win', async () => {
    const [port = 0] = await freePorts(1);
    const both = await Promise.allSettled([1, 2].map(() => start([{ name: 'one', port }])));
    expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
    const reasons = both.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(reasons).toMatchObject([{ problems: [{ code: 'NX401' }] }]);
    expect((await status(runFolder))?.phase).toBe('running');
  });

  it('names every port that is taken, by whom, and every secret that is missing, before anything runs', async () => {
    const [free = 0] = await freePorts(1);
    const holders = [createServer().listen(0, '127.0.0.1'), createServer().listen(0, '127.0.0.1')];
    try {
      await Promise.all(holders.map((each) => once(each, 'listening')));
      const taken = holders.map((each) => (each.address() as { port: number }).port);
      const secrets = [{ name: 'hook-url', about: 'the URL of the hook', generated: false }];
      const events: RunEvent[] = [];
      const parts = [
        { name: 'fine', port: free, secrets },
        { name: 'one', port: taken[0] ?? 0 },
        { name: 'two', port: taken[1] ?? 0 },
      ];
      const { problems } = await refusal(start(parts, (event) => events.push(event)));
      expect(problems.map(({ code, path }) => [code, ...path])).toEqual([
        ['NX404', 'hook-url'],
        ['NX402', 'one'],
        ['NX402', 'two'],
      ]);
      expect(problems[0]).toMatchObject({
        message: expect.stringContaining('the URL of the hook'),
        fix: expect.stringContaining(join(runFolder, 'secrets', 'hook-url')),
      });
      if (process.platform === 'linux') expect(problems[1]?.message).toContain(`process ${process.pid} `);
      expect(events.filter(({ kind }) => kind === 'part')).toEqual([]);
    } finally {
      for (const each of holders) each.close();
    }
  });

  it('ends everything when a part ends during its start, and shows what it said', async () => {
    const [a = 0, b = 0] = await freePorts(2);
    const parts: TinyPart[] = [
      { name: 'good', port: a },
      { name: 'bad', port: b, after: ['good'], behaviour: 'fail' },
    ];
    const { message, problems } = await refusal(start(parts));
    expect(problems).toMatchObject([{ code: 'NX405', path: ['bad'] }]);
    expect(message).toContain('cannot read the moon');
    expect(message).toContain('exit code 3');
    expect(await answering(a)).toBeUndefined();
    expect((await status(runFolder))?.parts.map(({ phase }) => phase)).toEqual(['stopped', 'failed']);
  });

  it('shows only what the part said this time', async () => {
    const [port = 0] = await freePorts(1);
    await mkdir(join(runFolder, 'logs'), { recursive: true });
    await writeFile(join(runFolder, 'logs', 'bad.log'), 'a complaint of last week\n');
    const { message } = await refusal(start([{ name: 'bad', port, behaviour: 'fail' }]));
    expect(message).not.toContain('last week');
  });

  it('gives up on a part that is not healthy in time', async () => {
    const [port = 0] = await freePorts(1);
    const { problems } = await refusal(start([{ name: 'slow', port, behaviour: 'never', startWithin: 0.5 }]));
    expect(problems).toMatchObject([{ code: 'NX406', path: ['slow'] }]);
    expect(await answering(port)).toBeUndefined();
  });

  it('leaves out a part whose program nobody has, and takes it off the lists of targets', async () => {
    const [a = 0, b = 0] = await freePorts(2);
    const list = [a, b].map((port) => ({ targets: [`127.0.0.1:${port}`], labels: { instance: `part:${port}` } }));
    const parts = [
      { name: 'here', port: a, after: ['elsewhere'] },
      { name: 'elsewhere', port: b, program: 'narthex-no-such-program' },
    ];
    const state = await start(parts, undefined, { 'local/here/targets/all.json': JSON.stringify(list) });
    expect(state.leftOut).toEqual([
      { name: 'elsewhere', reason: expect.stringContaining("'narthex-no-such-program' is not on PATH") },
    ]);
    expect(state.parts.map(({ name }) => name)).toEqual(['here']);
    const copied = await readFile(join(runFolder, 'config/local/here/targets/all.json'), 'utf8');
    expect(JSON.parse(copied)).toEqual(list.slice(0, 1));
  });

  it('refuses artifacts that were made for something else, and a folder that configuration files cannot name', async () => {
    const artifacts = new Map([['compose/compose.yaml', '']]);
    const nothing = await refusal(up({ artifacts, runFolder, daemonEntry }));
    const folder = await refusal(up({ artifacts, runFolder: join(runFolder, "it's"), daemonEntry }));
    expect([nothing, folder].map(({ problems }) => problems[0]?.code)).toEqual(['NX409', 'NX409']);
  });

  it('says so when the compiled supervisor is not there', async () => {
    const { problems } = await refusal(up({ artifacts: tinyStack([]), runFolder }));
    expect(problems).toMatchObject([{ code: 'NX408', fix: expect.stringContaining('npm run build') }]);
  });
});

describe('preparing a part', () => {
  const step = (text: string) => ({ program: 'node', args: ['-e', text] });
  const touch = (name: string) => step(`require('fs').appendFileSync('{run-folder}/data/db/data/${name}', 'x')`);

  it('happens once, with the input that its steps want', async () => {
    const [port = 0] = await freePorts(1);
    const copy = "process.stdin.pipe(require('fs').createWriteStream('{run-folder}/data/db/data/input'))";
    const prepare = { volume: 'data', steps: [touch('count'), { ...step(copy), stdin: 'from {run-folder}' }] };
    for (let i = 0; i < 2; i += 1) {
      await start([{ name: 'db', port, prepare }]);
      await down(runFolder);
    }
    expect(await readFile(join(runFolder, 'data/db/data/count'), 'utf8')).toBe('x');
    expect(await readFile(join(runFolder, 'data/db/data/input'), 'utf8')).toBe(`from ${runFolder}`);
  });

  it('is done again from the beginning after it failed half-way', async () => {
    const [port = 0] = await freePorts(1);
    const broken = { volume: 'data', steps: [touch('half'), step("console.log('no room'); process.exit(2)")] };
    const error = await refusal(start([{ name: 'db', port, prepare: broken }]));
    expect(error.problems).toMatchObject([{ code: 'NX407', path: ['db'] }]);
    expect(error.message).toContain('no room');
    await start([{ name: 'db', port, prepare: { volume: 'data', steps: [touch('whole')] } }]);
    await expect(readFile(join(runFolder, 'data/db/data/half'))).rejects.toThrow();
    expect(await readFile(join(runFolder, 'data/db/data/whole'), 'utf8')).toBe('x');
  });
});

describe('a running stack', () => {
  it('starts a part again that was killed, and writes down how it ended', async () => {
    const [port = 0] = await freePorts(1);
    const first = (await start([{ name: 'one', port }])).parts[0]?.process?.pid as number;
    process.kill(first, 'SIGKILL');
    const part = await until(async () => {
      const now = await phaseOf('one');
      return now?.phase === 'healthy' && now.pid !== first && now;
    });
    expect(part).toMatchObject({ restarts: 1, lastEnd: expect.stringContaining('SIGKILL') });
    expect(await answering(port)).toBe(part.pid);
  });

  it('keeps a part stopped that was stopped on purpose, until it is started again', async () => {
    const [a = 0, b = 0] = await freePorts(2);
    const parts = [
      { name: 'one', port: a },
      { name: 'two', port: b },
    ];
    await start(parts);
    await stopPart(runFolder, 'one');
    expect(await answering(a)).toBeUndefined();
    expect(await phaseOf('one')).toMatchObject({ phase: 'held' });
    expect(await phaseOf('two')).toMatchObject({ phase: 'healthy', restarts: 0 });
    await startPart(runFolder, 'one');
    expect(await answering(a)).toBe((await phaseOf('one'))?.pid);
  });

  it('stops a part even while it keeps failing', async () => {
    const [port = 0] = await freePorts(1);
    await start([{ name: 'one', port }]);
    const server = join(runFolder, 'config/local/one/server.mjs');
    const good = await readFile(server, 'utf8');
    await writeFile(server, 'process.exit(5)');
    process.kill((await phaseOf('one'))?.pid ?? 0, 'SIGKILL');
    await until(async () => ((await phaseOf('one'))?.restarts ?? 0) > 1);
    expect((await phaseOf('one'))?.lastEnd).toContain('exit code 5');
    await stopPart(runFolder, 'one');
    expect(await phaseOf('one')).toMatchObject({ phase: 'held' });
    await writeFile(server, good);
    await startPart(runFolder, 'one');
    expect(await answering(port)).toBe((await phaseOf('one'))?.pid);
  });

  it('names the part that was meant when a name is misspelt', async () => {
    const [port = 0] = await freePorts(1);
    await start([{ name: 'inbox', port }]);
    const { problems } = await refusal(stopPart(runFolder, 'imbox'));
    expect(problems).toMatchObject([{ code: 'NX411', fix: "did you mean 'inbox'?" }]);
  });

  it('tells its state: processes, addresses, how long', async () => {
    const [port = 0] = await freePorts(1);
    const state = await start([{ name: 'one', port, opens: { title: 'One', url: `http://127.0.0.1:${port}` } }]);
    const now = await status(runFolder);
    expect(now).toMatchObject({ stack: 'tiny', phase: 'running', supervisor: state.supervisor.pid, leftOut: [] });
    expect(now?.parts).toEqual([
      expect.objectContaining({
        name: 'one',
        phase: 'healthy',
        pid: state.parts[0]?.process?.pid,
        addresses: [`127.0.0.1:${port}`],
        opens: { title: 'One', url: `http://127.0.0.1:${port}` },
        uptime: expect.any(Number),
      }),
    ]);
  });
});

describe('the end of a stack', () => {
  it('frees everything and keeps what was stored', async () => {
    const [port = 0] = await freePorts(1);
    const state = await start([{ name: 'one', port }]);
    const secrets = join(runFolder, 'data/one/data/kept');
    await writeFile(secrets, 'x');
    expect(await down(runFolder)).toEqual({ stopped: ['one'] });
    expect(await answering(port)).toBeUndefined();
    expect(await identify(state.supervisor.pid)).toBeUndefined();
    expect(await readFile(secrets, 'utf8')).toBe('x');
    expect((await status(runFolder))?.phase).toBe('stopped');
    expect(await down(runFolder)).toEqual({ stopped: [] });
  });

  it('is quiet about a folder in which nothing ever ran', async () => {
    expect(await status(runFolder)).toBeUndefined();
    expect(await down(join(runFolder, 'nowhere'))).toEqual({ stopped: [] });
  });

  it('kills a part that does not end when it is asked', async () => {
    const [port = 0] = await freePorts(1);
    await start([{ name: 'one', port, behaviour: 'stubborn', stopWithin: 0.3 }]);
    await down(runFolder);
    expect(await answering(port)).toBeUndefined();
    expect(await readFile(join(runFolder, 'logs/one.log'), 'utf8')).toContain('asked to end');
  });

  it('comes when the command that starts it goes away before all is healthy', async () => {
    const [a = 0, b = 0] = await freePorts(2);
    const parts: TinyPart[] = [
      { name: 'good', port: a },
      { name: 'slow', port: b, behaviour: 'never' },
    ];
    const daemon = fork(daemonEntry, [], { detached: true, serialization: 'advanced', stdio: 'ignore', execArgv: [] });
    const message: StartMessage = { runFolder, artifacts: tinyStack(parts) };
    daemon.send(message);
    await until(() => answering(a));
    await until(() => answering(b));
    daemon.disconnect();
    await once(daemon, 'exit');
    expect(await Promise.all([a, b].map(answering))).toEqual([undefined, undefined]);
  });

  it.skipIf(guard.length === 0)('comes through the kernel when the supervisor is killed', async () => {
    const [port = 0] = await freePorts(1);
    const state = await start([{ name: 'one', port }]);
    process.kill(state.supervisor.pid, 'SIGKILL');
    await until(async () => (await answering(port)) === undefined);
    expect(await identify(state.parts[0]?.process?.pid ?? 0)).toBeUndefined();
  });

  it('comes through whoever looks next when the supervisor is killed and the kernel cannot help', async () => {
    const [port = 0] = await freePorts(1);
    const path = process.env.PATH;
    process.env.PATH = join(home, 'without-setpriv');
    const state = await start([{ name: 'one', port }]).finally(() => {
      process.env.PATH = path;
    });
    process.kill(state.supervisor.pid, 'SIGKILL');
    expect(await isGone(state.supervisor, 5_000)).toBe(true);
    expect(await answering(port)).toBe(state.parts[0]?.process?.pid);
    expect(await status(runFolder)).toMatchObject({ phase: 'stopped', parts: [{ phase: 'stopped' }] });
    expect(await answering(port)).toBeUndefined();
    expect((await start([{ name: 'one', port }])).phase).toBe('running');
  });

  it('leaves a process in peace that merely has the number of one of its own', async () => {
    const [port = 0] = await freePorts(1);
    const state = await start([{ name: 'one', port }]);
    await down(runFolder);
    const recycled = { pid: process.pid, started: 'long ago' };
    const parts = state.parts.map((part) => ({ ...part, process: recycled }));
    await writeFile(join(runFolder, 'run.json'), JSON.stringify({ ...state, supervisor: recycled, parts }));
    await writeFile(join(runFolder, 'owner.json'), JSON.stringify(recycled));
    expect(await down(runFolder)).toEqual({ stopped: [] });
    expect((await start([{ name: 'one', port }])).phase).toBe('running');
  });
});

describe('the files of a run', () => {
  it('hold secrets that are made once and that only the part can read', async () => {
    const [port = 0] = await freePorts(1);
    const secrets = [{ name: 'password', about: 'a password', generated: true }];
    const read = () => readFile(join(runFolder, 'secrets/password'), 'utf8');
    await start([{ name: 'one', port, secrets }]);
    const made = await read();
    expect(Buffer.from(made, 'base64url')).toHaveLength(32);
    expect(await readFile(join(runFolder, 'private/one/password'), 'utf8')).toBe(made);
    await down(runFolder);
    await start([{ name: 'one', port, secrets }]);
    expect(await read()).toBe(made);
  });

  it.runIf(process.getuid?.() === 0)('may lie where only root comes, and who then stays root is told', async () => {
    const [a = 0, b = 0] = await freePorts(2);
    await chmod(runFolder, 0o700);
    const notes: string[] = [];
    const tell = (event: RunEvent) => event.kind === 'note' && notes.push(event.text);
    const parts: TinyPart[] = [
      { name: 'good', port: a },
      { name: 'bad', port: b, after: ['good'], behaviour: 'fail' },
    ];
    const { problems } = await refusal(start(parts, tell));
    expect(notes).toContain(`good: it runs as root, because ${runFolder} is closed to other users`);
    expect(problems).toMatchObject([{ code: 'NX405', fix: expect.stringContaining('other users can reach') }]);
  });

  it('survive a link in the way to the folder', async () => {
    const [port = 0] = await freePorts(1);
    const link = join(home, `link-${port}`);
    await symlink(runFolder, link);
    const artifacts = tinyStack([{ name: 'one', port }]);
    const state = await up({ artifacts, runFolder: link, daemonEntry });
    expect((await status(runFolder))?.supervisor).toBe(state.supervisor.pid);
  });
});
