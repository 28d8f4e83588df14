import type { Readable } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { monitoring } from '../../../../exporters/instrumentation/frameworks/hono.ts';
import type { Subject } from '../subject.ts';
import { broken, fail, slowly, Teapot } from './streams.ts';

const web = (stream: Readable) => new Response(ReadableStream.from<Uint8Array>(stream));

/** An application of Hono under @hono/node-server. */
export const hono: Subject = {
  name: 'Hono',
  start: async ({ times, ...options }) => {
    const app = new Hono();
    for (let time = 0; time < times; time += 1) app.use(monitoring(options));
    app.get('/users/:id', (context) => context.json({ id: context.req.param('id') }));
    app.post('/users/:id', async (context) => {
      await context.req.text();
      return context.body(null, 201);
    });
    app.options('/users/:id', (context) => context.body(null, 204));
    const orders = new Hono();
    orders.get('/orders/:order', (context) => context.text('order'));
    app.route('/tenants/:tenant', orders);
    app.get('/fail/:how', (context) => fail(context.req.param('how')));
    app.get('/stream', () => web(slowly()));
    app.get('/broken', () => web(broken()));
    app.get('/slow', () => new Promise<Response>(() => undefined));
    app.post('/slow', async (context) => {
      await context.req.text();
      return new Promise<Response>(() => undefined);
    });
    app.onError((error, context) => context.body(null, error instanceof Teapot ? 418 : 500));
    return { listener: getRequestListener(app.fetch) };
  },
};
