import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultRunFolder, ensurePrograms, startPart, status, stopPart } from '../../local/index.ts';
import { states } from '../../scripts/live/classify.ts';
import type { Answered } from '../../scripts/verify/index.ts';
import { failedVerify, hurriedSergas, narthex, root, temporaryProject } from './cli.ts';

const stackName = 'sergas-commands';
const offset = String(21_000 + (process.pid % 1_000));
let folder: string;

const run = (args: readonly string[], env?: NodeJS.ProcessEnv) =>
  narthex([...args, '--project', folder], env ? { env } : {});

const verify = () => run(['verify']);
const runFolder = () => defaultRunFolder(folder, `${stackName}-development`);

async function reloadPrometheus(): Promise<void> {
  const parts = (await status(runFolder()))?.parts ?? [];
  process.kill(parts.find(({ name }) => name === 'prometheus')?.pid ?? 0, 'SIGHUP');
}

beforeAll(async () => {
  folder = temporaryProject({ [stackName]: hurriedSergas(stackName) });
  await ensurePrograms(['prometheus', 'alertmanager', 'postgres', 'initdb', 'redis-server']);
}, 300_000);

afterAll(async () => {
  await run(['down']);
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

describe('starting a stack', { timeout: 180_000 }, () => {
  it('says that the Docker engine does not answer, and starts nothing', async () => {
    const { status, stderr } = await run(['up', '--target', 'compose'], { DOCKER_HOST: 'unix:///nowhere/docker.sock' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/NX203\s+the Docker engine does not answer/);
    expect(stderr).toMatch(/fix: mend that, or use --target local/);
  });

  it('runs as local processes where there is no engine, and says why', async () => {
    const { status, stdout, stderr } = await run(['up', '--port-offset', offset], {
      DOCKER_HOST: 'unix:///nowhere/docker.sock',
    });
    expect(stderr).toMatch(/Running as local processes, because the Docker engine does not answer/);
    expect(stdout).toContain('all healthy');
    expect(stdout).toContain(`\n  dashboards: http://127.0.0.1:${9097 + Number(offset)} (a preview; not Grafana)\n`);
    expect(status).toBe(0);
  });

  it('names the process that already runs it', async () => {
    const { status, stderr } = await run(['up', '--target', 'local', '--port-offset', offset]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/NX401.*process \d+/s);
  });

  it('shows it in status, and verify finds it in order', async () => {
    const shown = await run(['status', '--json']);
    expect(JSON.parse(shown.stdout)).toMatchObject({ well: true, ways: [{ way: 'local' }] });
    const verified = await run(['verify', '--panels']);
    expect(verified.stdout).toMatch(/panels show data, \d+ queries asked: .*\d+ ZERO, \d+ OK/);
    expect(verified.stdout).toMatch(/^OK +\S.* \/ Requests +sum\(/m);
    expect(verified.stdout).toContain('works');
    // Every series that the real programs brought is as the catalogs say: the checks of expressions rest on them.
    expect(verified.stdout).toMatch(/\d{4} series of \d+ names/);
    expect(verified.stdout).not.toMatch(/catalog (does not|promises)|in no catalog/);
    expect(verified.status).toBe(0);
  });

  it('says of every panel what it shows, with the query behind it', async () => {
    const { stdout } = await run(['verify', '--json']);
    const { answers } = JSON.parse(stdout) as { answers: readonly Answered[] };
    const panels = answers.find(({ id }) => id === 'dashboards')?.panels ?? [];
    expect(panels.length).toBeGreaterThan(100);
    for (const { title, state, query, range, choice } of panels) {
      expect(states, title).toContain(state);
      expect(`${query}${range}${choice}`, title).not.toMatch(/\$(?!\d)/);
    }
    expect(panels.find(({ title }) => title.endsWith(' / Requests'))).toMatchObject({ state: 'OK', range: '1h' });
  });

  it('needs no second preview: the stack draws its dashboards itself', async () => {
    const port = String(9097 + Number(offset));
    const { status, stdout } = await run(['preview', '--port', port]);
    expect(stdout).toContain(`draws its dashboards itself: http://127.0.0.1:${port}`);
    expect(status).toBe(0);
  });

  it('has a verify that fails when an exporter is stopped', async () => {
    await stopPart(runFolder(), 'redis-exporter');
    const answer = await failedVerify(verify, /redis-exporter:9121 is down/);
    expect(answer).toMatch(/every declared target is up: redis: redis-exporter:9121 is down: .*connection refused/);
    await startPart(runFolder(), 'redis-exporter');
  });

  it('has a verify that fails when a rule is broken', async () => {
    const path = join(runFolder(), 'config', 'rules', 'host-filesystems.yml');
    const rule = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      rule.replace(/expr: \|?-?[\s\S]*?\n {8}for:/, 'expr: up + on () group_left () up\n        for:'),
    );
    await reloadPrometheus();
    const answer = await failedVerify(verify, /HostDiskFilling fails/);
    expect(answer).toMatch(
      /every rule group evaluates without error: host-filesystems: HostDiskFilling fails: .*(many-to-many|duplicate series)/,
    );
    writeFileSync(path, rule);
    await reloadPrometheus();
  });

  it('has a verify that fails when a receiver is unreachable', async () => {
    await stopPart(runFolder(), 'inbox');
    await stopPart(runFolder(), 'sergas-api');
    const answer = await failedVerify(verify, /'oncall' cannot be reached/);
    expect(answer).toMatch(/no receiver is unreachable: 'oncall' cannot be reached by webhook/);
    expect(answer).toMatch(/the watchdog arrives: inbox does not answer/);
  });

  it('stops, and leaves nothing that runs', async () => {
    expect((await run(['down'])).stdout).toMatch(/is stopped: \d+ parts/);
    const { status, stdout } = await run(['status']);
    expect(stdout).toContain('does not run');
    expect(status).toBe(1);
  });

  it('lets one of two commands start it that come at the same time', async () => {
    const both = await Promise.all([1, 2].map(() => run(['up', '--target', 'local', '--port-offset', offset])));
    const outcomes = both.map(({ status }) => status).sort();
    expect(outcomes, both.map(({ stderr }) => stderr).join('\n---\n')).toEqual([0, 1]);
    expect(both.find(({ status }) => status === 1)?.stderr).toMatch(/NX401/);
    await run(['down']);
  });

  it('names every program that is missing, and how to get it', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty, { recursive: true });
    // No program on PATH, none in the cache, and no apt to fetch one.
    const { status, stderr } = await run(['up', '--target', 'local', '--port-offset', offset], {
      PATH: empty,
      NARTHEX_CACHE: empty,
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/NX403/);
    expect(stderr).toMatch(/prometheus/);
    expect(stderr).toMatch(/alertmanager/);
    expect(stderr).toMatch(/PATH/);
  });
});

describe('the command line', () => {
  it('answers a misspelt command with exit code 2', async () => {
    const { status, stderr } = await narthex(['snyth']);
    expect(status).toBe(2);
    expect(stderr).toContain('synth');
  });

  it('answers a stack that does not exist with the nearest name', async () => {
    const { status, stderr } = await narthex(['synth', 'sergass']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/NX802\s+there is no stack 'sergass'\n\s+fix: did you mean 'sergas'\?/);
  });

  it('synthesises as JSON for machines', async () => {
    const out = join(folder, 'out');
    const { status, stdout } = await narthex(['synth', 'sergas', '--json', '--out', out], { cwd: root });
    expect(status).toBe(0);
    const { stacks, written } = JSON.parse(stdout);
    expect(
      stacks.map(({ stack, environment }: { stack: string; environment: string }) => `${stack} ${environment}`),
    ).toEqual(['sergas development', 'sergas staging', 'sergas production']);
    expect(written.added.length).toBe(stacks.reduce((sum: number, { files }: { files: number }) => sum + files, 0));
  });
});
