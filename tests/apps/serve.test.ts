import { Hono } from 'hono';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseAddress, serve } from '../../apps/serve.ts';

describe('an address to listen on', () => {
  it.each([
    ['127.0.0.1:8000', { host: '127.0.0.1', port: 8000 }],
    ['localhost:0', { host: 'localhost', port: 0 }],
    [':9095', { host: '0.0.0.0', port: 9095 }],
    ['[::1]:80', { host: '::1', port: 80 }],
  ])('is read from %s', (text, address) => {
    expect(parseAddress(text)).toEqual(address);
  });

  it.each(['8000', 'localhost', 'localhost:', 'localhost:70000', '::1:80', 'a:b', ''])('is not "%s"', (text) => {
    expect(() => parseAddress(text)).toThrow(`"${text}" is not an address to listen on. Write HOST:PORT`);
  });
});

describe('a server', () => {
  const app = new Hono().get('/', (c) => c.text('here'));

  it('says where it listens, and frees the port when it is closed', async () => {
    const running = await serve(app, { host: '127.0.0.1', port: 0 });
    expect(await (await fetch(running.url)).text()).toBe('here');
    await running.close();
    const port = Number(new URL(running.url).port);
    const again = await serve(app, { host: '127.0.0.1', port });
    await again.close();
  });

  it('names the remedy when the port is in use', async () => {
    const running = await serve(app, { host: '127.0.0.1', port: 0 });
    onTestFinished(running.close);
    const port = Number(new URL(running.url).port);
    await expect(serve(app, { host: '127.0.0.1', port })).rejects.toThrow(
      `port ${port} on 127.0.0.1 is in use by another program. Stop that program, or choose another port with --listen`,
    );
  });

  it('names the remedy when the address is not of this machine', async () => {
    await expect(serve(app, { host: '192.0.2.1', port: 0 })).rejects.toThrow(
      '192.0.2.1 is not an address of this machine',
    );
  });
});
