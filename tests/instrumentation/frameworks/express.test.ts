import expressApp, { type Express, Router } from 'express';
import { describe, expect, it } from 'vitest';
import { monitoring } from '../../../exporters/instrumentation/frameworks/express.ts';
import { express } from './apps/express.ts';
import { behavesLikeAnAdapter, counted, requestsIn } from './behaviours.ts';
import { ask } from './requests.ts';
import { withApplication } from './subject.ts';

behavesLikeAnAdapter(express);

describe('the templates of Express', () => {
  /** The series that requests for some paths make. */
  const seriesOf = (prepare: (app: Express) => void, paths: readonly string[]) =>
    withApplication(
      async (options) => {
        const app = expressApp();
        app.set('env', 'test');
        app.use(monitoring(options));
        prepare(app);
        return { listener: app };
      },
      async (served) => {
        for (const path of paths) await ask(served.port, path);
        return requestsIn(await counted(served, paths.length));
      },
    );
  const answering = (path: string) => Router().get(path, (_, response) => void response.send('ok'));

  it('have the paths of all routers around them, without the slashes that meet', async () => {
    const series = await seriesOf(
      (app) => app.use('/api/', Router().use('/v1/:tenant', Router().use(answering('/items/:id')).use(answering('/')))),
      ['/api/v1/north/items/1', '/api/v1/south/items/2?x=1', '/api/v1/south'],
    );
    expect(series).toEqual({ 'GET /api/v1/:tenant/items/:id 2xx': 2, 'GET /api/v1/:tenant 2xx': 1 });
  });

  it('tell apart a router that is mounted at two places, or at a list of them', async () => {
    const orders = answering('/orders/:id');
    const series = await seriesOf(
      (app) => {
        app.use('/shops/:shop', orders);
        app.use(['/depots/:depot', '/stores'], orders);
      },
      ['/shops/1/orders/2', '/depots/3/orders/4', '/stores/orders/5', '/shops/9/orders/9'],
    );
    expect(series).toEqual({
      'GET /shops/:shop/orders/:id 2xx': 2,
      'GET /depots/:depot/orders/:id 2xx': 1,
      'GET /stores/orders/:id 2xx': 1,
    });
  });

  it('know where an application is mounted in another', async () => {
    const inner = expressApp();
    inner.use('/reports', answering('/:year'));
    const series = await seriesOf((app) => app.use('/admin/:team', inner), ['/admin/blue/reports/2026']);
    expect(series).toEqual({ 'GET /admin/:team/reports/:year 2xx': 1 });
  });

  it('show lists of paths and patterns as they were written', async () => {
    const series = await seriesOf(
      (app) => {
        app.get(['/a', '/b'], (_, response) => void response.send('ok'));
        app.get(/^\/file-.*/, (_, response) => void response.send('ok'));
      },
      ['/a', '/b', '/file-1', '/file-2'],
    );
    expect(series).toEqual({ 'GET /a|/b 2xx': 2, 'GET /^\\\\/file-.*/ 2xx': 2 });
  });

  it('stay when the handler throws in a router, and when an error handler answers', async () => {
    const series = await seriesOf(
      (app) => {
        const failing = Router().get('/items/:id', () => {
          throw new Error('broken');
        });
        app.use('/api/:tenant', failing);
      },
      ['/api/north/items/1', '/api/south/items/2'],
    );
    expect(series).toEqual({ 'GET /api/:tenant/items/:id 5xx': 2 });
  });

  it('are one for all that a middleware answers before any route', async () => {
    const series = await seriesOf(
      (app) => app.use('/private', (_, response) => void response.status(401).end()),
      ['/private/1', '/private/2'],
    );
    expect(series).toEqual({ 'GET __unmatched__ 4xx': 2 });
  });
});
