import { NarthexError } from './problem.ts';
import type { Port, Workload } from './workload.ts';

/** A port of a part by name; its first port where no name is given. Throws if the part has no such port, which is a mistake of ours. */
export function findPort(workload: Workload, name?: string): Port {
  const port = name === undefined ? workload.ports[0] : workload.ports.find((candidate) => candidate.name === name);
  if (port !== undefined) return port;
  throw new NarthexError('A connection leads nowhere.', [
    {
      code: 'NX120',
      path: [workload.name, 'ports'],
      message: `'${workload.name}' has no port ${name === undefined ? 'at all' : `named '${name}'`}`,
      fix: `name one of: ${workload.ports.map((candidate) => candidate.name).join(', ') || 'none declared'}`,
    },
  ]);
}
