import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, freePort, openBench, untilAnswers } from '../catalogs/running.ts';
import { type RealGateway, realGateway } from '../instrumentation/batch/gateways.ts';
import { parseExposition, seriesKey } from '../instrumentation/exposition.ts';
import { type Installation, installPackages } from '../support/installed.ts';
import { realPromtool } from '../support/promtool.ts';
import { repository } from '../support/temporary.ts';
import { type DatabaseVariables, realDatabases } from './databases.ts';

/** An example: what it is called, what is asked of it, and what that has to leave behind. */
interface Example {
  readonly folder: string;
  readonly stack: string;
  readonly job: string;
  readonly batch: { readonly job: string; readonly program: string; readonly metric: string };
  /** Method, path, body, and the status that is answered. */
  readonly requests: readonly (readonly [method: string, path: string, body: unknown, status: number])[];
  /** Series that these requests make, with their values. */
  readonly counted: Readonly<Record<string, number>>;
}

const examples: readonly Example[] = [
  {
    folder: 'express',
    stack: 'orders',
    job: 'orders-api',
    batch: { job: 'orders-report', program: 'report', metric: 'orders_report_orders' },
    requests: [
      ['POST', '/orders', { article: 'lamp', items: 3 }, 201],
      ['POST', '/orders', { article: '', items: 3 }, 400],
      ['POST', '/orders', { article: 'lamp\0', items: 3 }, 400],
      ['GET', '/orders/1', undefined, 200],
      ['GET', '/orders/1', undefined, 200],
      ['GET', '/orders/99', undefined, 404],
    ],
    counted: {
      'orders_total{outcome="accepted"}': 1,
      'orders_total{outcome="rejected"}': 2,
      'orders_total{outcome="failed"}': 0,
      order_items_sum: 3,
      'http_requests_total{method="GET",route="/orders/:id",status_code="2xx"}': 2,
      'http_requests_total{method="GET",route="/orders/:id",status_code="4xx"}': 1,
      'cache_lookups_total{cache="orders",result="hit"}': 1,
      'cache_lookups_total{cache="orders",result="miss"}': 2,
      'db_query_duration_seconds_count{operation="insert",outcome="ok",pool="orders"}': 1,
      'health_check_status{check="database",status="healthy"}': 1,
      'health_check_status{check="redis",status="healthy"}': 1,
    },
  },
  {
    folder: 'fastify',
    stack: 'bookings',
    job: 'bookings-api',
    batch: { job: 'bookings-clean-up', program: 'clean-up', metric: 'bookings_clean_up_removed' },
    requests: [
      ['POST', '/bookings', { room: 7, from: '2040-03-01', nights: 3 }, 201],
      ['POST', '/bookings', { room: 7, from: '2040-03-03', nights: 1 }, 409],
      ['POST', '/bookings', { room: 0, from: 'soon', nights: 1 }, 400],
      ['POST', '/bookings', { room: 7, from: '0000-01-01', nights: 1 }, 400],
      ['GET', '/rooms/7/bookings', undefined, 200],
      ['GET', '/rooms/7/bookings', undefined, 200],
    ],
    counted: {
      'bookings_total{outcome="booked"}': 1,
      'bookings_total{outcome="taken"}': 1,
      'bookings_total{outcome="failed"}': 0,
      booking_nights_sum: 3,
      'http_requests_total{method="GET",route="/rooms/:room/bookings",status_code="2xx"}': 2,
      'http_requests_total{method="POST",route="/bookings",status_code="4xx"}': 3,
      'cache_lookups_total{cache="bookings",result="hit"}': 1,
      'db_query_duration_seconds_count{operation="insert",outcome="error",pool="bookings"}': 1,
      'health_check_status{check="database",status="healthy"}': 1,
      'health_check_status{check="redis",status="healthy"}': 1,
    },
  },
];

let installation: Installation;
beforeAll(() => {
  installation = installPackages();
});
afterAll(() => installation?.remove());

/** The client's own default metrics have these names, and boards everywhere read them; promtool says it of each of the clients, too. */
const namesOfTheClients = ['handles', 'requests', 'resources'].map(
  (what) => `nodejs_active_${what}_total non-counter metrics should not have "_total" suffix`,
);

