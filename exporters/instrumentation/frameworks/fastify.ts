/** Counts and times what a Fastify 5 server answers, by the URL of the route with the prefixes of its plugins. */
import { type NodeRequest, type NodeResponse, record } from './exchange.ts';
import { type MonitoringOptions, prepare } from './options.ts';
import { questionOf } from './send.ts';

export * from './door.ts';

/** A request of Fastify 5, as far as it is read. */
export interface FastifyRequest {
  readonly raw: NodeRequest;
  readonly routeOptions: { readonly url?: string | undefined };
}

/** A reply of Fastify 5, as far as it is used. */
export interface FastifyReply {
  readonly raw: NodeResponse;
  code(status: number): { headers(headers: Record<string, string>): { send(body: unknown): unknown } };
}

/** A Fastify 5 server, as far as the plugin uses it. */
export interface FastifyServer {
  addHook(name: 'onRequest', hook: (request: FastifyRequest, reply: FastifyReply, done: () => void) => void): unknown;
  route(route: {
    method: string[];
    url: string;
    handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
  }): unknown;
}

/**
 * A plugin for the whole server. Register it before all others, so that it sees every request from its first moment:
 *
 * ```ts
 * await app.register(monitoring({ registry: client.register, mount: { metrics: true } }));
 * ```
 *
 * What is mounted are routes of the server like others. Throws what `instrument` throws, and for paths to mount at that are none.
 */
export function monitoring(
  options: MonitoringOptions<FastifyRequest>,
): (server: FastifyServer, options: unknown, done: () => void) => void {
  const { recorder, endpoints } = prepare(options);
  const { route } = options;
  const plugin = (server: FastifyServer, _: unknown, done: () => void) => {
    server.addHook('onRequest', (request, reply, next) => {
      const { url } = request.routeOptions;
      if (url === undefined || !endpoints.has(url))
        record(recorder, request.raw, reply.raw, () => route?.(request) ?? url);
      next();
    });
    for (const [url, endpoint] of endpoints) {
      const handler = async (request: FastifyRequest, reply: FastifyReply) => {
        const { status, headers, body } = await endpoint(questionOf(request.raw));
        return reply
          .code(status)
          .headers({ ...headers })
          .send(typeof body === 'string' ? body : ReadableStream.from(body));
      };
      // Fastify adds HEAD by itself.
      server.route({ method: ['GET'], url, handler });
    }
    done();
  };
  // What the package fastify-plugin does: the hook is for the server, not for what this plugin registers.
  return Object.assign(plugin, {
    [Symbol.for('skip-override')]: true,
    [Symbol.for('fastify.display-name')]: '@narthex/instrumentation',
  });
}
