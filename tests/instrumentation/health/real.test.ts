import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  createHealth,
  type HealthCheck,
  postgresCheck,
  redisCheck,
} from '../../../exporters/instrumentation/health/index.ts';
import { ensurePrograms } from '../../../local/programs/ensure.ts';
import type { ProgramName } from '../../../local/programs/table.ts';
import { type Bench, freePort, openBench, unprivileged, until } from '../../catalogs/running.ts';
import { bundledFixture } from '../../support/bundle.ts';
import { couldNotRun } from '../../support/could-not-run.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

/** The path of each program; without them the test did not run, which is said. */
async function programs(
  test: string,
  names: readonly ProgramName[],
): Promise<((name: ProgramName) => string) | undefined> {
  try {
    const found = await ensurePrograms(names);
    return (name) => found.get(name)?.path ?? name;
  } catch (error) {
    couldNotRun(test, error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

/** Health with one check, and its results one by one. */
function checked(check: HealthCheck) {
  const health = createHealth({ service: 'shop', version: '1', checks: [{ ...check, interval: '1ms' }] });
  onTestFinished(() => health.close());
  return async () => {
    await sleep(2);
    await health.refresh();
    const result = health.history(check.name).at(-1);
    if (result === undefined) throw new Error('there is no result');
    return result;
  };
}

/** A way to a port that can be made to swallow everything, as a network does that is cut. */
async function cuttable(port: number) {
  let cut = false;
  const server = createServer((inward) => {
    const outward = connect(port, '127.0.0.1');
    inward.on('data', (data) => cut || outward.write(data)).on('close', () => outward.destroy());
    outward.on('data', (data) => cut || inward.write(data)).on('close', () => inward.destroy());
    for (const socket of [inward, outward]) socket.on('error', () => undefined);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('there is no port');
  return {
    port: address.port,
    cut: (now: boolean) => {
      cut = now;
    },
  };
}

describe('the PostgreSQL check of a real server', () => {
  it('is well, finds an exhausted pool, a cut network and a server that is gone, and the pool is whole afterwards', async () => {
    const found = await programs('PostgreSQL check', ['postgres', 'initdb']);
    if (found === undefined) return;
    const data = await bench.folder('postgres', unprivileged);
    const as = { folder: data, ...(unprivileged !== undefined && { user: unprivileged }) };
    const created = bench.start(found('initdb'), ['-D', data, '-U', 'app', '-A', 'trust', '--no-sync'], as);
    await until(created, async () => existsSync(join(data, 'global', 'pg_control')) && created.exitCode === 0);
    const port = await freePort();
    const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'];
    const server = bench.start(found('postgres'), ['-D', data, '-p', `${port}`, ...settings], as);
    const network = await cuttable(port);
    const pool = new Pool({ host: '127.0.0.1', port: network.port, user: 'app', database: 'postgres', max: 2 });
    pool.on('error', () => undefined);
    await until(server, async () => (await pool.query('select 1')).rowCount === 1);
    const check = checked(postgresCheck(pool, { timeout: '300ms', critical: true }));

    expect(await check()).toMatchObject({ status: 'healthy' });
    expect([pool.totalCount, pool.idleCount]).toEqual([1, 1]);

    const busy = [await pool.connect(), await pool.connect()];
    expect(await check()).toMatchObject({ status: 'unhealthy', timedOut: true });
    expect(await check()).toMatchObject({ status: 'unhealthy', timedOut: true });
    // However long that lasts, the check itself waits only once.
    expect(pool.waitingCount).toBe(1);
    for (const connection of busy) connection.release();
    await until(server, async () => (await check()).status === 'healthy');
    expect([pool.totalCount, pool.idleCount, pool.waitingCount]).toEqual([2, 2, 0]);

    network.cut(true);
    expect(await check()).toMatchObject({ status: 'unhealthy', message: 'no answer within 300 ms' });
    network.cut(false);
    await until(server, async () => (await check()).status === 'healthy');
    expect(pool.waitingCount).toBe(0);

    server.kill('SIGINT');
    await once(server, 'exit');
    expect(await check()).toMatchObject({ status: 'unhealthy' });
    await pool.end();
  });
});

describe('the Redis check of a real server', () => {
  it('is well, finds a server that hangs with one command and no more, and one that is gone', async () => {
    const found = await programs('Redis check', ['redis-server']);
    if (found === undefined) return;
    const port = await freePort();
    const folder = await bench.folder('redis');
    const start = () =>
      bench.start(found('redis-server'), ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '']);
    let server = start();
    const redis = new Redis({ host: '127.0.0.1', port, retryStrategy: () => 50 });
    redis.on('error', () => undefined);
    onTestFinished(() => redis.disconnect());
    let pings = 0;
    const check = checked(
      redisCheck(
        {
          get status() {
            return redis.status;
          },
          ping: () => {
            pings += 1;
            return redis.ping();
          },
        },
        { timeout: '300ms' },
      ),
    );
    await until(server, async () => (await check()).status === 'healthy');

    server.kill('SIGSTOP');
    pings = 0;
    for (let turn = 0; turn < 20; turn += 1)
      expect(await check()).toMatchObject({ status: 'unhealthy', timedOut: true });
    expect(pings).toBe(1);
    server.kill('SIGCONT');
    await until(server, async () => (await check()).status === 'healthy');

    server.kill('SIGKILL');
    await once(server, 'exit');
    pings = 0;
    await sleep(200);
    for (let turn = 0; turn < 20; turn += 1) expect((await check()).status).toBe('unhealthy');
    expect((await check()).message).toMatch(/connection is lost|ECONNREFUSED|no answer/);
    expect(pings).toBeLessThanOrEqual(1);
    server = start();
    await until(server, async () => (await check()).status === 'healthy');
  });
});

describe('a program with health checks', () => {
  it('ends when it has nothing else to do', async () => {
    const { status, stdout, signal } = spawnSync(process.execPath, [await bundledFixture('health-start')], {
      encoding: 'utf8',
      timeout: 10_000,
    });
    expect([status, stdout, signal]).toEqual([0, 'started\n', null]);
  });
});