describe.each(examples)('the example in examples/$folder', ({ folder, stack, job, batch, requests, counted }) => {
  let project: string;
  beforeAll(() => {
    project = installation.project(folder);
    const from = join(repository, 'examples', folder);
    const kept = ['node_modules', 'build', 'dist', '.narthex'];
    cpSync(from, project, { recursive: true, filter: (path) => !kept.some((name) => path === join(from, name)) });
    expect(installation.tsc(project)).toMatchObject({ status: 0, stdout: '' });
  });

  it('has a stack in which narthex check finds nothing', () => {
    const { stdout, status } = installation.narthex(project, 'check', '--env', 'production');
    expect(stdout).toContain('✓ nothing found');
    expect(status).toBe(0);
  });

  describe('with real databases', () => {
    let bench: Bench;
    let databases: DatabaseVariables | undefined;
    let gateway: RealGateway | undefined;
    let child: ChildProcess;
    let url: string;
    beforeAll(async () => {
      bench = await openBench();
      databases = await realDatabases(`the example in examples/${folder}`, stack, bench);
      if (databases === undefined) return;
      gateway = await realGateway(`the batch job of examples/${folder}`);
      const port = await freePort();
      url = `http://127.0.0.1:${port}`;
      child = bench.start(process.execPath, ['build/src/server.js'], {
        folder: project,
        environment: { ...databases, PORT: `${port}` },
      });
      await untilAnswers(child, `${url}/readyz`);
    });
    afterAll(async () => {
      await gateway?.close();
      await bench.close();
    });

    it('answers, counts what it does, and exposes every metric that its rules and boards read', async (context) => {
      if (databases === undefined) return context.skip();
      for (const [method, path, body, status] of requests) {
        const sent =
          body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
        const response = await fetch(url + path, { method, ...sent });
        expect([method, path, response.status]).toEqual([method, path, status]);
        await response.text();
      }
      // A request is counted when its answer has gone out, which may be after it has come in.
      await sleep(50);
      const series = parseExposition(await (await fetch(`${url}/metrics`)).text());
      for (const [name, value] of Object.entries(counted)) expect([name, series.get(name)]).toEqual([name, value]);

      const exposed = new Set([...series.keys()].map((name) => name.replace(/\{.*/s, '')));
      const read = seriesRead(
        installation.narthex(project, 'graph', stack, '--env', 'production', '--format', 'json').stdout,
        job,
      );
      expect(read.length).toBeGreaterThan(20);
      expect(read.filter((names) => !names.some((name) => exposed.has(name)))).toEqual([]);
    });

    it('serves what promtool has nothing to say about', async (context) => {
      const promtool = await realPromtool(`promtool check metrics on examples/${folder}`);
      if (databases === undefined || promtool === undefined) return context.skip();
      const input = await (await fetch(`${url}/metrics`)).text();
      const { status, stderr } = spawnSync(promtool.path, ['check', 'metrics'], { input, encoding: 'utf8' });
      expect(stderr.trim().split('\n')).toEqual(namesOfTheClients);
      expect(status).toBe(3);
    });

    it('tells a client nothing of what goes wrong inside', async (context) => {
      if (databases === undefined) return context.skip();
      const { PGHOST: host, PGPORT: port, PGUSER: user, PGDATABASE: database } = databases;
      const pool = new Pool({ host, port: Number(port), user, database, max: 1 });
      const [method = '', path, body] = requests[0] ?? [];
      const headers = { 'content-type': 'application/json' };
      try {
        await pool.query(`ALTER TABLE ${stack} RENAME TO gone`);
        const failed = await fetch(url + path, { method, headers, body: JSON.stringify(body) });
        expect(failed.status).toBe(500);
        expect(await failed.text()).not.toMatch(/relation|exist|node_modules|\.js/);
        const unreadable = await fetch(url + path, { method, headers, body: '{' });
        expect(unreadable.status).toBe(400);
        expect(await unreadable.text()).not.toMatch(/node_modules|\.js/);
      } finally {
        await pool.query(`ALTER TABLE IF EXISTS gone RENAME TO ${stack}`);
        await pool.end();
      }
    });

    it('says how its batch job went, and fails if the job does', async (context) => {
      if (databases === undefined || gateway === undefined) return context.skip();
      const run = async (environment: DatabaseVariables) => {
        const started = spawn(process.execPath, [`build/src/${batch.program}.js`], {
          cwd: project,
          stdio: 'ignore',
          env: { PATH: process.env.PATH ?? '', ...environment, PUSHGATEWAY_URL: gateway?.url ?? '' },
        });
        const [code] = await once(started, 'exit');
        return code;
      };
      const pushed = async (name: string) =>
        (await gateway?.samples())?.get(seriesKey(name, { instance: '', job: batch.job }));
      expect(await run(databases)).toBe(0);
      expect(await pushed('batch_job_success')).toBe(1);
      expect(await pushed(batch.metric)).toBe(folder === 'express' ? 1 : 0);
      expect(await run({ ...databases, PGPORT: '1' })).not.toBe(0);
      expect(await pushed('batch_job_success')).toBe(0);
    });

    it('ends the requests that it has when it is told to stop, and then ends', async (context) => {
      if (databases === undefined) return context.skip();
      const ended = once(child, 'exit');
      const last = fetch(url + (requests.at(-1)?.[1] ?? '/'));
      await sleep(20);
      child.kill('SIGTERM');
      expect((await last).status).toBeGreaterThan(0);
      expect(await ended).toEqual([0, null]);
    });
  });
});

interface Graph {
  readonly nodes: readonly {
    readonly id: string;
    readonly name: string;
    readonly made?: string;
    readonly series?: readonly string[];
  }[];
  readonly edges: readonly {
    readonly kind: string;
    readonly from: string;
    readonly to: string;
    readonly jobs?: readonly string[];
  }[];
}

/** What rules and boards read of what a scrape job exposes, each with the names of its series: from what `narthex graph` prints as JSON. */
function seriesRead(json: string, job: string): (readonly string[])[] {
  const { nodes, edges } = JSON.parse(json) as Graph;
  const exposed = new Set(
    edges.flatMap(({ kind, from, to }) => (kind === 'exposes' && from === `job:${job}` ? [to] : [])),
  );
  const read = new Set(edges.flatMap(({ kind, to, jobs }) => (kind === 'reads' && jobs?.includes(job) ? [to] : [])));
  return nodes
    .filter(({ id, made }) => exposed.has(id) && read.has(id) && made === 'scraped')
    .map(({ name, series }) => series ?? [name]);
}
