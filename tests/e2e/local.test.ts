import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { down, type RunState, startPart, status, stopPart } from '../../local/index.ts';
import { identify } from '../../local/supervisor/process-id.ts';
import { NarthexError } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { arrived, hurried, json, type LocalStack, localStack, query, runbookOf, until } from './stack.ts';

const portOffset = 18_000;

let stack: LocalStack;
let state: RunState;

beforeAll(async () => {
  stack = await localStack(hurried(sergas, { alerts: { ServiceDown: { for: '0s' } } }), portOffset);
  state = await stack.start();
});

afterAll(() => stack?.remove());

interface Target {
  labels: { job: string; instance: string };
  health: 'up' | 'down' | 'unknown';
  lastError: string;
}

async function targets(): Promise<Target[]> {
  const { data } = await json<{ data: { activeTargets: Target[] } }>(`${stack.at(9090)}/api/v1/targets`);
  return data.activeTargets;
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
    const now = await status(stack.runFolder);
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
        'runbooks',
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
    const declared = stack.plan.jobs.flatMap(({ name, targets: members }) =>
      members.filter(({ part = '' }) => !gone.has(part)).map(({ instance }) => `${name} ${instance}`),
    );
    expect(all.map(({ labels }) => `${labels.job} ${labels.instance}`).sort()).toEqual(declared.sort());
  });

  it('measures the real databases, through the role that may only look', async () => {
    const measured = await until(async () => {
      const found = await query(stack, 'pg_up == 1 or redis_up == 1 or probe_success == 1');
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
    }>(`${stack.at(9090)}/api/v1/rules`);
    expect(data.groups.map(({ name }) => name).sort()).toEqual(stack.plan.groups.map(({ name }) => name).sort());
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
    await stopPart(stack.runFolder, 'sergas-api');
    const wanted = { alertname: 'ServiceDown', severity: 'critical', job: 'sergas', service: 'sergas-api' };
    const firing = await arrived(stack, wanted, 'firing', begin);
    expect(firing.notification.receiver).toBe('oncall');
    await startPart(stack.runFolder, 'sergas-api');
    const resolved = await arrived(stack, wanted, 'resolved', begin);
    expect(resolved.notification.receiver).toBe('oncall');
    const page = await runbookOf(stack, firing.alert);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<h1>ServiceDown</h1>');
  });

  it('draws its dashboards where there is no Grafana, on loopback, with what its own Prometheus has', async () => {
    if (state.leftOut.every(({ name }) => name !== 'grafana'))
      throw new Error('this test needs a machine without Grafana');
    const part = state.parts.find(({ name }) => name === 'preview');
    expect(part).toMatchObject({
      addresses: [`127.0.0.1:${9097 + portOffset}`],
      opens: { title: 'dashboards', url: stack.at(9097), note: 'a preview; not Grafana' },
    });
    const { from, dashboards } = await json<{ from: string; dashboards: { uid: string; problem?: string }[] }>(
      `${stack.at(9097)}/api/dashboards`,
    );
    expect(from).toBe('sergas (development)');
    expect(dashboards.map(({ uid }) => uid).sort()).toEqual(stack.plan.dashboards.map(({ uid }) => uid).sort());
    expect(dashboards.filter(({ problem }) => problem !== undefined)).toEqual([]);
    const { data } = await json<{ data: { result: unknown[] } }>(
      `${stack.at(9097)}/prometheus/api/v1/query?query=up{job="prometheus"}`,
    );
    expect(data.result).toHaveLength(1);
    const page = await (await fetch(stack.at(9097))).text();
    expect(page).toContain('not Grafana');
    const script = await fetch(`${stack.at(9097)}/assets/page.js`);
    expect((await script.text()).length).toBeGreaterThan(100_000);
  });

  it('starts the preview again that was killed', async () => {
    const before = (await status(stack.runFolder))?.parts.find(({ name }) => name === 'preview');
    process.kill(before?.pid ?? 0, 'SIGKILL');
    const after = await until(async () => {
      const part = (await status(stack.runFolder))?.parts.find(({ name }) => name === 'preview');
      return part?.phase === 'healthy' && part.pid !== before?.pid && part;
    });
    expect(after.restarts).toBe((before?.restarts ?? 0) + 1);
    expect((await fetch(stack.at(9097))).status).toBe(200);
  });

  it('marks a deploy, as the preview asks for it', async () => {
    const { list = [] } = (stack.plan.dashboards[0]?.json.annotations ?? {}) as {
      list?: readonly { readonly name: string; readonly expr: string }[];
    };
    const expr = list.find(({ name }) => name === 'Deploys')?.expr.replaceAll('$__rate_interval', '15s') ?? '';
    const marks = async () => {
      const url = `${stack.at(9097)}/prometheus/api/v1/query?${new URLSearchParams({ query: expr })}`;
      return (await json<{ data: { result: { metric: Record<string, string> }[] } }>(url)).data.result;
    };
    await until(async () => (await query(stack, 'sergas_build_info offset 15s')).length > 0);
    expect(await marks()).toEqual([]);
    const spec = join(stack.runFolder, 'config', 'local', 'sergas-api', 'simulator.json');
    const written = await readFile(spec, 'utf8');
    expect(written).toContain('"2.4.1"');
    await writeFile(spec, written.replace('"2.4.1"', '"2.5.0"'));
    process.kill((await status(stack.runFolder))?.parts.find(({ name }) => name === 'sergas-api')?.pid ?? 0);
    const [mark] = await until(async () => {
      const found = await marks();
      return found.length > 0 && found;
    });
    expect(mark?.metric).toEqual({ job: 'sergas', version: '2.5.0', revision: '8f3c1ab' });
  });

  it('starts a service again that was killed', async () => {
    const before = (await status(stack.runFolder))?.parts.find(({ name }) => name === 'sergas-api');
    process.kill(before?.pid ?? 0, 'SIGKILL');
    const after = await until(async () => {
      const part = (await status(stack.runFolder))?.parts.find(({ name }) => name === 'sergas-api');
      return part?.phase === 'healthy' && part.pid !== before?.pid && part;
    });
    expect(after.restarts).toBe((before?.restarts ?? 0) + 1);
  });

  it('loses nothing that was stored when Prometheus is killed', async () => {
    const stored = await query(stack, 'timestamp(up{job="sergas"})');
    const time = Number(stored[0]?.value[1]);
    const before = (await status(stack.runFolder))?.parts.find(({ name }) => name === 'prometheus');
    process.kill(before?.pid ?? 0, 'SIGKILL');
    await until(async () => {
      const part = (await status(stack.runFolder))?.parts.find(({ name }) => name === 'prometheus');
      return part?.phase === 'healthy' && part.pid !== before?.pid;
    });
    const { data } = await json<{ data: { result: { values: [number, string][] }[] } }>(
      `${stack.at(9090)}/api/v1/query_range?query=timestamp(up{job="sergas"})&start=${time}&end=${time}&step=1`,
    );
    expect(Number(data.result[0]?.values[0]?.[1])).toBe(time);
    const now = await until(async () => (await query(stack, `timestamp(up{job="sergas"}) > ${time}`))[0]);
    expect(Number(now.value[1])).toBeGreaterThan(time);
  });

  it('cannot be started twice', async () => {
    const error = await stack.start().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(NarthexError);
    expect((error as NarthexError).problems).toMatchObject([
      { code: 'NX401', message: expect.stringContaining(`process ${state.supervisor.pid} `) },
    ]);
    expect((await status(stack.runFolder))?.phase).toBe('running');
  });

  it('leaves no process and no port behind, and can begin again with what it stored', async () => {
    const pids = (await status(stack.runFolder))?.parts.map(({ pid }) => pid as number) ?? [];
    const { stopped } = await down(stack.runFolder);
    expect([...stopped].sort()).toEqual(state.parts.map(({ name }) => name).sort());
    expect(await openPorts(state)).toEqual([]);
    const left = await Promise.all([...pids, state.supervisor.pid].map(identify));
    expect(left.filter((id) => id !== undefined)).toEqual([]);

    state = await stack.start();
    const [oldest] = await query(stack, 'min_over_time(timestamp(up{job="prometheus"})[1h:1s])');
    expect(Number(oldest?.value[1])).toBeLessThan(Date.parse(state.startedAt) / 1_000);
  });

  it('does not begin while one of its ports is taken, and says who has it', async () => {
    await down(stack.runFolder);
    const holder = createServer().listen(9093 + portOffset, '127.0.0.1');
    await once(holder, 'listening');
    try {
      const error = await stack.start().then(
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
