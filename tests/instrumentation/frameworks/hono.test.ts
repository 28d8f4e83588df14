import { Hono } from 'hono';
import { matchedRoutes } from 'hono/route';
import prom from 'prom-client';
import { expect, it } from 'vitest';
import { monitoring } from '../../../exporters/instrumentation/frameworks/hono.ts';
import { parseExposition } from '../exposition.ts';
import { hono } from './apps/hono.ts';
import { behavesLikeAnAdapter, inProgress, requestsIn } from './behaviours.ts';

behavesLikeAnAdapter(hono);

it('Hono: finds the route behind middlewares, refusals and mounted applications, also without a server', async () => {
  const registry = new prom.Registry();
  const app = new Hono();
  app.use(monitoring({ registry }));
  app.use('/private/*', async (context, next) => (context.req.header('key') ? next() : context.text('no', 401)));
  app.get('/private/:id', (context) => context.text('never'));
  const inner = new Hono();
  inner.onError((_, context) => context.text('handled', 503));
  inner.get('/items/:id', () => {
    throw new Error('broken');
  });
  app.route('/api/:tenant', inner);
  app.all('/any', (context) => context.text('ok'));
  for (const path of ['/private/1', '/private/2', '/api/north/items/1', '/any', '/nothing']) await app.request(path);
  const samples = parseExposition(await registry.metrics());
  expect(requestsIn(samples)).toEqual({
    'GET /private/:id 4xx': 2,
    'GET /api/:tenant/items/:id 5xx': 1,
    'GET /any 2xx': 1,
    'GET __unmatched__ 4xx': 1,
  });
  expect(inProgress(samples)).toBe(0);
});

it('Hono: takes the matched routes from its helper where they are passed', async () => {
  const registry = new prom.Registry();
  const app = new Hono();
  app.use(async (context, next) => {
    Object.defineProperty(context.req, 'matchedRoutes', { value: undefined });
    await next();
  });
  app.use((context, next) => monitoring({ registry, matchedRoutes: () => matchedRoutes(context) })(context, next));
  app.get('/users/:id', (context) => context.text('ok'));
  await app.request('/users/1');
  expect(requestsIn(parseExposition(await registry.metrics()))).toEqual({ 'GET /users/:id 2xx': 1 });
});

it('Hono: ends a request also when something is thrown that is no error, which Hono does not catch', async () => {
  const registry = new prom.Registry();
  const app = new Hono();
  app.use(monitoring({ registry }));
  app.get('/thrown', () => {
    throw 'a text';
  });
  await expect(Promise.resolve(app.request('/thrown'))).rejects.toBe('a text');
  const samples = parseExposition(await registry.metrics());
  expect(requestsIn(samples)).toEqual({ 'GET /thrown 5xx': 1 });
  expect(inProgress(samples)).toBe(0);
});
