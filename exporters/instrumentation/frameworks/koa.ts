/** Counts and times what a Koa application answers, by the path of the route that @koa/router says it has taken. */
import { endpointAt } from './endpoints.ts';
import { type NodeRequest, type NodeResponse, record } from './exchange.ts';
import { type MonitoringOptions, prepare } from './options.ts';
import { serve, type WritableResponse } from './send.ts';

export * from './door.ts';

/** A context of Koa, as far as it is used. */
export interface KoaContext {
  readonly req: NodeRequest;
  readonly res: NodeResponse & WritableResponse;
  respond?: boolean | undefined;
  /** The path of the route with all prefixes, set by @koa/router; a pattern as it was written. */
  readonly _matchedRoute?: unknown;
}

/**
 * A middleware that stands before all others, so that it sees every request from its first moment:
 *
 * ```ts
 * app.use(monitoring({ registry: client.register, mount: { metrics: true } }));
 * ```
 *
 * Another router than @koa/router needs `route`. Throws what `instrument` throws, and for paths to mount at that are none.
 */
export function monitoring<Context extends KoaContext>(
  options: MonitoringOptions<Context>,
): (context: Context, next: () => Promise<unknown>) => Promise<unknown> {
  const { recorder, endpoints } = prepare(options);
  const { route } = options;
  return (context, next) => {
    const { req, res } = context;
    const endpoint = endpointAt(endpoints, req.url);
    if (endpoint !== undefined) {
      // The answer is written past Koa, which would buffer or overwrite it.
      context.respond = false;
      return serve(endpoint, req, res);
    }
    record(recorder, req, res, () => route?.(context) ?? matched(context));
    return next();
  };
}

function matched({ _matchedRoute: path }: KoaContext): string | undefined {
  return path === undefined ? undefined : String(path);
}
