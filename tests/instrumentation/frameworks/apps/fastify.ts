import fastifyServer from 'fastify';
import { monitoring } from '../../../../exporters/instrumentation/frameworks/fastify.ts';
import type { Subject } from '../subject.ts';
import { broken, fail, slowly, Teapot } from './streams.ts';

/** A server of Fastify 5. */
export const fastify: Subject = {
  name: 'Fastify',
  start: async ({ times, ...options }) => {
    const app = fastifyServer();
    for (let time = 0; time < times; time += 1)
      await app.register(monitoring(time === 0 ? options : { ...options, mount: {} }));
    app.setErrorHandler((error, _, reply) => reply.code(error instanceof Teapot ? 418 : 500).send());
    app.get<{ Params: { id: string } }>('/users/:id', async (request) => ({ id: request.params.id }));
    app.post('/users/:id', async (_, reply) => reply.code(201).send());
    app.options('/users/:id', async (_, reply) => reply.code(204).send());
    await app.register(
      async (orders) => {
        orders.get('/orders/:order', async () => 'order');
      },
      { prefix: '/tenants/:tenant' },
    );
    app.get<{ Params: { how: string } }>('/fail/:how', (request) => fail(request.params.how));
    app.get('/stream', (_, reply) => reply.send(slowly()));
    app.get('/broken', (_, reply) => reply.send(broken()));
    app.get('/slow', () => new Promise(() => undefined));
    app.post('/slow', () => new Promise(() => undefined));
    await app.ready();
    return { listener: (request, response) => app.routing(request, response), close: () => app.close() };
  },
};
