import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { isHealthy, waitUntilHealthy } from '../../local/supervisor/health.ts';
import { freePorts } from './tiny-stack.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(server: Server): Promise<string> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the health of a part', () => {
  it('is the answer of its path', async () => {
    const address = await listen(
      createServer((request, response) => response.writeHead(request.url === '/ready' ? 204 : 503).end()),
    );
    expect(await isHealthy({ address, path: '/ready' })).toBe(true);
    expect(await isHealthy({ address, path: '/other' })).toBe(false);
  });

  it('is an accepted connection where it has no path', async () => {
    const address = await listen(createTcpServer((socket) => socket.destroy()));
    expect(await isHealthy({ address })).toBe(true);
  });

  it('is bad where nobody listens', async () => {
    const [port] = await freePorts(1);
    const address = `127.0.0.1:${port}`;
    expect(await Promise.all([isHealthy({ address }), isHealthy({ address, path: '/' })])).toEqual([false, false]);
  });

  it('is awaited, until somebody gives up', async () => {
    let asked = 0;
    const address = await listen(
      createServer((_, response) => {
        asked += 1;
        response.writeHead(asked > 2 ? 200 : 503).end();
      }),
    );
    await waitUntilHealthy({ address, path: '/', startWithin: 10 }, AbortSignal.timeout(15_000));
    expect(asked).toBe(3);
    const [port] = await freePorts(1);
    const never = waitUntilHealthy({ address: `127.0.0.1:${port}`, startWithin: 10 }, AbortSignal.timeout(100));
    await expect(never).rejects.toThrow();
  });
});
