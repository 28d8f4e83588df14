import { createServer, type IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import prom from 'prom-client';
import type { MonitoringOptions } from '../../../exporters/instrumentation/frameworks/node.ts';
import { parseExposition, type Samples } from '../exposition.ts';

/** What an application of the tests is given; `times` is how often the adapter is mounted. */
export interface SubjectOptions extends Omit<MonitoringOptions<never>, 'route'> {
  readonly registry: prom.Registry;
  readonly times: number;
}

/** An application, ready to be served. */
export interface Application {
  readonly listener: (request: IncomingMessage, response: ServerResponse) => unknown;
  readonly close?: () => Promise<unknown>;
}

/**
 * The same application in each framework, with the adapter in front:
 * - `GET /users/:id` answers `{ "id": … }`, also in its own way to HEAD; `POST` reads the body and answers 201; `OPTIONS` answers 204
 * - `GET /tenants/:tenant/orders/:order`, in a router of its own that is mounted with a parameter
 * - `GET /fail/sync`, `/fail/async`: throws, rejects; `/fail/handled`: throws what an error handler turns into 418
 * - `GET /stream` sends a part, and 80 ms later the rest; `/broken` sends a part and then fails
 * - `GET` and `POST /slow` never answer; `POST` after the body was read
 */
export interface Subject {
  readonly name: string;
  readonly start: (options: SubjectOptions) => Promise<Application>;
}

/** An application that is served on a port, and what it has recorded. */
export interface Served {
  readonly port: number;
  readonly registry: prom.Registry;
  samples(): Promise<Samples>;
  stop(): Promise<void>;
}

/** Serves a subject on a free port of this machine. Connections that switch protocols go to it as well, as WebSocket plugins do it. */
export async function serve(
  subject: Subject,
  options: Partial<SubjectOptions> & { readonly upgrades?: boolean } = {},
): Promise<Served> {
  const { registry = new prom.Registry(), times = 1, upgrades = false, ...rest } = options;
  const application = await subject.start({ registry, times, ...rest });
  const server = createServer(application.listener);
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  if (upgrades) server.on('upgrade', (request, socket: Socket) => switchProtocol(application, request, socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    registry,
    samples: async () => parseExposition(await registry.metrics()),
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await application.close?.();
    },
  };
}

/** Serves an application as long as a function runs. */
export async function withApplication<Result>(
  start: (options: SubjectOptions) => Promise<Application>,
  run: (served: Served) => Promise<Result>,
): Promise<Result> {
  const served = await serve({ name: 'one of its own', start });
  try {
    return await run(served);
  } finally {
    await served.stop();
  }
}

function switchProtocol({ listener }: Application, request: IncomingMessage, socket: Socket): void {
  socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
  const response = new ServerResponse(request);
  response.assignSocket(socket);
  socket.on('error', () => undefined);
  socket.on('end', () => socket.end());
  socket.resume();
  listener(request, response);
}
