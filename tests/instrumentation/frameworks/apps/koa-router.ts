import type Koa from 'koa';
import type { Subject } from '../subject.ts';
import { application, routes } from './koa.ts';
import { optional } from './optional.ts';

type Middleware = (context: Koa.Context, next: Koa.Next) => unknown;

/** What is used of @koa/router. */
interface KoaRouter {
  register(path: string, methods: string[], handler: Middleware): unknown;
  use(path: string, ...middleware: Middleware[]): unknown;
  get(path: string, handler: Middleware): unknown;
  routes(): Middleware;
}

interface RouterPackage {
  readonly default: new (options?: { readonly prefix?: string }) => KoaRouter;
}

const found = await optional<RouterPackage>('@koa/router', 'the adapter for Koa with @koa/router');

/** Koa with @koa/router; `undefined` where it is not installed. */
export const koaRouter: Subject | undefined = found && {
  name: 'Koa with @koa/router',
  start: async (options) => {
    const app = application(options);
    const outer = new found.default();
    const inner = new found.default();
    for (const [method, template, handler] of routes) {
      const run: Middleware = (context) => handler(context, context.params);
      if (template.startsWith('/tenants/:tenant')) inner.get(template.slice('/tenants/:tenant'.length), run);
      else outer.register(template, method === 'GET' ? ['HEAD', 'GET'] : [method], run);
    }
    outer.use('/tenants/:tenant', inner.routes());
    app.use(outer.routes());
    return { listener: app.callback() };
  },
};
