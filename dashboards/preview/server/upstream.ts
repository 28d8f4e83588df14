// The Prometheus behind the preview. Whatever it does, the page gets an answer in time, and words it can show.
import { httpPlace } from '../../../stacks/model/index.ts';

/** Asks Prometheus: a path of its HTTP API and its parameters. The answer as it came. Throws if there is none. */
export type Upstream = (path: string, params: URLSearchParams, signal: AbortSignal) => Promise<Response>;

/** Longer queries do not fit into an address. */
const longestAddress = 4000;

/** A Prometheus at a URL, which may hold a path and a name with a password. */
export function prometheusAt(url: string): Upstream {
  const { base, headers: credentials } = httpPlace(url);
  const headers = { accept: 'application/json', ...credentials };
  return (path, params, signal) => {
    const written = params.toString();
    const common = { headers, signal, redirect: 'manual' } as const;
    return written.length > longestAddress
      ? fetch(`${base}${path}`, { ...common, method: 'POST', body: params })
      : fetch(`${base}${path}${written === '' ? '' : `?${written}`}`, common);
  };
}

/** What the page gets. */
export interface Relayed {
  readonly status: number;
  /** JSON. */
  readonly body: string | Uint8Array;
}

/** How long Prometheus may take, and how much it may say. */
export interface Bounds {
  readonly timeoutMs: number;
  readonly bytes: number;
}

/** Asks Prometheus and gives its answer, if it is one; else what went wrong, in the shape of Prometheus' own errors. Never throws. */
export async function relay(
  upstream: Upstream,
  path: string,
  params: URLSearchParams,
  { timeoutMs, bytes }: Bounds,
  gone: AbortSignal,
): Promise<Relayed> {
  // A timer of our own: in Node.js 20 a signal made of others may be collected before it fires.
  const stop = new AbortController();
  const { signal } = stop;
  const timer = setTimeout(() => stop.abort(new DOMException('too late', 'TimeoutError')), timeoutMs);
  const leave = () => stop.abort();
  gone.addEventListener('abort', leave, { once: true });
  try {
    const answer = await upstream(path, params, signal);
    const kind = answer.headers.get('content-type') ?? 'nothing';
    const body = await bounded(answer, bytes, signal);
    if (body === undefined) return failure(502, 'too_large', `Prometheus answered more than ${bytes / 1_000_000} MB.`);
    // Prometheus explains a refused query in the body of a 400 or 422.
    if (!kind.startsWith('application/json') || body[0] !== '{'.charCodeAt(0))
      return failure(502, 'nonsense', `Prometheus answered ${answer.status} with ${kind}, which is not JSON.`);
    return { status: answer.status, body };
  } catch (error) {
    if (signal.aborted && !gone.aborted)
      return failure(504, 'timeout', `Prometheus did not answer within ${timeoutMs / 1000} s.`);
    return failure(502, 'unreachable', `Prometheus does not answer: ${reason(error)}.`);
  } finally {
    clearTimeout(timer);
    gone.removeEventListener('abort', leave);
  }
}

async function bounded(answer: Response, most: number, signal: AbortSignal): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body ?? []) {
    signal.throwIfAborted();
    length += chunk.byteLength;
    if (length > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function failure(status: number, errorType: string, error: string): Relayed {
  return { status, body: JSON.stringify({ status: 'error', errorType, error }) };
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error as { readonly cause?: { readonly code?: string; readonly message?: string } };
  if (cause?.code === 'ECONNREFUSED') return 'nobody listens there';
  return (cause?.message || cause?.code || error.message).replace(/\.$/, '');
}
