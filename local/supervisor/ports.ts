import { readdir, readFile, readlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Problem } from '../../stacks/model/index.ts';
import type { ProcessDescription } from '../description.ts';
import { runProblem } from './problem.ts';

/** A problem (NX402) for each port of these processes that is taken, with who has it where the machine tells. */
export async function busyPorts(processes: readonly ProcessDescription[]): Promise<Problem[]> {
  const ports = processes.flatMap(({ name, ports }) => ports.map(({ address }) => ({ part: name, address })));
  const problems = await Promise.all(
    ports.map(async ({ part, address }): Promise<Problem[]> => {
      const obstacle = await whyNot(address);
      if (obstacle === undefined) return [];
      const { port } = split(address);
      if (obstacle !== 'EADDRINUSE') {
        return [runProblem('NX402', part, `it cannot listen on ${address} (${obstacle})`, 'free the address')];
      }
      const holder = await listener(port);
      const by = holder === undefined ? 'another program' : `process ${holder.pid} (${holder.command})`;
      return [
        runProblem(
          'NX402',
          part,
          `its port ${port} is in use by ${by}`,
          'stop that program, or give the stack other ports: --port-offset 10000',
        ),
      ];
    }),
  );
  return problems.flat();
}

/** The host and port of `127.0.0.1:9090`. */
export function split(address: string): { host: string; port: number } {
  const at = address.lastIndexOf(':');
  return { host: address.slice(0, at), port: Number(address.slice(at + 1)) };
}

/** The error code with which an address cannot be listened on; undefined when it is free. */
function whyNot(address: string): Promise<string | undefined> {
  const { host, port } = split(address);
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

/** The process that listens on a TCP port, as far as /proc shows it to us. */
async function listener(port: number): Promise<{ pid: number; command: string } | undefined> {
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
  );
  const sockets = new Set(listeningInodes(tables.join('\n'), port).map((inode) => `socket:[${inode}]`));
  if (sockets.size === 0) return undefined;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const numbers = await readdir(`/proc/${pid}/fd`).catch(() => []);
    const links = await Promise.all(numbers.map((each) => readlink(`/proc/${pid}/fd/${each}`).catch(() => '')));
    if (!links.some((link) => sockets.has(link))) continue;
    const command = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '?');
    return { pid: Number(pid), command: command.trim() };
  }
  return undefined;
}

/** The inodes of the listening sockets of a port in the text of /proc/net/tcp, see proc(5). */
export function listeningInodes(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const listen = '0A';
  return table.split('\n').flatMap((line) => {
    const fields = line.trim().split(/\s+/);
    return fields[1]?.endsWith(suffix) && fields[3] === listen ? [fields[9] ?? ''] : [];
  });
}
