// What a request costs the processor, with and without metrics: bare, ours, the hook that one writes by hand with prom-client, and the
// packages that people install. All servers stand in one process and take bursts in turns, so that what else runs on the machine
// falls on all of them; the client is a process of its own.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import express, { type Express, type RequestHandler } from 'express';
import promBundle from 'express-prom-bundle';
import fastify, { type FastifyInstance } from 'fastify';
import fastifyMetrics from 'fastify-metrics';
import prom from 'prom-client';
import { monitoring as expressMonitoring } from '../exporters/instrumentation/frameworks/express.ts';
import { monitoring as fastifyMonitoring } from '../exporters/instrumentation/frameworks/fastify.ts';
import { monitoring as nodeMonitoring } from '../exporters/instrumentation/frameworks/node.ts';

const CONNECTIONS = 16;
const BURST = 1500;
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Subject {
  readonly framework: string;
  readonly name: string;
  readonly listen: () => Promise<Server>;
}

/** A counter and a histogram of prom-client, as one writes them by hand. */
function byHand() {
  const registers = [new prom.Registry()];
  const count = new prom.Counter({
    name: 'http_requests_total',
    help: 'Requests.',
    labelNames: ['method', 'route', 'status_code'],
    registers,
  });
  const duration = new prom.Histogram({
    name: 'http_request_duration_seconds',
    help: 'Durations.',
    labelNames: ['method', 'route'],
    buckets,
    registers,
  });
  return (method: string, route: string, status: number, seconds: number) => {
    count.inc({ method, route, status_code: `${Math.floor(status / 100)}xx` });
    duration.observe({ method, route }, seconds);
  };
}

const handler = (request: IncomingMessage, response: ServerResponse) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ id: request.url?.slice(11) }));
};
const route = () => '/api/users/:id';

function nodeSubject(name: string, listener: () => (request: IncomingMessage, response: ServerResponse) => unknown) {
  return { framework: 'node:http', name, listen: () => listening(createServer(listener())) };
}

function expressSubject(name: string, middleware: () => RequestHandler | undefined): Subject {
  const app = (): Express => {
    const made = express();
    const first = middleware();
    if (first) made.use(first);
    return made.get('/api/users/:id', (request, response) => void response.json({ id: request.params.id }));
  };
  return { framework: 'Express', name, listen: () => listening(createServer(app())) };
}

function fastifySubject(name: string, prepare: (app: FastifyInstance) => unknown): Subject {
  const listen = async () => {
    const app = fastify();
    await prepare(app);
    app.get<{ Params: { id: string } }>('/api/users/:id', async (request) => ({ id: request.params.id }));
    await app.listen({ host: '127.0.0.1', port: 0 });
    return app.server;
  };
  return { framework: 'Fastify', name, listen };
}

async function listening(server: Server): Promise<Server> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const subjects: readonly Subject[] = [
  nodeSubject('bare', () => handler),
  nodeSubject('by hand', () => {
    const record = byHand();
    return (request, response) => {
      const start = performance.now();
      response.on('finish', () =>
        record(request.method ?? '', route(), response.statusCode, (performance.now() - start) / 1000),
      );
      handler(request, response);
    };
  }),
  nodeSubject('ours', () =>
    nodeMonitoring<IncomingMessage, ServerResponse>(handler, { registry: new prom.Registry(), route }),
  ),
  expressSubject('bare', () => undefined),
  expressSubject('by hand', () => {
    const record = byHand();
    return (request, response, next) => {
      const start = performance.now();
      response.on('finish', () =>
        record(
          request.method,
          request.baseUrl + (request.route?.path ?? ''),
          response.statusCode,
          (performance.now() - start) / 1000,
        ),
      );
      next();
    };
  }),
  expressSubject('ours', () => expressMonitoring({ registry: new prom.Registry() })),
  expressSubject('express-prom-bundle', () =>
    promBundle({
      includeMethod: true,
      includePath: true,
      buckets,
      promRegistry: new prom.Registry(),
      autoregister: false,
    }),
  ),
  fastifySubject('bare', () => undefined),
  fastifySubject('by hand', (app) => {
    const record = byHand();
    app.addHook('onResponse', (request, reply, done) => {
      record(request.method, request.routeOptions.url ?? '', reply.statusCode, reply.elapsedTime / 1000);
      done();
    });
  }),
  fastifySubject('ours', (app) => app.register(fastifyMonitoring({ registry: new prom.Registry() }))),
  fastifySubject('fastify-metrics, histogram only', (app) => useFastifyMetrics(app, false)),
  fastifySubject('fastify-metrics', (app) => useFastifyMetrics(app, true)),
];

