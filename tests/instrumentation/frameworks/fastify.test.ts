import fastifyServer from 'fastify';
import prom from 'prom-client';
import { expect, it } from 'vitest';
import { monitoring } from '../../../exporters/instrumentation/frameworks/fastify.ts';
import { parseExposition } from '../exposition.ts';
import { fastify } from './apps/fastify.ts';
import { behavesLikeAnAdapter, inProgress, requestsIn } from './behaviours.ts';

behavesLikeAnAdapter(fastify);

it('Fastify: sees what a hook refuses under its route, unknown paths behind a prefix, and what is injected', async () => {
  const registry = new prom.Registry();
  const app = fastifyServer();
  await app.register(monitoring({ registry }));
  await app.register(
    async (inner) => {
      inner.addHook('onRequest', async (_, reply) => reply.code(401).send());
      inner.get('/items/:id', async () => 'never');
    },
    { prefix: '/private/:team' },
  );
  expect((await app.inject('/private/blue/items/1')).statusCode).toBe(401);
  expect((await app.inject('/private/blue/nothing')).statusCode).toBe(404);
  await app.close();
  const samples = parseExposition(await registry.metrics());
  expect(requestsIn(samples)).toEqual({ 'GET /private/:team/items/:id 4xx': 1, 'GET __unmatched__ 4xx': 1 });
  expect(inProgress(samples)).toBe(0);
});
