import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  cpuCheck,
  createHealth,
  diskCheck,
  eventLoopCheck,
  type HealthCheck,
  httpCheck,
  memoryCheck,
  tcpCheck,
} from '../../../exporters/instrumentation/health/index.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** The result of one run, with real time. */
async function run(check: HealthCheck) {
  const health = createHealth({ service: 'shop', version: '1', checks: [check] });
  onTestFinished(() => health.close());
  await health.refresh();
  const [result] = health.history(check.name);
  if (result === undefined) throw new Error('there is no result');
  return result;
}

/** The port of a server on this machine, which is gone with the test, its connections too. */
async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function http(listener: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listening(createHttpServer(listener))}/health`;
}

/** A port that nobody listens on. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('an HTTP check', () => {
  it.each([
    [200, 'healthy', undefined],
    [204, 'healthy', undefined],
    [301, 'unhealthy', 'answered 301'],
    [404, 'unhealthy', 'answered 404'],
    [503, 'unhealthy', 'answered 503'],
  ])('of an address that answers %i is %s', async (code, status, message) => {
    const url = await http((_, response) => response.writeHead(code, { location: '/' }).end());
    expect(await run(httpCheck('api', { url }))).toMatchObject({ status, ...(message !== undefined && { message }) });
  });

  it('sends what it is told to send', async () => {
    const seen: unknown[] = [];
    const url = await http((request, response) => {
      seen.push(request.method, request.headers['x-probe']);
      response.writeHead(401).end();
    });
    const check = httpCheck('api', {
      url,
      method: 'HEAD',
      headers: { 'x-probe': 'yes' },
      expect: (code) => code === 401,
    });
    expect(await run(check)).toMatchObject({ status: 'healthy' });
    expect(seen).toEqual(['HEAD', 'yes']);
  });

  it('of a slow address is degraded, and of one that never answers unhealthy after its time; its connection is closed', async () => {
    const slow = await http((_, response) => setTimeout(() => response.end(), 120));
    expect(await run(httpCheck('slow', { url: slow, slowAfter: '50ms' }))).toMatchObject({
      status: 'degraded',
      message: expect.stringMatching(/^answered in \d+ ms, slow after 50 ms$/),
    });
    let closed: Promise<unknown> = Promise.reject(new Error('nobody came'));
    closed.catch(() => undefined);
    const silent = await http((request) => {
      closed = once(request.socket, 'close');
    });
    const result = await run(httpCheck('silent', { url: silent, timeout: '150ms' }));
    expect(result).toMatchObject({ status: 'unhealthy', message: 'no answer within 150 ms', timedOut: true });
    expect(result.seconds).toBeLessThan(2);
    await closed;
  });

  it('does not read a body without end', async () => {
    let closed = () => {};
    const done = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const url = await http((_, response) => {
      const timer = setInterval(() => response.write('x'.repeat(10_000)), 1);
      response.on('close', () => {
        clearInterval(timer);
        closed();
      });
    });
    expect(await run(httpCheck('endless', { url }))).toMatchObject({ status: 'healthy' });
    // At once, and not when somebody clears up one day.
    const began = performance.now();
    await done;
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('of an address where nobody listens says so', async () => {
    const url = `http://127.0.0.1:${await closedPort()}/`;
    expect(await run(httpCheck('gone', { url }))).toMatchObject({
      status: 'unhealthy',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });
});

describe('a TCP check', () => {
  it('is healthy where somebody accepts, and closes its connection', async () => {
    const server = createServer();
    const port = await listening(server);
    const accepted = once(server, 'connection');
    expect(await run(tcpCheck('broker', { host: '127.0.0.1', port }))).toMatchObject({ status: 'healthy' });
    const [socket] = (await accepted) as [Socket];
    socket.resume();
    if (!socket.destroyed) await once(socket, 'close');
  });

  it('is unhealthy where nobody does, and for a name that there is not', async () => {
    const port = await closedPort();
    expect(await run(tcpCheck('broker', { host: '127.0.0.1', port }))).toMatchObject({
      status: 'unhealthy',
      message: expect.stringContaining('ECONNREFUSED'),
    });
    expect((await run(tcpCheck('nowhere', { host: 'no-such-host.invalid', port, timeout: '5s' }))).status).toBe(
      'unhealthy',
    );
  });
});

describe('a check of the process', () => {
  it.each([
    ['disk', (shares: object) => diskCheck(temporaryFolder(), shares)],
    ['memory', memoryCheck],
    ['cpu', cpuCheck],
  ])('of the %s judges what it measures by its shares', async (name, make) => {
    expect(await run(make({ degraded: 1, unhealthy: 1 }))).toMatchObject({
      status: expect.stringMatching(/^(healthy|unhealthy)$/),
      message: expect.stringMatching(/\d %/),
    });
    const tiny = Number.MIN_VALUE;
    expect(await run(make({ degraded: tiny, unhealthy: 1 }))).toMatchObject({
      message: expect.stringMatching(/ from \d+ %$/),
    });
    expect(await run(make({ degraded: tiny, unhealthy: tiny }))).toMatchObject({ status: 'unhealthy' });
    expect(() => make({ degraded: 0.9, unhealthy: 0.8 })).toThrow(`${name}: degraded from 0.9, unhealthy from 0.8.`);
  });

  it('of a disk that is not there is unhealthy', async () => {
    expect(await run(diskCheck('/no/such/path'))).toMatchObject({
      status: 'unhealthy',
      message: expect.stringContaining('ENOENT'),
    });
  });

  it('of the event loop refuses shares that are out of order', () => {
    expect(() => eventLoopCheck({ degraded: 0.9, unhealthy: 0.8 })).toThrow('event_loop: degraded from 0.9');
  });

  it('of the event loop sees that it was busy, and later that it rests', async () => {
    const check = eventLoopCheck({ degraded: 0.6, unhealthy: 0.99 });
    const busyFor = (milliseconds: number) => {
      const began = performance.now();
      while (performance.now() - began < milliseconds);
    };
    busyFor(100);
    // What the program did before, such as to start, does not count.
    expect(await run(check)).toMatchObject({ status: 'healthy' });
    busyFor(300);
    const busy = await check.check({ signal: new AbortController().signal });
    expect(busy).toMatchObject({ status: expect.stringMatching(/degraded|unhealthy/) });
    await new Promise((resolve) => setTimeout(resolve, 400));
    const rested = await check.check({ signal: new AbortController().signal });
    expect(rested).toMatchObject({ status: 'healthy' });
  });
});

describe('health checks in a program', () => {
  it('answer within half a second though one of them never does', async () => {
    const url = await http((_, response) => response.end());
    const health = createHealth({
      service: 'shop',
      version: '1',
      checks: [httpCheck('api', { url }), { name: 'silent', check: () => new Promise<void>(() => {}) }],
    });
    onTestFinished(() => health.close());
    health.start();
    const began = performance.now();
    const { body } = await health.handlers.health();
    expect(performance.now() - began).toBeLessThan(500);
    expect(body.dependencies).toEqual({ api: true, silent: false });
    const again = performance.now();
    for (let request = 0; request < 20; request += 1) await health.handlers.liveness();
    expect(performance.now() - again).toBeLessThan(500);
  });
});