function useFastifyMetrics(app: FastifyInstance, summary: boolean) {
  return app.register(fastifyMetrics.default, {
    defaultMetrics: { enabled: false },
    endpoint: null,
    promClient: prom,
    clearRegisterOnInit: true,
    routeMetrics: { enabled: { histogram: true, summary }, overrides: { histogram: { buckets } } },
  });
}

/** The client: asks a port for so many answers over kept connections, as fast as they come. */
async function load(port: number, requests: number): Promise<void> {
  let left = requests;
  const one = async () => {
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    await once(socket, 'connect');
    await new Promise<void>((resolve, reject) => {
      const next = () => {
        if (left-- > 0) socket.write('GET /api/users/42 HTTP/1.1\r\nHost: localhost\r\n\r\n');
        else resolve();
      };
      // An answer is small enough to come in one piece.
      socket.on('data', (data) => (data.includes('HTTP/1.1 200') ? next() : reject(new Error(data.toString()))));
      socket.on('error', reject);
      next();
    });
    socket.destroy();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
}

async function serve(rounds: number, framework?: string): Promise<void> {
  const client = fork(fileURLToPath(import.meta.url), ['client']);
  const burst = async (server: Server, requests: number) => {
    const { port } = server.address() as AddressInfo;
    const before = process.cpuUsage();
    client.send({ port, requests });
    await once(client, 'message');
    const { user, system } = process.cpuUsage(before);
    return (user + system) / requests;
  };
  const servers = await Promise.all(
    subjects
      .filter((subject) => framework === undefined || subject.framework === framework)
      .map(async (subject) => ({ subject, server: await subject.listen(), costs: [] as number[] })),
  );
  for (const { server } of servers) await burst(server, 2 * BURST);
  for (let round = 0; round < rounds; round += 1) {
    // Forth and back, so that none always follows the same other.
    for (const { server, costs } of round % 2 === 0 ? servers : servers.toReversed())
      costs.push(await burst(server, BURST));
  }
  client.disconnect();
  for (const { server } of servers) server.close();
  report(servers.map(({ subject, costs }) => ({ ...subject, costs })));
}

function report(measured: readonly (Subject & { readonly costs: readonly number[] })[]): void {
  const cheapest = (framework: string, name: string) => {
    const found = measured.find((each) => each.framework === framework && each.name === name);
    return lowest(found?.costs ?? []);
  };
  process.stdout.write('processor time of a request, µs             whole   added   added : by hand\n');
  for (const { framework, name, costs } of measured) {
    const bare = cheapest(framework, 'bare');
    const added = lowest(costs) - bare;
    const ratio = added / (cheapest(framework, 'by hand') - bare);
    const cells = [lowest(costs).toFixed(1), added.toFixed(1), name === 'bare' ? '' : ratio.toFixed(2)];
    process.stdout.write(`${`${framework}, ${name}`.padEnd(42)}${cells.map((cell) => cell.padStart(8)).join('')}\n`);
  }
}

/** The mean of the quickest fifth: everything else on the machine only adds, but one burst alone is luck. */
function lowest(costs: readonly number[]): number {
  const quickest = [...costs].sort((a, b) => a - b).slice(0, Math.ceil(costs.length / 5));
  return quickest.reduce((sum, cost) => sum + cost, 0) / quickest.length;
}

if (process.argv[2] === 'client') {
  process.on('message', ({ port, requests }: { port: number; requests: number }) => {
    load(port, requests).then(
      () => process.send?.('done'),
      (error) => {
        process.stderr.write(`${error}\n`);
        process.exit(1);
      },
    );
  });
  process.on('disconnect', () => process.exit());
} else {
  await serve(10 * Number(process.argv[2] ?? 5), process.argv[3]);
}
