import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Notification } from '../../apps/inbox/payload.ts';
import { down, localTarget, type RunState, runName, startPart, status, stopPart, up } from '../../local/index.ts';
import { identify } from '../../local/supervisor/process-id.ts';
import {
  type Artifacts,
  type Definition,
  NarthexError,
  type Overrides,
  type Plan,
  resolveStack,
} from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { planStack, synthesize } from '../../stacks/synthesize/index.ts';
import { bundle } from '../local/daemon-bundle.ts';

// Far from the real ports, and below those that the kernel hands out for connections.
const portOffset = 18_000;
const at = (port: number) => `http://127.0.0.1:${port + portOffset}`;

let home: string;
let runFolder: string;
let daemonEntry: string;
let plan: Plan;
let artifacts: Artifacts;
let state: RunState;

/** Sergas as it is, but in a hurry: nobody wants to wait minutes for an alert in a test. */
function hurried({ stack, ...definition }: Definition): Definition {
  const { development = {}, ...environments } = stack.environments ?? {};
  const exporters = ['node', 'cadvisor', 'postgres', 'redis', 'pushgateway', 'blackbox-http', 'blackbox-tcp'];
  const jobs = ['sergas', 'prometheus', 'alertmanager', 'grafana', ...exporters];
  const quick: Overrides = {
    ...development,
    jobs: Object.fromEntries(jobs.map((job) => [job, { interval: '1s', timeout: '1s' }])),
    alerts: { ServiceDown: { for: '0s' } },
    prometheus: { ...development.prometheus, interval: '10s', resendDelay: '1s' },
    routing: {
      groupWait: '1s',
      groupInterval: '1s',
      // A route may have a wait of its own.
      routes: stack.routing.routes.map(({ groupWait: _, ...route }) => route),
    },
  };
  return { ...definition, stack: { ...stack, environments: { ...environments, development: quick } } };
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'narthex-local-'));
  await chmod(home, 0o755);
  const [daemon, simulator, inbox] = await Promise.all(
    ['local/daemon.ts', 'apps/simulator/main.ts', 'apps/inbox/main.ts'].map((entry) => bundle(entry, home)),
  );
  daemonEntry = daemon ?? '';
  const assets = {
    'simulator.mjs': await readFile(simulator ?? '', 'utf8'),
    'inbox.mjs': await readFile(inbox ?? '', 'utf8'),
  };
  plan = planStack(resolveStack(hurried(sergas), 'development'), assets);
  artifacts = synthesize(plan, [localTarget({ portOffset })]);
  runFolder = join(home, runName(plan));
  state = await start();
});

afterAll(async () => {
  await down(runFolder);
  await rm(home, { recursive: true, force: true });
});

const start = () => up({ artifacts, runFolder, daemonEntry });

async function json<T>(url: string): Promise<T> {
  return (await (await fetch(url)).json()) as T;
}

/** Looks until something is there; the test's own time-out bounds it. */
async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look().catch(() => undefined);
    if (found !== undefined && found !== false) return found;
    await sleep(100);
  }
}

interface Target {
  labels: { job: string; instance: string };
  health: 'up' | 'down' | 'unknown';
  lastError: string;
}

async function targets(): Promise<Target[]> {
  const { data } = await json<{ data: { activeTargets: Target[] } }>(`${at(9090)}/api/v1/targets`);
  return data.activeTargets;
}

interface Sample {
  metric: Record<string, string>;
  value: [number, string];
}

async function query(promql: string): Promise<Sample[]> {
  const { data } = await json<{ data: { result: Sample[] } }>(
    `${at(9090)}/api/v1/query?query=${encodeURIComponent(promql)}`,
  );
  return data.result;
}

/** The newest notification about an alert with a status that arrived in the inbox since a moment. */
function arrived(alert: string, wanted: 'firing' | 'resolved', since: number): Promise<Notification> {
  return until(async () => {
    const all = await json<Notification[]>(`${at(9095)}/notifications`);
    return all.find(
      ({ receivedAt, payload }) =>
        Date.parse(receivedAt) >= since &&
        payload.alerts.some(({ labels, status }) => labels.alertname === alert && status === wanted),
    );
  });
}

async function openPorts(run: RunState): Promise<string[]> {
  const addresses = run.parts.flatMap((part) => part.addresses);
  const answers = await Promise.all(
    addresses.map(async (address) => {
      const server = createServer();
      const port = Number(address.split(':')[1]);
      const free = await new Promise<boolean>((resolve) => {
        server.once('error', () => resolve(false));
        server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
      });
      return free ? [] : [address];
    }),
  );
  return answers.flat();
}

