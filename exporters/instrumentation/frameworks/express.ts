/** Counts and times what an Express 5 application answers, by the template of the route with the paths of its routers in front. */
import { endpointAt } from './endpoints.ts';
import { type NodeRequest, type NodeResponse, record } from './exchange.ts';
import { type ExpressRequest, routeTemplate } from './express-routes.ts';
import { type MonitoringOptions, prepare } from './options.ts';
import { serve, type WritableResponse } from './send.ts';

export * from './door.ts';

/**
 * A middleware that stands before all others, so that it sees every request from its first moment:
 *
 * ```ts
 * app.use(monitoring({ registry: client.register, mount: { metrics: true } }));
 * ```
 *
 * Throws what `instrument` throws, and for paths to mount at that are none.
 */
export function monitoring<Request extends NodeRequest & ExpressRequest>(
  options: MonitoringOptions<Request>,
): (request: Request, response: NodeResponse & WritableResponse, next: () => void) => void {
  const { recorder, endpoints } = prepare(options);
  const { route } = options;
  return (request, response, next) => {
    const endpoint = endpointAt(endpoints, request.originalUrl);
    if (endpoint !== undefined) {
      void serve(endpoint, request, response);
      return;
    }
    const { app } = request;
    record(recorder, request, response, () => route?.(request) ?? routeTemplate(request, app));
    next();
  };
}
