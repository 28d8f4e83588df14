/**
 * Requests and answers of node:http, by their shape: when an answer has ended, and how. Every framework that runs on node:http
 * shares this, because only the connection knows whether the client is still there.
 */
import { CLIENT_CLOSED, type HttpRecorder } from './core.ts';

// Symbol.for, because the ES module and the CommonJS one of this package may be loaded both.
const ANSWERING: unique symbol = Symbol.for('narthex.instrumentation.answering');

/** What one answer at a time goes through: a connection, or a stream of HTTP/2. It holds the answer that is recorded. */
interface Holder {
  [ANSWERING]?: object | undefined;
}

/** The connection of a request. */
interface Connection extends Holder {
  readonly readableEnded?: boolean;
  readonly errored?: Error | null;
  readonly bytesWritten?: number;
  readonly destroyed?: boolean;
  on(event: 'close', listener: () => void): unknown;
  off(event: 'close', listener: () => void): unknown;
}

/** `IncomingMessage` of node:http and `Http2ServerRequest`, as far as they are read. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly socket: Connection;
  /** Set by Node.js where the connection is handed over to another protocol. */
  readonly upgrade?: boolean;
  on(event: 'close', listener: () => void): unknown;
}

interface Stream extends Holder {
  readonly rstCode?: number | undefined;
}

/** `ServerResponse` of node:http and `Http2ServerResponse`, as far as they are read. */
export interface NodeResponse {
  readonly statusCode: number;
  readonly writableEnded: boolean;
  readonly writableFinished?: boolean;
  readonly errored?: Error | null;
  readonly socket?: object | null;
  /** The stream of HTTP/2. */
  readonly stream?: Stream | undefined;
  on(event: 'close', listener: () => void): unknown;
}

/**
 * Records one exchange, from now until its answer is sent or cannot be sent any more. A second call for the same answer does
 * nothing, so an adapter that is mounted twice counts once. `routeOf` is asked at the end, when the router has chosen.
 */
export function record(
  recorder: HttpRecorder,
  request: NodeRequest,
  response: NodeResponse,
  routeOf: () => string | undefined,
): void {
  const { method, socket } = request;
  // Not on the answer itself: Express has changed its prototype, after which a new property costs as much as all the rest here.
  const holder: Holder = response.stream ?? socket;
  if (holder[ANSWERING] === response) return;
  holder[ANSWERING] = response;
  if (request.upgrade === true) {
    // It closes with the connection, hours later; unless it was refused, which is an answer like any other.
    response.on('close', () => {
      if (finished(response, socket)) recorder.begin(method).end(safely(routeOf), response.statusCode);
      else recorder.switched(method, safely(routeOf));
    });
    return;
  }
  const running = recorder.begin(method);
  const written = recorder.sizes ? (socket.bytesWritten ?? 0) : 0;
  const end = () => {
    if (holder[ANSWERING] === response) holder[ANSWERING] = undefined;
    const sizes = recorder.sizes ? sizesOf(request, response, written) : undefined;
    running.end(safely(routeOf), outcome(response, socket), sizes);
  };
  response.on('close', end);
  if (response.socket === null) watchPipelined(request, response, end);
}

/**
 * The answer to a pipelined request waits for the connection. If that is lost before, only the request is told, or nobody when its body
 * was read.
 */
function watchPipelined(request: NodeRequest, response: NodeResponse, end: () => void): void {
  const { socket } = request;
  request.on('close', () => {
    if (socket.destroyed === true) end();
    else if (!finished(response, socket)) {
      socket.on('close', end);
      response.on('close', () => socket.off('close', end));
    }
  });
}

/**
 * The status that was sent; where the answer was cut off, who cut it: `CLIENT_CLOSED` when the client has closed the connection, 500 when
 * this side has, as it does when a stream fails half way. (`aborted` of the request is true in both cases, and false for a client
 * that goes after the whole body was read.)
 */
function outcome(response: NodeResponse, socket: Connection): number {
  if (finished(response, socket)) return response.statusCode;
  const { stream } = response;
  if (stream !== undefined) return stream.rstCode === HTTP2_CANCEL ? CLIENT_CLOSED : 500;
  // An error that the answer was destroyed with is passed on to the connection; one that the connection has alone came over the network.
  const cut = isError(socket.errored) && !isError(response.errored);
  return socket.readableEnded === true || cut ? CLIENT_CLOSED : 500;
}

const HTTP2_CANCEL = 8;

function finished(response: NodeResponse, socket: Connection): boolean {
  const { stream, writableEnded } = response;
  // Over HTTP/2 `writableFinished` is true also for a stream that was reset.
  if (stream !== undefined) return writableEnded && stream.rstCode === 0;
  // `inject` of Fastify has no connection on which anything could be left to send.
  if (socket.readableEnded === undefined) return writableEnded;
  // @hono/node-server ends an answer whose stream has failed before it destroys it with the error.
  return response.writableFinished === true && !isError(response.errored);
}

function isError(errored: Error | null | undefined): boolean {
  return errored !== null && errored !== undefined;
}

function sizesOf(request: NodeRequest, response: NodeResponse, before: number) {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  const body = length === undefined ? 0 : Number(length);
  return {
    request: encoding === undefined && Number.isSafeInteger(body) ? body : undefined,
    // Many streams share a connection of HTTP/2.
    response: response.stream === undefined ? (request.socket.bytesWritten ?? 0) - before : undefined,
  };
}

function safely(routeOf: () => string | undefined): string | undefined {
  try {
    return routeOf();
  } catch {
    // Thrown in an event listener it would end the process of the application.
    return undefined;
  }
}
