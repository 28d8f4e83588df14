import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Injected } from '../../apps/index.ts';
import { defaultRunFolder } from '../../local/index.ts';
import type { ServiceFaults } from '../../scripts/commands/fault.ts';
import type { LoadResult } from '../../scripts/load/run.ts';
import { eventually, narthex, temporaryProject } from './cli.ts';

const offset = 22_000;
/** In no hurry but where somebody waits: a queue that is stuck is told at once. */
const source = `import { type Definition } from 'narthex';
import personai from '../../../stacks/personai.ts';

const { stack } = personai;
const development = stack.environments?.development ?? {};
const fast = { interval: '2s', timeout: '1s' } as const;
const jobs = ['integration-controller', 'content-engine', 'media-engine', 'delivery-gateway', 'blackbox-health', 'prometheus', 'alertmanager', 'grafana'];
const hurried: Definition = {
  ...personai,
  stack: {
    ...stack,
    environments: {
      development: {
        ...development,
        jobs: Object.fromEntries(jobs.map((job) => [job, fast])),
        prometheus: { ...development.prometheus, interval: '2s' },
        alerts: { QueueBacklog: { for: '0s', keepFiringFor: '0s' } },
      },
    },
  },
};
export default hurried;
`;

let folder: string;
const run = (...args: string[]) => narthex([...args, '--project', folder]);
const at = (port: number) => `http://127.0.0.1:${port + offset}`;

async function query(expr: string): Promise<readonly { readonly value: readonly [number, string] }[]> {
  const answer = await fetch(`${at(9090)}/api/v1/query?query=${encodeURIComponent(expr)}`);
  return ((await answer.json()) as { readonly data: { readonly result: [] } }).data.result;
}

beforeAll(() => {
  folder = temporaryProject({ personai: source });
});

afterAll(async () => {
  await run('down');
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

describe('Person.ai on this machine', { timeout: 120_000 }, () => {
  it('cannot be broken before it runs', async () => {
    const { status, stderr } = await run('fault', 'media-engine', 'latency');
    expect(status).toBe(1);
    expect(stderr).toMatch(/NX711\s+personai \(development\) does not run on this machine/);
  });

  it('starts by one command, and every service is healthy on its port', async () => {
    const { status, stderr } = await run('up', '--target', 'local', '--port-offset', String(offset));
    expect([status, stderr]).toEqual([0, expect.any(String)]);
    for (const port of [8001, 8002, 8003, 8004]) expect((await fetch(`${at(port)}/health`)).status).toBe(200);
  });

  it('says of each service what can go wrong, and nothing does', async () => {
    const { stdout } = await run('fault', '--list', '--json');
    const all = JSON.parse(stdout) as readonly ServiceFaults[];
    expect(all.map(({ service }) => service)).toEqual(
      expect.arrayContaining(['integration-controller', 'content-engine', 'media-engine', 'delivery-gateway']),
    );
    for (const { possible, injected } of all) {
      expect(possible).toHaveLength(10);
      expect(possible.every(({ moves }) => moves.length > 0)).toBe(true);
      expect(injected).toEqual([]);
    }
  });

  it('suffers what it is told to, until the alert fires, and no longer than it is told to', async () => {
    const { status, stdout } = await run('fault', 'media-engine', 'stuck-queue', '--for', '5m');
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^media-engine: nothing is taken from the queues any more \(until 20.*\)\n {2}moves queue_depth/,
    );
    const firing = 'ALERTS{alertname="QueueBacklog",service="media-engine",alertstate="firing"}';
    await eventually('QueueBacklog', async () => (await query(firing))[0], 60_000);
    const listed = await run('fault', 'media-engine', '--list');
    expect(listed.stdout).toMatch(/stuck-queue +until 20/);
    expect((await run('fault', 'media-engine', '--clear')).stdout).toBe('media-engine: no fault any more\n');
    await eventually('its end', async () => ((await query(firing)).length === 0 ? true : undefined), 60_000);
  });

  it('refuses what it cannot suffer, in words', async () => {
    const refused = async (...args: string[]) => {
      const { status, stderr } = await run('fault', ...args);
      return [status, stderr] as const;
    };
    expect(await refused('media-engine', 'flood')).toEqual([
      1,
      expect.stringMatching(/There is no such fault\. There are/),
    ]);
    expect(await refused('prometheus', 'latency')).toEqual([
      1,
      expect.stringMatching(/no simulated service 'prometheus'/),
    ]);
    expect(await refused('media-engine', 'crash', '--for', '5m')).toEqual([1, expect.stringMatching(/does not last/)]);
    expect(await refused('media-engine', 'leak', '--for', 'long')).toEqual([2, expect.stringMatching(/a duration/)]);
  });

  it('crashes, and is there again', async () => {
    expect((await run('fault', 'content-engine', 'crash', '--json')).status).toBe(0);
    const answer = async () => ((await fetch(`${at(8002)}/health`)).ok ? true : undefined);
    expect(await eventually('its return', answer, 20_000)).toBe(true);
  });

  it('counts the requests that are really sent to it', async () => {
    const { status, stdout } = await run(
      'load',
      'delivery-gateway',
      '--path',
      '/messages',
      '--rate',
      '100',
      '--for',
      '5s',
      '--json',
    );
    expect(status).toBe(0);
    const result = JSON.parse(stdout) as LoadResult;
    expect(result).toMatchObject({ due: 500, sent: 500, unanswered: 0 });
    const counted =
      'http_requests_total{service="delivery-gateway",endpoint="/messages",method="GET",status_code="2xx"}';
    await eventually(
      'a count in Prometheus',
      async () => (Number((await query(counted))[0]?.value[1]) >= 500 ? true : undefined),
      30_000,
    );
  });

  it('lets nobody in who does not know the token, which is on no command line and in no artifact', async () => {
    expect((await fetch(`${at(8003)}/faults`)).status).toBe(401);
    const secret = join(defaultRunFolder(folder, 'personai-development'), 'secrets', 'simulator-token');
    const token = readFileSync(secret, 'utf8').trim();
    expect(token.length).toBeGreaterThan(30);
    const processes = readFileSync(join(defaultRunFolder(folder, 'personai-development'), 'run.json'), 'utf8');
    expect(processes).not.toContain(token);
    const { injected } = JSON.parse(
      await (await fetch(`${at(8003)}/faults`, { headers: { authorization: `Bearer ${token}` } })).text(),
    ) as { injected: Injected[] };
    expect(injected).toEqual([]);
  });
});
