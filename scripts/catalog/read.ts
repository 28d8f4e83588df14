import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type Exposition, ExpositionError, type ExpositionFormat, parseExposition } from '../../exporters/index.ts';
import { NarthexError } from '../../stacks/model/index.ts';

/** No exposition is larger: Prometheus itself would not take it, with the limits that stacks have. */
const maximumBytes = 64 * 1024 * 1024;

/** As Prometheus 3 asks, https://prometheus.io/docs/instrumenting/content_negotiation/ */
const accept =
  'application/openmetrics-text;version=1.0.0;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1';
const patience = 15_000;

/** Reads an exposition from an address (`http://…`, `https://…`) or from a file, which may be compressed. Throws a {@link NarthexError}. */
export async function readExposition(place: string): Promise<Exposition> {
  const { text, format } = /^https?:\/\//.test(place) ? await fetched(place) : await fromFile(place);
  if (text.trim() === '') throw notAnExposition(place, 'it is empty', 'wait until the program has served something');
  const exposition = parsed(place, text, format);
  if (exposition.families.some(({ samples }) => samples.length > 0)) return exposition;
  throw notAnExposition(
    place,
    'it holds no sample',
    'wait until the program has counted something, or correct the path',
  );
}

interface Answer {
  readonly text: string;
  readonly format?: ExpositionFormat;
}

function parsed(place: string, text: string, format: ExpositionFormat | undefined): Exposition {
  try {
    return parseExposition(text, format);
  } catch (error) {
    if (!(error instanceof ExpositionError)) throw error;
    const at = `line ${error.line}, column ${error.column}`;
    throw notAnExposition(place, `${at}: ${error.message}`, 'give the address of /metrics, or what it answered');
  }
}

async function fetched(url: string): Promise<Answer> {
  const signal = AbortSignal.timeout(patience);
  let response: Response;
  let bytes: Uint8Array;
  try {
    response = await fetch(url, { headers: { accept }, signal });
    if (!response.ok) {
      await response.body?.cancel();
      throw unreadable(url, `it answered with status ${response.status}`, 'correct the address, or give a file');
    }
    bytes = await limited(url, response.body);
  } catch (error) {
    if (error instanceof NarthexError) throw error;
    throw unreadable(url, reasonOf(error), 'start the program, or correct the address');
  }
  const openMetrics = /^application\/openmetrics-text\b/.test(response.headers.get('content-type') ?? '');
  return { text: decode(url, bytes), format: openMetrics ? 'openmetrics' : 'text' };
}

/** The body, after decompression, or an error as soon as it is too long. */
async function limited(url: string, body: ReadableStream<Uint8Array> | null): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > maximumBytes) throw tooLarge(url);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function fromFile(path: string): Promise<Answer> {
  let bytes: Uint8Array;
  try {
    if ((await stat(path)).size > maximumBytes) throw tooLarge(path);
    bytes = await readFile(path);
  } catch (error) {
    if (error instanceof NarthexError) throw error;
    throw unreadable(path, reasonOf(error), 'correct the path, or give an address that begins with http://');
  }
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { text: decode(path, bytes) };
  try {
    return { text: decode(path, await promisify(gunzip)(bytes, { maxOutputLength: maximumBytes })) };
  } catch (error) {
    if (error instanceof NarthexError) throw error;
    if (error instanceof RangeError) throw tooLarge(path);
    throw unreadable(path, `it cannot be decompressed: ${reasonOf(error)}`, 'write the file anew');
  }
}

function decode(place: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notAnExposition(place, 'it is no text in UTF-8', 'give the address of /metrics, or what it answered');
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `it did not answer within ${patience / 1000} s`;
  const inner = error.cause instanceof Error ? error.cause : error;
  if ('code' in inner && inner.code === 'ENOENT') return 'there is no such file';
  if ('code' in inner && inner.code === 'EISDIR') return 'it is a folder';
  if ('code' in inner && inner.code === 'ECONNREFUSED') return 'nobody listens there';
  return inner.message;
}

function unreadable(place: string, reason: string, fix: string): NarthexError {
  const problem = { code: 'NX841', path: [], message: `${place}: ${reason}`, fix } as const;
  return new NarthexError('The metrics could not be read.', [problem]);
}

function tooLarge(place: string): NarthexError {
  return unreadable(place, `it is larger than ${maximumBytes / 1024 / 1024} MiB`, 'give a part of it in a file');
}

function notAnExposition(place: string, reason: string, fix: string): NarthexError {
  const problem = { code: 'NX842', path: [], message: `${place}: ${reason}`, fix } as const;
  return new NarthexError('This is no exposition of metrics.', [problem]);
}
