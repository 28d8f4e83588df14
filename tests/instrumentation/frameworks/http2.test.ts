import { once } from 'node:events';
import { connect, createServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo } from 'node:net';
import prom from 'prom-client';
import { expect, it, vi } from 'vitest';
import { monitoring } from '../../../exporters/instrumentation/frameworks/node.ts';
import { parseExposition } from '../exposition.ts';
import { inProgress, requestsIn } from './behaviours.ts';

it('node:http2: tells a stream that ended from one that the client has cancelled and one that this side has reset', async () => {
  const registry = new prom.Registry();
  const listener = (request: Http2ServerRequest, response: Http2ServerResponse) => {
    if (request.url === '/reset') response.stream.close(2);
    else if (request.url !== '/slow') response.end('ok');
  };
  const server = createServer(
    monitoring<Http2ServerRequest, Http2ServerResponse>(listener, { registry, route: ({ url }) => url }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const ask = (path: string) => {
    const stream = session.request({ ':path': path });
    stream.on('error', () => undefined);
    return stream.resume();
  };
  const over = (path: string) => new Promise((resolve) => ask(path).on('close', resolve));
  const samples = async () => parseExposition(await registry.metrics());
  try {
    await Promise.all([over('/ok'), over('/ok'), over('/reset')]);
    const slow = ask('/slow');
    await vi.waitFor(async () => expect(inProgress(await samples())).toBe(1));
    slow.close(8);
    await vi.waitFor(async () => expect(inProgress(await samples())).toBe(0));
    expect(requestsIn(await samples())).toEqual({ 'GET /ok 2xx': 2, 'GET /reset 5xx': 1, 'GET /slow 499': 1 });
  } finally {
    session.destroy();
    server.close();
  }
});
