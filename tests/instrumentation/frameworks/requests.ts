import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';

/** A whole answer. */
export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How a request differs from `GET` on a connection of its own. */
export interface RequestOptions {
  readonly method?: string;
  readonly body?: string;
  readonly agent?: Agent;
  readonly headers?: Record<string, string>;
}

/** Sends a request and waits for the whole answer. Rejects when it is cut off. */
export function ask(port: number, path: string, options: RequestOptions = {}): Promise<Answered> {
  const { method = 'GET', body, agent, headers = {} } = options;
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { port, host: '127.0.0.1', path, method, headers, agent: agent ?? false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** Sends a request and gives it up when `when` is fulfilled. */
export async function giveUp(port: number, path: string, when: () => Promise<unknown>, method = 'GET'): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const request = httpRequest({ port, host: '127.0.0.1', path, method, headers, agent: false });
  request.on('error', () => undefined);
  request.end(method === 'POST' ? '{"a":"body"}' : undefined);
  await when();
  request.destroy();
}

/** An agent with this many connections that stay open; `destroy` it. */
export function keepAlive(connections: number): Agent {
  return new Agent({ keepAlive: true, maxSockets: connections });
}
