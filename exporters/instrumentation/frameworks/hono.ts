/** Counts and times what a Hono application answers under @hono/node-server, by the path of the route with those of its parents. */
import { endpointAt } from './endpoints.ts';
import { type NodeRequest, type NodeResponse, record } from './exchange.ts';
import { type MonitoringOptions, prepare } from './options.ts';

export * from './door.ts';

/** A route of Hono that fits a request. */
export interface HonoRoute {
  readonly method: string;
  readonly path: string;
  readonly handler: object;
}

/** A context of Hono 4, as far as it is used. */
export interface HonoContext {
  readonly env: unknown;
  readonly req: {
    readonly method: string;
    readonly path: string;
    readonly routeIndex: number;
    readonly matchedRoutes?: readonly HonoRoute[];
    header(name: string): string | undefined;
  };
  readonly res: Response;
}

/** What Hono needs besides. */
export interface HonoMonitoringOptions extends MonitoringOptions<HonoContext> {
  /** `matchedRoutes` of `hono/route`, for a Hono whose requests do not have it themselves any more. */
  readonly matchedRoutes?: (context: HonoContext) => readonly HonoRoute[];
}

/**
 * A middleware that stands before all others, so that it sees every request from its first moment:
 *
 * ```ts
 * app.use(monitoring({ registry: client.register, mount: { metrics: true } }));
 * ```
 *
 * Elsewhere than under @hono/node-server there is no connection to watch: there a request ends when its answer begins, and nobody
 * knows whether the client was still there. Throws what `instrument` throws, and for paths to mount at that are none.
 */
export function monitoring(
  options: HonoMonitoringOptions,
): (context: HonoContext, next: () => Promise<void>) => Promise<Response | undefined> {
  const { recorder, endpoints } = prepare(options);
  const { route, matchedRoutes = ({ req }) => req.matchedRoutes ?? [] } = options;
  const routeOf = (context: HonoContext) =>
    route?.(context) ?? takenRoute(matchedRoutes(context), context.req.routeIndex);
  return async (context, next) => {
    const { req } = context;
    const endpoint = endpointAt(endpoints, req.path);
    if (endpoint !== undefined) {
      const question = {
        method: req.method,
        accept: req.header('accept'),
        acceptEncoding: req.header('accept-encoding'),
      };
      const { status, headers, body } = await endpoint(question);
      return new Response(typeof body === 'string' ? body : ReadableStream.from(body), { status, headers });
    }
    const node = nodeOf(context.env);
    if (node !== undefined) {
      record(recorder, node.incoming, node.outgoing, () => routeOf(context));
      await next();
      return undefined;
    }
    const running = recorder.begin(req.method);
    let status = 500;
    try {
      await next();
      status = context.res.status;
    } finally {
      running.end(routeOf(context), status);
    }
    return undefined;
  };
}

/** The path of the handler that has answered; where a middleware did, that of the handler it stood before. */
function takenRoute(routes: readonly HonoRoute[], reached: number): string | undefined {
  return routes.slice(reached).find((route) => !isMiddleware(route))?.path;
}

/** What `app.use` has added: for every method, with a `next`. The handlers of a mounted application are wrapped. */
function isMiddleware({ method, handler }: HonoRoute): boolean {
  const inner = WRAPPED in handler ? handler[WRAPPED] : handler;
  return method === 'ALL' && typeof inner === 'function' && inner.length > 1;
}

const WRAPPED = '__COMPOSED_HANDLER';

interface NodeExchange {
  readonly incoming: NodeRequest;
  readonly outgoing: NodeResponse;
}

/** The request and response of node:http, where @hono/node-server has passed them on. */
function nodeOf(env: unknown): NodeExchange | undefined {
  if (typeof env !== 'object' || env === null) return undefined;
  const bindings: { readonly incoming?: NodeRequest; readonly outgoing?: NodeResponse } =
    'server' in env && typeof env.server === 'object' && env.server !== null ? env.server : env;
  const { incoming, outgoing } = bindings;
  return incoming === undefined || outgoing === undefined ? undefined : { incoming, outgoing };
}
