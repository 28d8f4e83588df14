/** What an application serves about itself on wish: `/metrics`, its health, and `/api/monitoring/status`. */
import type { Answer as JsonAnswer } from '../answer.ts';
import { expose } from '../exposition/expose.ts';
import type { ExposedRegistry } from '../exposition/registry.ts';

/** Answers with a status code and a body that becomes JSON, as the handlers of `@narthex/instrumentation/health` do. */
export type StatusHandler = () => Promise<JsonAnswer>;

/** What to serve, and where: `{ metrics: true, health: health.handlers.health }`. Nothing is served that is not named here. */
export interface MountOptions {
  /** Whether the registry is served, for the scrape. Everyone who reaches the port can read it. */
  readonly metrics?: boolean;
  /** The health of the application, for probes. */
  readonly health?: StatusHandler;
  /** Whether the process should be left running. */
  readonly liveness?: StatusHandler;
  /** Whether it should get requests. */
  readonly readiness?: StatusHandler;
  /** All that is known of its state, for people who may see it. */
  readonly status?: StatusHandler;
  /** Other paths than `/metrics`, `/health`, `/livez`, `/readyz` and `/api/monitoring/status`. */
  readonly paths?: { readonly [Name in Exclude<keyof MountOptions, 'paths'>]?: string };
}

/** What is asked of a path. */
export interface Question {
  readonly method: string | undefined;
  readonly accept: string | undefined;
  readonly acceptEncoding: string | undefined;
}

/** What is answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | AsyncIterable<Uint8Array>;
}

/** Answers one path; never throws. */
export type Endpoint = (question: Question) => Promise<Answer>;

/** The endpoints by their exact paths. Throws an Error for a path that is none, and for one that two endpoints would have. */
export function endpoints(registry: ExposedRegistry, mount: MountOptions = {}): ReadonlyMap<string, Endpoint> {
  const { metrics, health, liveness, readiness, status, paths = {} } = mount;
  const all = [
    { path: paths.metrics ?? '/metrics', answer: metrics === true ? metricsOf(registry) : undefined },
    { path: paths.health ?? '/health', answer: health && statusOf(health) },
    { path: paths.liveness ?? '/livez', answer: liveness && statusOf(liveness) },
    { path: paths.readiness ?? '/readyz', answer: readiness && statusOf(readiness) },
    { path: paths.status ?? '/api/monitoring/status', answer: status && statusOf(status) },
  ];
  const found = new Map<string, Endpoint>();
  for (const { path, answer } of all) {
    if (answer === undefined) continue;
    if (!/^\/[^?#\s]*$/.test(path))
      throw new Error(`"${path}" is no path to mount at. Begin it with /, without a query.`);
    if (found.has(path)) throw new Error(`Two endpoints are mounted at ${path}. Give one of them another path.`);
    found.set(path, (question) => readOnly(question, answer));
  }
  return found;
}

/** The endpoint that a URL, with or without a query, asks for. */
export function endpointAt(all: ReadonlyMap<string, Endpoint>, url: string | undefined): Endpoint | undefined {
  if (all.size === 0 || url === undefined) return undefined;
  const end = url.indexOf('?');
  return all.get(end < 0 ? url : url.slice(0, end));
}

async function readOnly(question: Question, answer: Endpoint): Promise<Answer> {
  const { method } = question;
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, headers: { allow: 'GET, HEAD' }, body: '' };
  const { status, headers, body } = await answer(question);
  return { status, headers: { ...headers, 'cache-control': 'no-store' }, body };
}

function metricsOf(registry: ExposedRegistry): Endpoint {
  return async ({ accept, acceptEncoding }) => {
    try {
      return { status: 200, ...(await expose(registry, { accept, acceptEncoding })) };
    } catch {
      // What went wrong may hold what a label was not allowed to; the collector that failed has told it to the application.
      return { status: 500, headers: TEXT, body: 'The metrics could not be rendered.\n' };
    }
  };
}

function statusOf(handler: StatusHandler): Endpoint {
  return async () => {
    try {
      const { status, body } = await handler();
      return { status, headers: JSON_HEADERS, body: JSON.stringify(body) ?? 'null' };
    } catch {
      return { status: 500, headers: JSON_HEADERS, body: '{"status":"unknown"}' };
    }
  };
}

const TEXT = { 'content-type': 'text/plain; charset=utf-8' };
const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8' };
