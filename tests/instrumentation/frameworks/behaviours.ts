import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import prom from 'prom-client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defineHttpMetrics } from '../../../exporters/instrumentation/frameworks/node.ts';
import { type Samples, seriesKey, seriesNamed } from '../exposition.ts';
import { ask, giveUp, keepAlive } from './requests.ts';
import { type Served, type Subject, type SubjectOptions, serve } from './subject.ts';

const USERS = '/users/:id';
const UNMATCHED = '__unmatched__';

/** What every adapter has to do, said once: the file of each framework runs it with its own application. */
export function behavesLikeAnAdapter(subject: Subject): void {
  describe(`the adapter for ${subject.name}`, () => {
    const open: Served[] = [];
    const start = async (options?: Partial<SubjectOptions> & { readonly upgrades?: boolean }) => {
      const served = await serve(subject, options);
      open.push(served);
      return served;
    };
    afterEach(async () => {
      await Promise.all(open.splice(0).map((served) => served.stop()));
    });

    it('counts and times a request by method, template and class of its status', async () => {
      const app = await start();
      expect(JSON.parse((await ask(app.port, '/users/42?verbose=1')).body)).toEqual({ id: '42' });
      await ask(app.port, '/users/43');
      const samples = await counted(app, 2);
      expect(requestsIn(samples)).toEqual({ [`GET ${USERS} 2xx`]: 2 });
      expect(samples.get(durationKey('count', USERS))).toBe(2);
      expect(samples.get(durationKey('sum', USERS))).toBeGreaterThan(0);
      expect(inProgress(samples)).toBe(0);
    });

    it('keeps the path of a router in the template, with its parameters as names', async () => {
      const app = await start();
      await ask(app.port, '/tenants/north/orders/1');
      await ask(app.port, '/tenants/south/orders/2');
      expect(requestsIn(await counted(app, 2))).toEqual({ 'GET /tenants/:tenant/orders/:order 2xx': 2 });
    });

    it('tells POST, HEAD and OPTIONS from GET on the same route', async () => {
      const app = await start();
      const json = { 'content-type': 'application/json' };
      expect((await ask(app.port, '/users/1', { method: 'POST', body: '{}', headers: json })).status).toBe(201);
      expect((await ask(app.port, '/users/1', { method: 'HEAD' })).body).toBe('');
      expect((await ask(app.port, '/users/1', { method: 'OPTIONS' })).status).toBe(204);
      await ask(app.port, '/users/1');
      expect(requestsIn(await counted(app, 4))).toEqual({
        [`GET ${USERS} 2xx`]: 1,
        [`POST ${USERS} 2xx`]: 1,
        [`HEAD ${USERS} 2xx`]: 1,
        [`OPTIONS ${USERS} 2xx`]: 1,
      });
    });

    it('puts methods that hardly anybody uses under one name', async () => {
      const app = await start();
      for (const method of ['PROPFIND', 'PURGE', 'M-SEARCH']) await ask(app.port, '/nowhere', { method });
      const samples = await counted(app, 3);
      expect(Object.keys(requestsIn(samples)).every((key) => key.startsWith(`other ${UNMATCHED}`))).toBe(true);
      expect(total(samples)).toBe(3);
    });

    it('counts what is thrown and what is rejected as failed, and what an error handler answers as that', async () => {
      const app = await start();
      expect((await ask(app.port, '/fail/sync')).status).toBe(500);
      expect((await ask(app.port, '/fail/async')).status).toBe(500);
      expect((await ask(app.port, '/fail/handled')).status).toBe(418);
      const samples = await counted(app, 3);
      expect(requestsIn(samples)).toEqual({ 'GET /fail/:how 5xx': 2, 'GET /fail/:how 4xx': 1 });
      expect(inProgress(samples)).toBe(0);
    });

    it.each(['GET', 'POST'])(
      'counts a %s that the client gave up as 499, and no longer as in progress',
      async (method) => {
        const app = await start();
        await giveUp(app.port, '/slow', () => settled(app, 1), method);
        const samples = await counted(app, 1);
        expect(requestsIn(samples)).toEqual({ [`${method} /slow 499`]: 1 });
        expect(inProgress(samples)).toBe(0);
      },
    );

    it('measures a stream to its end', async () => {
      const app = await start();
      const answered = ask(app.port, '/stream');
      await settled(app, 1);
      expect(total(await app.samples())).toBe(0);
      expect((await answered).body).toBe('onetwo');
      const samples = await counted(app, 1);
      expect(samples.get(durationKey('sum', '/stream'))).toBeGreaterThan(0.07);
      expect(requestsIn(samples)).toEqual({ 'GET /stream 2xx': 1 });
    });

    it('counts a stream that the client leaves as 499', async () => {
      const app = await start();
      await giveUp(app.port, '/stream', () => settled(app, 1));
      expect(requestsIn(await counted(app, 1))).toEqual({ 'GET /stream 499': 1 });
    });

    it('counts a stream that breaks off on this side as failed, although its status was sent as 200', async () => {
      const app = await start();
      await expect(ask(app.port, '/broken')).rejects.toThrow();
      expect(requestsIn(await counted(app, 1))).toEqual({ 'GET /broken 5xx': 1 });
    });

    it('makes one series of a thousand paths that a scanner tries, and one of a thousand ids', async () => {
      const app = await start();
      const agent = keepAlive(8);
      const paths = Array.from({ length: 1000 }, (_, index) => [
        `/scan-${index}/admin.php`,
        `/users/id-${index}`,
      ]).flat();
      await Promise.all(paths.map((path) => ask(app.port, path, { agent })));
      agent.destroy();
      const samples = await counted(app, 2000);
      expect(requestsIn(samples)).toEqual({ [`GET ${UNMATCHED} 4xx`]: 1000, [`GET ${USERS} 2xx`]: 1000 });
      expect(seriesNamed(samples, 'http_request_duration_seconds_count')).toHaveLength(2);
    });

    it('has as many requests in progress as there are, and none in the end', async () => {
      const app = await start();
      const everyoneIsThere = settled(app, 30);
      await Promise.all(Array.from({ length: 30 }, () => giveUp(app.port, '/slow', () => everyoneIsThere)));
      await Promise.all(Array.from({ length: 30 }, (_, index) => ask(app.port, `/users/${index}`)));
      const samples = await counted(app, 60);
      expect(requestsIn(samples)).toEqual({ 'GET /slow 499': 30, [`GET ${USERS} 2xx`]: 30 });
      expect(inProgress(samples)).toBe(0);
    });

    it('counts each request of a connection that is kept', async () => {
      const app = await start();
      const agent = keepAlive(1);
      for (let index = 0; index < 20; index += 1) await ask(app.port, `/users/${index}`, { agent });
      agent.destroy();
      expect(requestsIn(await counted(app, 20))).toEqual({ [`GET ${USERS} 2xx`]: 20 });
    });

    it('loses no request that was pipelined behind one that never ends', async () => {
      const app = await start();
      const socket = connect(app.port, '127.0.0.1');
      const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
      socket.write(get('/slow') + get('/users/1') + get('/slow'));
      await settled(app, 3);
      socket.destroy();
      const samples = await counted(app, 3);
      expect(inProgress(samples)).toBe(0);
      expect(requestsIn(samples)).toEqual({ 'GET /slow 499': 2, [`GET ${USERS} 499`]: 1 });
    });

    it('does not take a connection that switched to another protocol for a request that hangs', async () => {
      const app = await start({ upgrades: true });
      const switched = request({
        port: app.port,
        host: '127.0.0.1',
        path: '/slow',
        headers: { connection: 'Upgrade', upgrade: 'echo' },
      });
      const socket = new Promise<NodeJS.WritableStream & { destroy(): void }>((resolve) =>
        switched.on('upgrade', (_: IncomingMessage, upgraded) => resolve(upgraded)),
      );
      switched.end();
      const connection = await socket;
      expect(inProgress(await app.samples())).toBe(0);
      connection.destroy();
      const samples = await counted(app, 1);
      expect(requestsIn(samples)).toEqual({ 'GET /slow 1xx': 1 });
      expect(samples.get(durationKey('count', '/slow')) ?? 0).toBe(0);
      expect(inProgress(samples)).toBe(0);
    });

    it('shares the series with a second application on the same registry', async () => {
      const registry = new prom.Registry();
      const first = await start({ registry });
      const second = await start({ registry });
      await ask(first.port, '/users/1');
      await ask(second.port, '/users/2');
      expect(requestsIn(await counted(first, 2))).toEqual({ [`GET ${USERS} 2xx`]: 2 });
    });

    it('counts once where it is mounted twice', async () => {
      const app = await start({ times: 2 });
      await ask(app.port, '/users/1');
      await ask(app.port, '/nowhere');
      expect(requestsIn(await counted(app, 2))).toEqual({ [`GET ${USERS} 2xx`]: 1, [`GET ${UNMATCHED} 4xx`]: 1 });
    });

    it('measures sizes on wish: bodies that come, answers that go', async () => {
      const app = await start({ metrics: defineHttpMetrics({ sizes: true }) });
      const agent = keepAlive(1);
      const options = { method: 'POST', body: '{"name":"x"}', headers: { 'content-type': 'application/json' }, agent };
      await ask(app.port, '/users/1', { ...options, headers: { ...options.headers, 'content-length': '12' } });
      await ask(app.port, '/stream', { agent });
      agent.destroy();
      const samples = await counted(app, 2);
      const bytes = (which: string, method: string, route: string) =>
        samples.get(seriesKey(`http_${which}_size_bytes_sum`, { method, route })) ?? Number.NaN;
      expect(bytes('request', 'POST', USERS)).toBe(12);
      expect(bytes('request', 'GET', '/stream')).toBe(0);
      expect(bytes('response', 'POST', USERS)).toBeGreaterThan(20);
      expect(bytes('response', 'GET', '/stream')).toBeGreaterThan('onetwo'.length);
      expect(bytes('response', 'GET', '/stream')).toBeLessThan(1000);
    });

    it('serves nothing of its own unless it is asked to', async () => {
      const app = await start();
      for (const path of ['/metrics', '/health', '/api/monitoring/status'])
        expect((await ask(app.port, path)).status).toBe(404);
    });

    it('serves the metrics, the health and the state, and does not count who asks for them', async () => {
      const app = await start({
        mount: {
          metrics: true,
          health: async () => ({ status: 503, body: { status: 'unhealthy' } }),
          status: async () => ({ status: 200, body: { services: ['database'] } }),
        },
      });
      await ask(app.port, '/users/1');
      await counted(app, 1);
      const metrics = await ask(app.port, '/metrics?name=x');
      expect(metrics.status).toBe(200);
      expect(metrics.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
      expect(metrics.headers['cache-control']).toBe('no-store');
      expect(metrics.body).toContain(`http_requests_total{method="GET",route="${USERS}",status_code="2xx"} 1\n`);
      const health = await ask(app.port, '/health');
      expect([health.status, JSON.parse(health.body)]).toEqual([503, { status: 'unhealthy' }]);
      expect(health.headers['content-type']).toBe('application/json; charset=utf-8');
      const state = await ask(app.port, '/api/monitoring/status');
      expect([state.status, JSON.parse(state.body)]).toEqual([200, { services: ['database'] }]);
      const head = await ask(app.port, '/metrics', { method: 'HEAD' });
      expect([head.status, head.body]).toEqual([200, '']);
      expect(
        (await ask(app.port, '/metrics', { headers: { 'accept-encoding': 'gzip' } })).headers['content-encoding'],
      ).toBe('gzip');
      const samples = await app.samples();
      expect(requestsIn(samples)).toEqual({ [`GET ${USERS} 2xx`]: 1 });
      expect(inProgress(samples)).toBe(0);
    });

    it('tells nobody why a health check of its own has thrown', async () => {
      const app = await start({ mount: { health: async () => Promise.reject(new Error('password=hunter2')) } });
      const { status, body } = await ask(app.port, '/health');
      expect([status, body]).toEqual([500, '{"status":"unknown"}']);
    });
  });
}

/** The samples of an application, as soon as it has counted so many requests: that is after the client has its answer. */
export async function counted(app: Served, requests: number): Promise<Samples> {
  return vi.waitFor(
    async () => {
      const samples = await app.samples();
      expect(total(samples)).toBe(requests);
      return samples;
    },
    { timeout: 5000, interval: 5 },
  );
}

/** Waits until so many requests are in progress. */
async function settled(app: Served, requests: number): Promise<void> {
  await vi.waitFor(async () => expect(inProgress(await app.samples())).toBe(requests), { timeout: 5000, interval: 5 });
}

/** Requests by `method route status`. */
export function requestsIn(samples: Samples): Record<string, number> {
  return Object.fromEntries(
    seriesNamed(samples, 'http_requests_total').map(([key, value]) => {
      const labels = [...key.matchAll(/="((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text);
      return [labels.join(' '), value];
    }),
  );
}

function total(samples: Samples): number {
  return sumOf(samples, 'http_requests_total');
}

/** Requests in progress, of all methods. */
export function inProgress(samples: Samples): number {
  return sumOf(samples, 'http_requests_in_progress');
}

function sumOf(samples: Samples, name: string): number {
  return seriesNamed(samples, name).reduce((sum, [, value]) => sum + value, 0);
}

function durationKey(part: 'count' | 'sum', route: string, method = 'GET'): string {
  return seriesKey(`http_request_duration_seconds_${part}`, { method, route });
}
