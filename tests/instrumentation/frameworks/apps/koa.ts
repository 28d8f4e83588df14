import Koa from 'koa';
import { monitoring } from '../../../../exporters/instrumentation/frameworks/koa.ts';
import type { Subject, SubjectOptions } from '../subject.ts';
import { broken, fail, slowly, Teapot } from './streams.ts';

type Handler = (context: Koa.Context, params: Readonly<Record<string, string>>) => unknown;

/** The routes of the application, for whatever router there is. */
export const routes: readonly (readonly [method: string, template: string, handler: Handler])[] = [
  ['GET', '/users/:id', (context, { id }) => say(context, { id })],
  ['POST', '/users/:id', (context) => context.req.toArray().then(() => say(context, '', 201))],
  ['OPTIONS', '/users/:id', (context) => say(context, null, 204)],
  ['GET', '/tenants/:tenant/orders/:order', (context) => say(context, 'order')],
  ['GET', '/fail/:how', (_, { how }) => fail(how)],
  ['GET', '/stream', (context) => say(context, slowly())],
  ['GET', '/broken', (context) => say(context, broken())],
  ['GET', '/slow', () => new Promise(() => undefined)],
  ['POST', '/slow', (context) => context.req.toArray().then(() => new Promise(() => undefined))],
];

function say(context: Koa.Context, body: unknown, status = 200): void {
  context.status = status;
  context.body = body;
}

/** An application of Koa with the adapter and the handling of errors, without routes. */
export function application(
  { times, ...options }: SubjectOptions,
  route?: (context: Koa.Context) => string | undefined,
): Koa {
  const app = new Koa();
  app.silent = true;
  for (let time = 0; time < times; time += 1) app.use(monitoring({ ...options, ...(route ? { route } : {}) }));
  app.use(async (context, next) => {
    try {
      await next();
    } catch (error) {
      if (!(error instanceof Teapot)) throw error;
      context.status = 418;
    }
  });
  return app;
}

const compiled = routes.map(([method, template, handler]) => ({
  method,
  template,
  handler,
  pattern: new RegExp(`^${template.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`),
}));

/** Koa with a router of its own, of which a function tells the route. */
export const koa: Subject = {
  name: 'Koa with a route function',
  start: async (options) => {
    const app = application(options, ({ state }) => state.route);
    app.use((context) => {
      const method = context.method === 'HEAD' ? 'GET' : context.method;
      const taken = compiled.find((route) => route.method === method && route.pattern.test(context.path));
      context.state.route = taken?.template;
      return taken?.handler(context, { ...taken.pattern.exec(context.path)?.groups });
    });
    return { listener: app.callback() };
  },
};