describe('the Sergas stack as processes of this machine', () => {
  it('is healthy in every part, and says what it left out and why', async () => {
    const now = await status(runFolder);
    expect(now?.parts.map(({ name, phase }) => [name, phase])).toEqual(
      state.parts.map(({ name }) => [name, 'healthy']),
    );
    expect(state.parts.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'prometheus',
        'alertmanager',
        'node-exporter',
        'blackbox',
        'pushgateway',
        'postgres',
        'redis',
      ]),
    );
    for (const { reason } of now?.leftOut ?? []) expect(reason).toContain('is not on PATH');
  });

  it('has all its targets up, and no target of what was left out', async () => {
    const all = await until(async () => {
      const found = await targets();
      return found.length > 0 && found.every(({ health }) => health !== 'unknown') && found;
    });
    expect(all.filter(({ health }) => health !== 'up')).toEqual([]);
    const gone = new Set(state.leftOut.map(({ name }) => name));
    const declared = plan.jobs.flatMap(({ name, targets: members }) =>
      members.filter(({ part = '' }) => !gone.has(part)).map(({ instance }) => `${name} ${instance}`),
    );
    expect(all.map(({ labels }) => `${labels.job} ${labels.instance}`).sort()).toEqual(declared.sort());
  });

  it('measures the real databases, through the role that may only look', async () => {
    const measured = await until(async () => {
      const found = await query('pg_up == 1 or redis_up == 1 or probe_success == 1');
      return found.length === 5 && found;
    });
    expect(measured.map(({ metric }) => metric.job).sort()).toEqual([
      'blackbox-http',
      'blackbox-tcp',
      'blackbox-tcp',
      'postgres',
      'redis',
    ]);
  });

  it('evaluates its rules without an error', async () => {
    const { data } = await json<{
      data: { groups: { name: string; rules: { health: string; lastError?: string }[] }[] };
    }>(`${at(9090)}/api/v1/rules`);
    expect(data.groups.map(({ name }) => name).sort()).toEqual(plan.groups.map(({ name }) => name).sort());
    const errors = data.groups.flatMap(({ rules }) => rules.filter(({ health }) => health === 'err'));
    expect(errors).toEqual([]);
  });

  it('gives root to no part that does not need it', async () => {
    const pids = state.parts.map(({ process: id }) => String(id?.pid));
    const { stdout } = await promisify(execFile)('ps', ['-o', 'uid=', '-p', pids.join(',')]);
    expect(stdout.trim().split(/\s+/)).toHaveLength(pids.length);
    if (process.getuid?.() === 0) expect(new Set(stdout.trim().split(/\s+/))).toEqual(new Set(['65534']));
  });

  it('reports a service that is gone, and its return', async () => {
    const begin = Date.now();
    await stopPart(runFolder, 'sergas-api');
    const firing = await arrived('ServiceDown', 'firing', begin);
    expect(firing.receiver).toBe('oncall');
    expect(firing.payload.alerts[0]?.labels).toMatchObject({ severity: 'critical', instance: 'sergas-api:8000' });
    await startPart(runFolder, 'sergas-api');
    const resolved = await arrived('ServiceDown', 'resolved', begin);
    expect(resolved.receiver).toBe('oncall');
  });

  it('starts a service again that was killed', async () => {
    const before = (await status(runFolder))?.parts.find(({ name }) => name === 'sergas-api');
    process.kill(before?.pid ?? 0, 'SIGKILL');
    const after = await until(async () => {
      const part = (await status(runFolder))?.parts.find(({ name }) => name === 'sergas-api');
      return part?.phase === 'healthy' && part.pid !== before?.pid && part;
    });
    expect(after.restarts).toBe((before?.restarts ?? 0) + 1);
  });

  it('loses nothing that was stored when Prometheus is killed', async () => {
    const stored = await query('timestamp(up{job="sergas"})');
    const time = Number(stored[0]?.value[1]);
    const before = (await status(runFolder))?.parts.find(({ name }) => name === 'prometheus');
    process.kill(before?.pid ?? 0, 'SIGKILL');
    await until(async () => {
      const part = (await status(runFolder))?.parts.find(({ name }) => name === 'prometheus');
      return part?.phase === 'healthy' && part.pid !== before?.pid;
    });
    const { data } = await json<{ data: { result: { values: [number, string][] }[] } }>(
      `${at(9090)}/api/v1/query_range?query=timestamp(up{job="sergas"})&start=${time}&end=${time}&step=1`,
    );
    expect(Number(data.result[0]?.values[0]?.[1])).toBe(time);
    const now = await until(async () => (await query(`timestamp(up{job="sergas"}) > ${time}`))[0]);
    expect(Number(now.value[1])).toBeGreaterThan(time);
  });

  it('cannot be started twice', async () => {
    const error = await start().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(NarthexError);
    expect((error as NarthexError).problems).toMatchObject([
      { code: 'NX401', message: expect.stringContaining(`process ${state.supervisor.pid} `) },
    ]);
    expect((await status(runFolder))?.phase).toBe('running');
  });

  it('leaves no process and no port behind, and can begin again with what it stored', async () => {
    const pids = (await status(runFolder))?.parts.map(({ pid }) => pid as number) ?? [];
    const { stopped } = await down(runFolder);
    expect([...stopped].sort()).toEqual(state.parts.map(({ name }) => name).sort());
    expect(await openPorts(state)).toEqual([]);
    const left = await Promise.all([...pids, state.supervisor.pid].map(identify));
    expect(left.filter((id) => id !== undefined)).toEqual([]);

    state = await start();
    const [oldest] = await query('min_over_time(timestamp(up{job="prometheus"})[1h:1s])');
    expect(Number(oldest?.value[1])).toBeLessThan(Date.parse(state.startedAt) / 1_000);
  });

  it('does not begin while one of its ports is taken, and says who has it', async () => {
    await down(runFolder);
    const holder = createServer().listen(9093 + portOffset, '127.0.0.1');
    await once(holder, 'listening');
    try {
      const error = await start().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect((error as NarthexError).problems).toMatchObject([
        { code: 'NX402', path: ['alertmanager'], message: expect.stringContaining(`port ${9093 + portOffset} `) },
      ]);
      expect(await openPorts(state)).toEqual([`127.0.0.1:${9093 + portOffset}`]);
    } finally {
      holder.close();
    }
  });
});
