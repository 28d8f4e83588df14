/**
 * Counts and times what a NestJS application answers, on Express and on Fastify. It stands in the platform below Nest and not in an
 * interceptor, because interceptors see nothing of what guards refuse, of unknown paths and of clients that go away. Nest gives the
 * platform each handler under its whole path, with the global prefix, the version and the path of the controller.
 */
import type { NodeRequest, NodeResponse } from './exchange.ts';
import { monitoring as expressMonitoring } from './express.ts';
import type { ExpressRequest } from './express-routes.ts';
import { type FastifyServer, monitoring as fastifyMonitoring } from './fastify.ts';
import type { MonitoringOptions } from './options.ts';
import type { WritableResponse } from './send.ts';

export * from './door.ts';

/** A NestJS application, as far as it is used. */
export interface NestApp {
  getHttpAdapter(): { getType(): string; getInstance(): unknown };
}

/**
 * Puts the recording in front of everything that the application answers. Call it before `app.init()` and `app.listen()`:
 *
 * ```ts
 * const app = await NestFactory.create(AppModule);
 * monitoring(app, { registry: client.register, mount: { metrics: true } });
 * await app.listen(8000);
 * ```
 *
 * Throws for a platform that is neither Express nor Fastify, and what `instrument` throws.
 */
export function monitoring(app: NestApp, options: MonitoringOptions<NodeRequest>): void {
  const adapter = app.getHttpAdapter();
  const type = adapter.getType();
  const platform = adapter.getInstance();
  if (type === 'express' && isExpress(platform)) {
    platform.use(expressMonitoring<ExpressRequest & NodeRequest>(options));
  } else if (type === 'fastify' && isFastify(platform)) {
    const { route, ...rest } = options;
    platform.register(fastifyMonitoring({ ...rest, ...(route ? { route: ({ raw }) => route(raw) } : {}) }));
  } else {
    throw new Error(
      `NestJS runs on the platform "${type}", which is not known here. Use its adapter for Express or Fastify.`,
    );
  }
}

interface Express {
  use(
    middleware: (
      request: ExpressRequest & NodeRequest,
      response: NodeResponse & WritableResponse,
      next: () => void,
    ) => void,
  ): unknown;
}

interface Fastify {
  register(plugin: (server: FastifyServer, options: unknown, done: () => void) => void): unknown;
}

// An Express application is a function with methods, a Fastify server an object.
function isExpress(platform: unknown): platform is Express {
  return typeof platform === 'function' && 'use' in platform;
}

function isFastify(platform: unknown): platform is Fastify {
  return typeof platform === 'object' && platform !== null && 'register' in platform;
}
