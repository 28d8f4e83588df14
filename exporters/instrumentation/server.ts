/**
 * A server for the metrics alone, beside that of the application: `/metrics`, and `/livez` and `/readyz` for probes.
 * `@narthex/instrumentation/server`. On loopback unless told otherwise; TLS, and a token or a password from a file, where it is to be
 * reached from outside.
 */

import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { Answer } from './answer.ts';
import type { Credentials } from './credentials.ts';
import { expose } from './exposition/expose.ts';
import type { ExposedRegistry } from './exposition/registry.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { type Guard, guardOf } from './server/authentication.ts';
import { tell } from './warn.ts';

export type { Answer, Credentials };

/**
 * Says whether the process lives or is ready: `false`, an error or no answer in time is no. The answer of a handler of
 * `@narthex/instrumentation/health` is sent as it is.
 */
export type Probe = () => boolean | Answer | Promise<boolean | Answer>;

/** How the metrics are served: `{ registry, ...health.handlers }` with the health of the application. */
export interface MetricsServerOptions {
  readonly registry: ExposedRegistry;
  /** 9464 when absent; 0 takes a free one. */
  readonly port?: number;
  /** 127.0.0.1 when absent. In a container `0.0.0.0`, then with `authentication` or a network of its own. */
  readonly host?: string;
  /** Files with the certificate and its key. */
  readonly tls?: { readonly certificateFile: string; readonly keyFile: string };
  /** Who may read the metrics; everyone who reaches the server when absent. Probes are never asked. */
  readonly authentication?: Credentials;
  /** Answers `/livez`; always well when absent. */
  readonly liveness?: Probe;
  /** Answers `/readyz`; always well when absent. */
  readonly readiness?: Probe;
}

/** A server that runs. */
export interface MetricsServer {
  /** `http://127.0.0.1:9464`. */
  readonly url: string;
  close(): Promise<void>;
}

const PORT = 9464;
/** More scrapes than this at once are no Prometheus and its replica, but somebody else. */
const MOST_SCRAPES = 8;
const PROBE_DEADLINE = 1_000;
const SCRAPE_DEADLINE = 5_000;
/** Who reads slower than this gives its place to others. */
const LONGEST_SCRAPE = 60_000;

/** Starts the server. Throws when a file cannot be read or the address is taken. */
export async function startMetricsServer(options: MetricsServerOptions): Promise<MetricsServer> {
  const { port = PORT, host = '127.0.0.1', tls } = options;
  const listener = listenerOf(options);
  const limits = { requestTimeout: 10_000, headersTimeout: 5_000, keepAliveTimeout: 65_000, maxHeaderSize: 8_192 };
  const server: Server =
    tls === undefined
      ? createServer(limits, listener)
      : createTlsServer(
          {
            ...limits,
            cert: readFileSync(tls.certificateFile),
            key: readFileSync(tls.keyFile),
            minVersion: 'TLSv1.2',
          },
          listener,
        );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  // A connection that cannot be accepted, as when no file may be opened any more, must not end the application.
  server.on('error', ({ message }) => tell('Metric', undefined, `The metrics server has had an error: ${message}`));
  const address = server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${name}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listenerOf({ registry, authentication, liveness, readiness }: MetricsServerOptions): RequestListener {
  const guard = guardOf(authentication);
  let scrapes = 0;
  const metrics = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refused = await refusalOf(guard, request);
    if (refused !== undefined) return answer(response, 401, 'Unauthorized\n', { 'www-authenticate': refused });
    if (scrapes >= MOST_SCRAPES) return answer(response, 503, 'Too many scrapes at once\n', { 'retry-after': '1' });
    scrapes += 1;
    try {
      await scrape(registry, request, response);
    } finally {
      scrapes -= 1;
    }
  };
  const routes: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void>>> = {
    '/metrics': metrics,
    '/livez': probe(liveness),
    '/readyz': probe(readiness),
  };
  return (request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (route === undefined) return answer(response, 404, 'Not found\n');
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return answer(response, 405, 'Method not allowed\n', { allow: 'GET, HEAD' });
    route(request, response).catch(() => {
      if (!response.headersSent) answer(response, 500, 'The metrics could not be written\n');
      else response.destroy();
    });
  };
}

async function refusalOf(guard: Guard, { headers }: IncomingMessage): Promise<string | undefined> {
  return (await guard.allows(headers.authorization)) ? undefined : guard.challenge;
}

async function scrape(registry: ExposedRegistry, { method, headers }: IncomingMessage, response: ServerResponse) {
  const accepted = { accept: headers.accept, acceptEncoding: header(headers['accept-encoding']) };
  // Prometheus says how long it waits; an answer after that is for nobody.
  const patience = Number(header(headers['x-prometheus-scrape-timeout-seconds'])) * 900;
  const deadline = Math.round(patience >= 1 ? Math.min(SCRAPE_DEADLINE, patience) : SCRAPE_DEADLINE);
  const exposed = await expose(registry, { ...accepted, deadline: `${deadline}ms` });
  response.writeHead(200, { ...exposed.headers, 'cache-control': 'no-store' });
  if (method === 'HEAD') response.end();
  else await pipeline(exposed.body, response, { signal: AbortSignal.timeout(LONGEST_SCRAPE) });
}

/** The route of a probe. A hook that hangs is not called again by every probe after it. */
function probe(hook: Probe = () => true): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const ask = oneAtATime(hook);
  return async (_, response) => {
    const said = (await ask(PROBE_DEADLINE)) ?? false;
    if (typeof said === 'boolean') answer(response, said ? 200 : 503, said ? 'ok\n' : 'failed\n');
    else answer(response, said.status, JSON.stringify(said.body) ?? 'null', JSON_TYPE);
  };
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

function answer(response: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers });
  response.end(response.req.method === 'HEAD' ? undefined : text);
}

function header(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.join(', ');
}
