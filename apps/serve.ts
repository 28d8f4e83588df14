import { createAdaptorServer } from '@hono/node-server';

/** Where a program listens. Port 0 takes any free port. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** A server that accepts requests. */
export interface Running {
  /** `http://127.0.0.1:8000`, with the port that was really taken. */
  readonly url: string;
  /** Stops accepting, ends open connections, and frees the port. */
  readonly close: () => Promise<void>;
}

/** Reads `HOST:PORT`, `[::1]:PORT` or `:PORT`. Throws when it is none of these. */
export function parseAddress(text: string): Address {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]]*)):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (digits === undefined || port > 65_535) {
    throw new Error(`"${text}" is not an address to listen on. Write HOST:PORT, such as 127.0.0.1:8000.`);
  }
  return { host: bracketed ?? (plain || '0.0.0.0'), port };
}

/** What answers requests: an app of Hono, whatever it is bound to. */
export type App = Pick<Parameters<typeof createAdaptorServer>[0], 'fetch'>;

/** Starts to serve an app. Throws with the remedy when the address cannot be taken. */
export function serve(app: App, { host, port }: Address): Promise<Running> {
  const server = createAdaptorServer({ fetch: app.fetch });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(reason(error, { host, port }))));
    server.listen(port, host, () => {
      const bound = server.address();
      const taken = typeof bound === 'object' && bound !== null ? bound.port : port;
      const close = () =>
        new Promise<void>((closed) => {
          server.close(() => closed());
          if ('closeAllConnections' in server) server.closeAllConnections();
        });
      resolve({ url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`, close });
    });
  });
}

/** Why an address could not be taken, with the remedy. */
export function reason(error: NodeJS.ErrnoException, { host, port }: Address): string {
  const remedy = 'Choose another with --listen HOST:PORT.';
  switch (error.code) {
    case 'EADDRINUSE':
      return `port ${port} on ${host} is in use by another program. Stop that program, or choose another port with --listen HOST:PORT.`;
    case 'EACCES':
      return `port ${port} on ${host} may only be taken by root. ${remedy}`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine. ${remedy}`;
    default:
      return `cannot listen on ${host}:${port}: ${error.message}. ${remedy}`;
  }
}
