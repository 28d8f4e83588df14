/** Counts and times what a server of node:http answers. It has no router, so the routes come from a function of yours. */
import { endpointAt } from './endpoints.ts';
import { type NodeRequest, type NodeResponse, record } from './exchange.ts';
import { type MonitoringOptions, prepare } from './options.ts';
import { serve, type WritableResponse } from './send.ts';

export * from './door.ts';

/**
 * Wraps the listener of a server:
 *
 * ```ts
 * const route = ({ url = '' }: IncomingMessage) => (url.startsWith('/users/') ? '/users/:id' : undefined);
 * createServer(monitoring(listener, { registry: client.register, route, mount: { metrics: true } })).listen(8000);
 * ```
 *
 * What the listener throws goes on unchanged, and so does a promise that it returns. Throws what `instrument` throws.
 */
export function monitoring<Request extends NodeRequest, Response extends NodeResponse & WritableResponse>(
  listener: (request: Request, response: Response) => unknown,
  options: MonitoringOptions<Request>,
): (request: Request, response: Response) => unknown {
  const { recorder, endpoints } = prepare(options);
  const { route = () => undefined } = options;
  return (request, response) => {
    const endpoint = endpointAt(endpoints, request.url);
    if (endpoint !== undefined) return serve(endpoint, request, response);
    record(recorder, request, response, () => route(request));
    return listener(request, response);
  };
}
