import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ensurePrograms, ProgramError } from '../../../local/index.ts';
import { freePort, openBench, untilAnswers } from '../../catalogs/running.ts';
import { couldNotRun } from '../../support/could-not-run.ts';
import { parseExposition, type Samples } from '../exposition.ts';

/** A real Pushgateway that runs. */
export interface RealGateway {
  readonly url: string;
  /** Every series that it holds. */
  samples(): Promise<Samples>;
  close(): Promise<void>;
}

/** Starts the real Pushgateway, fetched if this machine has none; `undefined` where that is not possible, noted for the summary. */
export async function realGateway(what: string): Promise<RealGateway | undefined> {
  let program: string | undefined;
  try {
    program = (await ensurePrograms(['pushgateway'])).get('pushgateway')?.path;
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    couldNotRun(what, error.message);
  }
  if (program === undefined) return undefined;
  const bench = await openBench();
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = bench.start(program, [`--web.listen-address=${new URL(url).host}`]);
  await untilAnswers(child, `${url}/-/ready`);
  return {
    url,
    samples: async () => parseExposition(await (await fetch(`${url}/metrics`)).text()),
    close: () => bench.close(),
  };
}

/** A request that a gateway of tests was sent. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Answers a request, knowing how many came before it. */
export type Behaviour = (response: ServerResponse, before: number) => void;

/** A gateway that does as it is told, which no real one does when it is needed. */
export interface BadGateway {
  readonly url: string;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

/** Starts one. */
export async function badGateway(behaves: Behaviour): Promise<BadGateway> {
  const received: Received[] = [];
  const server: Server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      received.push({ method, path: url, headers, body: Buffer.concat(pieces).toString('utf8') });
      behaves(response, received.length - 1);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Answers with a status and some words. */
export const answering =
  (status: number, words = ''): Behaviour =>
  (response) =>
    void response.writeHead(status).end(words);

/** Does one thing first, as often as it is told, and then another. */
export const first =
  (times: number, bad: Behaviour, then: Behaviour = answering(200)): Behaviour =>
  (response, before) =>
    (before < times ? bad : then)(response, before);

/** Takes the request and says nothing. */
export const hangs: Behaviour = () => {};

/** Begins its answer, and dies. */
export const diesMidway: Behaviour = (response) => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('half of an ans', () => response.socket?.destroy());
};

/** Where nobody listens. */
export async function nobody(): Promise<string> {
  return `http://127.0.0.1:${await freePort()}`;
}
