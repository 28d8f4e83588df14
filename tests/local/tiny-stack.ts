import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { ProcessDescription } from '../../local/description.ts';

/** How a part of a tiny stack differs from a server that is healthy at once. */
export interface TinyPart extends Partial<Omit<ProcessDescription, 'ports' | 'health'>> {
  readonly name: string;
  readonly port: number;
  /** `fail` ends at once with a complaint; `never` is never healthy; `stubborn` ignores SIGTERM. */
  readonly behaviour?: 'serve' | 'fail' | 'never' | 'stubborn';
  readonly startWithin?: number;
}

const server = `
import { createServer } from 'node:http';
const [port, behaviour] = process.argv.slice(2);
console.log('begins as ' + process.pid);
if (behaviour === 'fail') {
  console.error('cannot read the moon');
  process.exit(3);
}
if (behaviour === 'stubborn') process.on('SIGTERM', () => console.log('asked to end'));
createServer((_, response) => response.writeHead(behaviour === 'never' ? 503 : 200).end(String(process.pid)))
  .listen(Number(port), '127.0.0.1');
`;

/** The artifacts of a stack of small real servers, as the local target would write them. */
export function tinyStack(
  parts: readonly TinyPart[],
  more: Readonly<Record<string, string>> = {},
): Map<string, string> {
  const processes = parts.map(({ port, behaviour = 'serve', startWithin = 10, ...part }): ProcessDescription => {
    const address = `127.0.0.1:${port}`;
    return {
      summary: 'A small server.',
      program: 'node',
      args: [`{run-folder}/config/local/${part.name}/server.mjs`, String(port), behaviour],
      environment: {},
      user: 'nobody',
      ports: [{ name: 'http', address }],
      health: { address, path: '/', startWithin },
      secrets: [],
      volumes: ['data'],
      stopWithin: 5,
      after: [],
      ...part,
    };
  });
  return new Map([
    ['local/processes.json', JSON.stringify({ stack: 'tiny', environment: 'development', processes })],
    ...parts.map(({ name }) => [`local/${name}/server.mjs`, server] as const),
    ...Object.entries(more),
  ]);
}

/** Ports that are free right now, each another. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((each) => once(each, 'listening')));
  const ports = servers.map((each) => (each.address() as AddressInfo).port);
  await Promise.all(servers.map((each) => once(each.close(), 'close')));
  return ports;
}

/** The id of the process that answers at a port of a tiny stack; undefined when none does. */
export async function answering(port: number): Promise<number | undefined> {
  const response = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
  return response === undefined ? undefined : Number(await response.text());
}
