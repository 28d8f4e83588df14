import { EventEmitter } from 'node:events';
import { createServer } from 'node:net';
import { expose, wholeBody } from '@narthex/instrumentation';
import { instrumentPool, instrumentQueue, instrumentRedis } from '@narthex/instrumentation/helpers';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import client from 'prom-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { operationOf } from '../../../exporters/instrumentation/helpers/database.ts';
import { parseExposition, seriesNamed } from '../exposition.ts';

async function scrape(registry: client.Registry) {
  return parseExposition((await wholeBody(await expose(registry))).toString());
}

/** A connection as pg has it: answers by a promise, or by the callback that it is given. */
class Connection {
  query(text: string, ...rest: readonly unknown[]): unknown {
    const error = text.includes('missing') ? new Error('no such table') : undefined;
    const callback = rest.at(-1);
    if (typeof callback !== 'function') return error ? Promise.reject(error) : Promise.resolve({ rows: [1] });
    setImmediate(() => callback(error, { rows: [1] }));
    return undefined;
  }
}

class Connections extends EventEmitter {
  totalCount = 3;
  idleCount = 1;
  waitingCount = 2;
  readonly options = { max: 10 };
}

describe('a pool of PostgreSQL connections', () => {
  it('tells how many connections are in use and how long queries took, by the kind of statement', async () => {
    const registry = new client.Registry();
    const pool = new Connections();
    const stop = instrumentPool(pool, { registry, name: 'orders' });
    const connection = new Connection();
    pool.emit('connect', connection);
    expect(await connection.query('SELECT 1')).toEqual({ rows: [1] });
    await expect(connection.query('insert into missing values (1)')).rejects.toThrow('no such table');
    expect(
      await new Promise((resolve) =>
        connection.query('select 2', [], (_: unknown, result: unknown) => resolve(result)),
      ),
    ).toEqual({ rows: [1] });
    const samples = await scrape(registry);
    expect(samples.get('db_query_duration_seconds_count{operation="select",outcome="ok",pool="orders"}')).toBe(2);
    expect(samples.get('db_query_duration_seconds_count{operation="insert",outcome="error",pool="orders"}')).toBe(1);
    expect(samples.get('db_pool_connections{pool="orders",state="in_use"}')).toBe(2);
    expect(samples.get('db_pool_connections{pool="orders",state="idle"}')).toBe(1);
    expect(samples.get('db_pool_waiting_requests{pool="orders"}')).toBe(2);
    expect(samples.get('db_pool_connections_limit{pool="orders"}')).toBe(10);
    stop();
    await connection.query('SELECT 1');
    expect(
      (await scrape(registry)).get('db_query_duration_seconds_count{operation="select",outcome="ok",pool="orders"}'),
    ).toBe(2);
    expect(pool.listenerCount('connect')).toBe(0);
  });

  it('leaves an error that nobody catches what it is', async () => {
    const pool = new Connections();
    onTestFinished(instrumentPool(pool, { registry: new client.Registry(), name: 'orders' }));
    const connection = new Connection();
    pool.emit('connect', connection);
    const seen: unknown[] = [];
    const others = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', (error) => seen.push(error));
    void connection.query('select missing');
    void (connection.query('select missing') as Promise<unknown>).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.removeAllListeners('unhandledRejection');
    for (const listener of others) process.on('unhandledRejection', listener);
    expect(seen).toEqual([new Error('no such table')]);
  });

  it('is the Pool of pg, which the compiler and a pool without a server prove', async () => {
    const registry = new client.Registry();
    const pool = new Pool({ host: '127.0.0.1', port: 1, max: 4 });
    onTestFinished(() => pool.end());
    instrumentPool(pool, { registry, name: 'nowhere' });
    await expect(pool.query('select 1')).rejects.toThrow(/ECONNREFUSED/);
    expect((await scrape(registry)).get('db_pool_connections_limit{pool="nowhere"}')).toBe(4);
  });

  it.each([
    ['  select 1', 'select'],
    ['-- by name\nWITH a AS (SELECT 1) SELECT * FROM a', 'select'],
    ['/* trace */ UPDATE a SET b = 1', 'update'],
    ['BEGIN', 'transaction'],
    [{ text: 'delete from a' }, 'delete'],
    ['vacuum', 'other'],
    ['', 'other'],
    [undefined, 'other'],
    [{ submit: () => undefined }, 'other'],
  ] as const)('takes %j for %s', (statement, operation) => expect(operationOf(statement)).toBe(operation));
});

describe('Redis', () => {
  it('tells how long commands took and how often a key was there, with the real ioredis', async () => {
    const answers = new Map([
      ['get there', '$1\r\n1\r\n'],
      ['get gone', '$-1\r\n'],
      ['mget there gone', '*2\r\n$1\r\n1\r\n$-1\r\n'],
      ['set there 1', '-ERR read only\r\n'],
    ]);
    // As much of the protocol of Redis as these commands need.
    const server = createServer((socket) =>
      socket.on('data', (data) => {
        const words = [...data.toString().matchAll(/\$\d+\r\n([^\r]*)\r\n/g)].map(([, word]) => word);
        socket.write(answers.get(words.join(' ')) ?? '+OK\r\n');
      }),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const redis = new Redis({ host: '127.0.0.1', port, enableReadyCheck: false, disableClientInfo: true });
    onTestFinished(() => {
      redis.disconnect();
      server.close();
    });
    const registry = new client.Registry();
    const stop = instrumentRedis(redis, { registry, name: 'sessions' });
    expect(await redis.get('there')).toBe('1');
    expect(await redis.get('gone')).toBeNull();
    expect(await redis.mget('there', 'gone')).toEqual(['1', null]);
    await expect(redis.set('there', 1)).rejects.toThrow('read only');
    stop();
    await redis.get('there');
    const samples = await scrape(registry);
    expect(samples.get('cache_command_duration_seconds_count{cache="sessions",command="get",outcome="ok"}')).toBe(2);
    expect(samples.get('cache_command_duration_seconds_count{cache="sessions",command="set",outcome="error"}')).toBe(1);
    expect(samples.get('cache_lookups_total{cache="sessions",result="hit"}')).toBe(2);
    expect(samples.get('cache_lookups_total{cache="sessions",result="miss"}')).toBe(2);
  });
});

describe('a queue', () => {
  it('tells how many jobs wait and run, how long each waited and took, and how it ended', async () => {
    const registry = new client.Registry();
    const queue = instrumentQueue({ registry, name: 'mail', depth: async () => 5 });
    onTestFinished(queue.stop);
    let running = 0;
    const result = await queue.run(
      async () => {
        running = (await scrape(registry)).get('queue_running_jobs{queue="mail"}') ?? 0;
        return 'sent';
      },
      { enqueuedAt: Date.now() - 2_000 },
    );
    await expect(queue.run(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
    const samples = await scrape(registry);
    expect([result, running]).toEqual(['sent', 1]);
    expect(samples.get('queue_depth_jobs{queue="mail"}')).toBe(5);
    expect(samples.get('queue_running_jobs{queue="mail"}')).toBe(0);
    expect(seriesNamed(samples, 'queue_job_duration_seconds_count')).toEqual([
      ['queue_job_duration_seconds_count{outcome="ok",queue="mail"}', 1],
      ['queue_job_duration_seconds_count{outcome="error",queue="mail"}', 1],
    ]);
    expect(samples.get('queue_job_wait_seconds_sum{queue="mail"}')).toBeGreaterThanOrEqual(2);
  });
});
