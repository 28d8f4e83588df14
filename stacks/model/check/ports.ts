import { previewPort } from '../preview.ts';
import type { Problem } from '../problem.ts';
import { runbooksPort } from '../runbooks.ts';
import type { Stack } from '../stack.ts';

/** Ports of the servers that every stack has: Prometheus, Alertmanager and its cluster, Grafana, the inbox, the runbooks, the preview. */
const serverPorts: readonly [number, string][] = [
  [9090, 'prometheus'],
  [9093, 'alertmanager'],
  [9094, "alertmanager's cluster"],
  [3000, 'grafana'],
  [9095, 'the inbox'],
  [runbooksPort, 'the runbooks'],
  [previewPort, 'the preview of the dashboards'],
];

interface Listener {
  readonly name: string;
  readonly port: number;
  readonly path: readonly (string | number)[];
  /** Whether the stack runs it; what somebody else runs elsewhere cannot clash. */
  readonly here: boolean;
}

/** NX107: a port that is none, or that two parts would listen on when all of them run on one machine. */
export function checkPorts(stack: Stack): Problem[] {
  const owners = new Map<number, string>(serverPorts);
  const parts: Listener[] = [
    ...Object.entries(stack.services).map(
      ([name, { port, run }]): Listener => ({
        name,
        port,
        path: ['services', name, 'port'],
        here: run.kind === 'workload',
      }),
    ),
    ...stack.exporters.map(
      ({ name, port }, index): Listener => ({ name, port, path: ['exporters', index, 'port'], here: true }),
    ),
  ];
  return parts.flatMap(({ name, port, path, here }): Problem[] => {
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      return [{ code: 'NX107', path, message: `${port} is not a port`, fix: 'use a whole number from 1 to 65535' }];
    }
    if (!here) return [];
    const owner = owners.get(port);
    owners.set(port, owner ?? name);
    if (owner === undefined) return [];
    const fix = `give '${name}' a port of its own; run as local processes, all parts share one machine`;
    return [{ code: 'NX107', path, message: `port ${port} is already taken by ${owner}`, fix }];
  });
}
