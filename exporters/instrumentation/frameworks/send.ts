/** Writes the answers of endpoints to a response of node:http, no faster than the client takes them. */
import type { Answer, Endpoint, Question } from './endpoints.ts';
import type { NodeRequest } from './exchange.ts';

/** `ServerResponse` of node:http, as far as it is written to. */
export interface WritableResponse {
  readonly destroyed?: boolean;
  writeHead(status: number, headers: Record<string, string>): unknown;
  write(chunk: Uint8Array): boolean;
  end(): unknown;
  end(text: string): unknown;
  destroy(error?: Error): unknown;
  once(event: 'drain' | 'close', listener: () => void): unknown;
  off(event: 'drain' | 'close', listener: () => void): unknown;
}

/** What a request of node:http asks of an endpoint. */
export function questionOf({ method, headers }: Pick<NodeRequest, 'method' | 'headers'>): Question {
  return { method, accept: headerOf(headers.accept), acceptEncoding: headerOf(headers['accept-encoding']) };
}

/** Answers a request at an endpoint. Never rejects: an answer that breaks off half way ends the connection. */
export async function serve(endpoint: Endpoint, request: NodeRequest, response: WritableResponse): Promise<void> {
  try {
    await send(await endpoint(questionOf(request)), request.method === 'HEAD', response);
  } catch (error) {
    response.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

async function send({ status, headers, body }: Answer, headOnly: boolean, response: WritableResponse): Promise<void> {
  response.writeHead(status, { ...headers });
  if (headOnly) {
    response.end();
    return;
  }
  if (typeof body === 'string') {
    response.end(body);
    return;
  }
  for await (const chunk of body) {
    if (response.destroyed === true) return;
    if (!response.write(chunk)) await drained(response);
  }
  response.end();
}

function drained(response: WritableResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.once('drain', done);
    response.once('close', done);
  });
}

function headerOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'object' ? value.join(', ') : value;
}
