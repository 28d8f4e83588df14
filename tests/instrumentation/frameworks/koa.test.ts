import Koa from 'koa';
import { expect, it } from 'vitest';
import { monitoring } from '../../../exporters/instrumentation/frameworks/koa.ts';
import { koa } from './apps/koa.ts';
import { koaRouter } from './apps/koa-router.ts';
import { behavesLikeAnAdapter, counted, requestsIn } from './behaviours.ts';
import { ask } from './requests.ts';
import { withApplication } from './subject.ts';

behavesLikeAnAdapter(koa);
if (koaRouter !== undefined) behavesLikeAnAdapter(koaRouter);

it('Koa: takes over the route that a router has left in the context, whatever kind it is', async () => {
  const start = async (options: Parameters<typeof monitoring>[0]) => {
    const app = new Koa();
    app.use(monitoring(options));
    app.use((context) => {
      context._matchedRoute = /^\/files\/(.+)$/;
      context.body = 'file';
    });
    return { listener: app.callback() };
  };
  await withApplication(start, async (served) => {
    await ask(served.port, '/files/secret.txt');
    expect(requestsIn(await counted(served, 1))).toEqual({ 'GET /^\\\\/files\\\\/(.+)$/ 2xx': 1 });
  });
});
