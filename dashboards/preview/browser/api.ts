// What the page asks: its own server, and Prometheus through it. Every failure is an Error whose message can be shown as it is.
import type { TraceLink } from '../data/exemplars.ts';
import type { Answered } from '../data/frame.ts';
import { type NativeBucket, readBuckets } from '../data/native-histogram.ts';
import type { JsonObject } from '../data/read.ts';
import { Silence, turns } from './turns.ts';

/** A dashboard in the list. */
export interface Listed {
  readonly uid: string;
  readonly title: string;
  readonly tags: readonly string[];
  /** Why it cannot be drawn. */
  readonly problem?: string;
}

/** What the preview has to show. */
export interface Catalog {
  readonly from: string;
  readonly timeInterval: string;
  readonly dashboards: readonly Listed[];
  /** The uid of the one that opens first, where it is not the first of all. */
  readonly home?: string;
  /** Where traces are, if anybody said so. */
  readonly traces?: TraceLink;
}

/** The server gives up after ten seconds; this is for the case that it is gone as well. */
const patienceMs = 15_000;
/** Browsers open six connections to a host; a queue of our own lets those that are not needed any more go. */
const atOnce = 6;

const queue = turns(atOnce);

/** Whether Prometheus has not answered in time, and nothing since. */
export const isSilent = queue.isSilent;

/** Which dashboards there are. */
export function dashboards(): Promise<Catalog> {
  return own<Catalog>('/api/dashboards');
}

/** One dashboard. */
export function dashboard(uid: string): Promise<JsonObject> {
  return own<JsonObject>(`/api/dashboards/${encodeURIComponent(uid)}`);
}

async function own<T>(path: string): Promise<T> {
  const answer = await fetched(path, {});
  const value = JSON.parse(answer.body);
  if (!answer.ok) throw new Error(value.error ?? `The preview answers ${answer.status}.`);
  return value as T;
}

/** An answer with all of its text. */
interface Fetched {
  readonly ok: boolean;
  readonly status: number;
  readonly body: string;
}

async function fetched(path: string, init: RequestInit, signal?: AbortSignal): Promise<Fetched> {
  const stop = new AbortController();
  const leave = () => stop.abort();
  signal?.addEventListener('abort', leave, { once: true });
  const timer = window.setTimeout(leave, patienceMs);
  try {
    const answer = await fetch(path, { ...init, signal: stop.signal });
    return { ok: answer.ok, status: answer.status, body: await answer.text() };
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Error('The preview itself does not answer any more. Start it again with: narthex preview');
  } finally {
    window.clearTimeout(timer);
    signal?.removeEventListener('abort', leave);
  }
}

/** `data` of an answer of Prometheus. Throws with Prometheus' own words, or with what is wrong about its answer. */
export async function prometheus<T>(
  path: string,
  params: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<T> {
  const body = new URLSearchParams(params);
  const value = await queue.take(async () => {
    signal?.throwIfAborted();
    const answer = await fetched(`/prometheus${path}`, { method: 'POST', body }, signal);
    const parsed = parseAnswer(answer.body);
    // So the server says that it has waited long enough.
    if (answer.status === 504) throw new Silence(String(parsed?.error));
    return parsed;
  });
  if (value?.status === 'error') throw new Error(String(value.error ?? 'Prometheus reports an error without words.'));
  if (value?.status !== 'success' || value.data === undefined)
    throw new Error('Prometheus answered JSON, but not in the shape of its own answers.');
  return value.data as T;
}

function parseAnswer(
  body: string,
): { readonly status?: unknown; readonly data?: unknown; readonly error?: unknown } | null {
  try {
    return JSON.parse(body);
  } catch {
    throw new Error('Prometheus answered something that is not JSON.');
  }
}

/** Series of the answer to a query. Throws if it is not in the shape of Prometheus' answers. */
export function readSeries(data: unknown): Answered[] {
  const { resultType, result } = (data ?? {}) as { readonly resultType?: unknown; readonly result?: unknown };
  if (!Array.isArray(result)) throw new Error('Prometheus answered no list of results.');
  if (resultType === 'scalar' || resultType === 'string') return [{ metric: {}, points: [point(result)] }];
  return result.map((each) => {
    const { metric, value, values, histogram, histograms } = (each ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof metric !== 'object' || metric === null) throw new Error('Prometheus answered a series without labels.');
    const [points, native] = [all(values, value), all(histograms, histogram)];
    const answered = { metric: metric as Answered['metric'], points: points.map(point) };
    return native.length > 0 ? { ...answered, histograms: native.map(sample) } : answered;
  });
}

/** Those of an answer over a range, or the one of an instant. */
function all(many: unknown, one: unknown): readonly unknown[] {
  return Array.isArray(many) ? many : one === undefined ? [] : [one];
}

function sample(value: unknown): readonly [number, readonly NativeBucket[]] {
  const [time, histogram] = Array.isArray(value) ? value : [];
  if (typeof time !== 'number' || typeof histogram !== 'object')
    throw new Error('Prometheus answered a point that is not a time and a histogram.');
  return [time, readBuckets(histogram)];
}

function point(value: unknown): readonly [number, string] {
  const [time, text] = Array.isArray(value) ? value : [];
  if (typeof time !== 'number' || typeof text !== 'string')
    throw new Error('Prometheus answered a point that is not a time and a value.');
  return [time, text];
}
