import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { readDashboard } from '../data/dashboard.ts';
import type { TraceLink } from '../data/exemplars.ts';
import { refusal } from './guard.ts';
import { pageHtml, securityHeaders } from './page.ts';
import { type Bounds, relay, type Upstream } from './upstream.ts';

/** A dashboard to draw: its JSON, and a name in case it has no uid. */
export interface Source {
  readonly name: string;
  readonly json: string;
}

/** What a preview is made of. */
export interface PreviewOptions {
  /** Read anew for every visit of the page, so that a changed file shows. */
  readonly sources: () => Promise<readonly Source[]>;
  /** What the page calls the place of its data: a stack, an address. */
  readonly from: string;
  readonly upstream: Upstream;
  /** How often Prometheus scrapes: `15s`. Windows of rates follow from it. */
  readonly timeInterval: string;
  /** The uid of the dashboard that opens first; left out, or not there: the first of all. */
  readonly home?: string;
  /** Where the traces are to which exemplars lead. */
  readonly traces?: TraceLink;
  /** 0 takes any free port. */
  readonly port: number;
  /** The bundled script and style of the page. */
  readonly assets: { readonly script: string; readonly style: string };
  /** Default 10 s and 16 MB. */
  readonly bounds?: Bounds;
}

/** A preview that answers. */
export interface Preview {
  /** `http://127.0.0.1:9097` */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** What of Prometheus' API can be reached: reading, and of that only what dashboards need. */
const readable =
  /^\/api\/v1\/(query|query_range|query_exemplars|series|labels|label\/[a-zA-Z_][a-zA-Z0-9_]*\/values|rules|alerts|metadata)$/;

const usualBounds: Bounds = { timeoutMs: 10_000, bytes: 16_000_000 };
const longestBody = 1_000_000;

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly gzipped?: boolean;
}

const json = (status: number, value: unknown): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(value),
});
const notFound = () => json(404, { status: 'error', errorType: 'not_found', error: 'There is nothing here.' });

/** Serves the preview on 127.0.0.1, for this machine only. Throws if the port is taken. */
export async function startPreview(options: PreviewOptions): Promise<Preview> {
  const assets = packed(options.assets);
  const server = createServer((request, response) => {
    // Nobody waits for an answer whose page has gone.
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    answer(request, options, assets, gone.signal).then(
      (result) => send(response, result),
      () => send(response, json(500, { status: 'error', errorType: 'internal', error: 'The preview itself failed.' })),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : options.port;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function packed({ script, style }: PreviewOptions['assets']): ReadonlyMap<string, Answer> {
  const asset = (type: string, text: string): Answer => ({ status: 200, type, body: gzipSync(text), gzipped: true });
  return new Map([
    ['/assets/page.js', asset('text/javascript; charset=utf-8', script)],
    ['/assets/page.css', asset('text/css; charset=utf-8', style)],
  ]);
}

function send(response: ServerResponse, { status, type, body, gzipped = false }: Answer): void {
  if (response.destroyed) return;
  response.writeHead(status, {
    ...securityHeaders,
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    ...(gzipped && { 'content-encoding': 'gzip' }),
  });
  response.end(body);
}

async function answer(
  request: IncomingMessage,
  options: PreviewOptions,
  assets: ReadonlyMap<string, Answer>,
  gone: AbortSignal,
): Promise<Answer> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://preview');
  const forData = pathname.startsWith('/api/') || pathname.startsWith('/prometheus/');
  const refused = refusal(request, forData);
  if (refused !== undefined) return json(403, { status: 'error', errorType: 'forbidden', error: refused });
  const posted = request.method === 'POST' && pathname.startsWith('/prometheus/');
  if (request.method !== 'GET' && !posted)
    return json(405, { status: 'error', errorType: 'method', error: 'The preview only reads.' });
  if (pathname.startsWith('/prometheus/'))
    return prometheus(request, pathname.slice('/prometheus'.length), searchParams, options, gone);
  if (pathname.startsWith('/api/')) return dashboardApi(pathname, options);
  if (pathname === '/' || /^\/d\/[^/]+(\/[^/]*)?$/.test(pathname))
    return { status: 200, type: 'text/html; charset=utf-8', body: pageHtml };
  return assets.get(pathname) ?? notFound();
}

async function prometheus(
  request: IncomingMessage,
  path: string,
  params: URLSearchParams,
  { upstream, bounds = usualBounds }: PreviewOptions,
  gone: AbortSignal,
): Promise<Answer> {
  if (!readable.test(path)) return notFound();
  const body = request.method === 'POST' ? await received(request) : '';
  if (body === undefined)
    return json(413, { status: 'error', errorType: 'too_large', error: 'The query is too long for the preview.' });
  const all = new URLSearchParams([...params, ...new URLSearchParams(body)]);
  const { status, body: relayed } = await relay(upstream, path, all, bounds, gone);
  return { status, type: 'application/json', body: relayed };
}

async function received(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longestBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function dashboardApi(
  path: string,
  { sources, from, timeInterval, home, traces }: PreviewOptions,
): Promise<Answer> {
  const all = (await sources()).map(({ name, json: text }) => ({ name, read: readDashboard(text, name) }));
  if (path === '/api/dashboards') {
    const dashboards = all.map(({ name, read }) =>
      'problem' in read
        ? { uid: name, title: name, tags: [], problem: read.problem }
        : { uid: read.uid, title: read.title, tags: read.tags },
    );
    const first = dashboards.find(({ uid }) => uid === home)?.uid;
    return json(200, { from, timeInterval, dashboards, ...(first && { home: first }), ...(traces && { traces }) });
  }
  const [, wanted] = /^\/api\/dashboards\/([^/]+)$/.exec(path) ?? [];
  const found = all.find(({ name, read }) => ('problem' in read ? name : read.uid) === decoded(wanted ?? ''));
  if (found === undefined) return notFound();
  if ('problem' in found.read)
    return json(422, { status: 'error', errorType: 'no_dashboard', error: found.read.problem });
  return json(200, found.read.dashboard);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
