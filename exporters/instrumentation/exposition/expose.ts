/**
 * What goes out under `/metrics`: the registry in the format and compression that the scraper asks for, in chunks that leave the
 * event loop free.
 */
import { pipeline, Readable } from 'node:stream';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import { type Duration, durationOf } from '../duration.ts';
import { CONTENT_TYPES, type Encoding, type Format, negotiateEncoding, negotiateFormat } from './negotiate.ts';
import type { ExposedRegistry } from './registry.ts';
import { render } from './render.ts';

/** As much of a request as matters for the answer. */
export interface ExposeRequest {
  /** The header `Accept`. */
  readonly accept?: string | undefined;
  /** The header `Accept-Encoding`. */
  readonly acceptEncoding?: string | undefined;
  /** How long a collector of the registry may take; `5s` when absent. Prometheus itself waits ten seconds. */
  readonly deadline?: Duration | undefined;
}

/** An answer: headers, and the body in pieces. Leaving off in the middle of the body ends the rendering. */
export interface Exposed {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
}

const DEADLINE = '5s';
// The default of zlib, 11, takes fifty times as long for a tenth less.
const BROTLI_QUALITY = 4;

/**
 * The metrics of a registry, ready to be sent: `const { headers, body } = await expose(registry, { accept, acceptEncoding })`. A
 * collector that fails or hangs is left out and shows in `narthex_collector_success`; the rest is served.
 */
export async function expose(registry: ExposedRegistry, request: ExposeRequest = {}): Promise<Exposed> {
  const fallback: Format = registry.contentType.startsWith('application/openmetrics-text') ? 'openmetrics' : 'text';
  const format = negotiateFormat(request.accept, fallback);
  const encoding = negotiateEncoding(request.acceptEncoding);
  const plain = render(registry, { format, deadline: durationOf('deadline', request.deadline ?? DEADLINE) });
  return {
    headers: {
      'content-type': CONTENT_TYPES[format],
      vary: 'accept, accept-encoding',
      ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
    },
    body: compressed(plain, encoding),
  };
}

/** The whole body of an answer as one piece, for what cannot send in pieces. */
export async function wholeBody({ body }: Exposed): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}

function compressed(plain: AsyncGenerator<Uint8Array, void, undefined>, encoding: Encoding): AsyncIterable<Uint8Array> {
  if (encoding === 'identity') return plain;
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
  return {
    // Not before somebody reads: for a HEAD request nothing is to be collected, written and compressed.
    [Symbol.asyncIterator]() {
      const zip =
        encoding === 'gzip' ? createGzip({ level: constants.Z_BEST_SPEED }) : createBrotliCompress({ params });
      // Who reads the body gets the error from it; the callback only keeps it from being nobody's.
      return pipeline(Readable.from(plain), zip, () => undefined)[Symbol.asyncIterator]();
    },
  };
}
