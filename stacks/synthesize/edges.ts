import { type Edge, findPort, type ScrapeJob, type Workload } from '../model/index.ts';

/** Every connection between the parts of a stack: those that the parts name, and those that follow from scraping and probing. */
export function edges(workloads: readonly Workload[], jobs: readonly ScrapeJob[]): Edge[] {
  const byName = new Map(workloads.map((workload) => [workload.name, workload]));
  const edge = (from: string, to: string, port: string | undefined, purpose: Edge['purpose']): Edge[] => {
    const workload = byName.get(to);
    // A service that somebody else runs is no part of the stack.
    if (workload === undefined) return [];
    const { number, udp = false } = findPort(workload, port);
    return [{ from, to, port: number, udp, purpose }];
  };
  const named = workloads.flatMap((workload) =>
    workload.connects.flatMap((connection): Edge[] =>
      'to' in connection
        ? edge(workload.name, connection.to, connection.port, connection.purpose)
        : [{ from: workload.name, to: 'outside', port: connection.port, udp: false, purpose: connection.purpose }],
    ),
  );
  const implied = jobs.flatMap((job) =>
    job.kind === 'metrics'
      ? job.targets.flatMap(({ part, port, address }): Edge[] => {
          if (address !== undefined)
            return [{ from: 'prometheus', to: 'outside', port: portOf(address), udp: false, purpose: 'scrape' }];
          return part === undefined || part === 'prometheus' ? [] : edge('prometheus', part, port, 'scrape');
        })
      : [
          ...edge('prometheus', job.prober, undefined, 'ask'),
          ...job.targets.flatMap(({ part, port }) => (part === undefined ? [] : edge(job.prober, part, port, 'probe'))),
        ],
  );
  const unique = new Map(
    [...named, ...implied].map((each) => [`${each.from} ${each.to} ${each.port} ${each.purpose}`, each]),
  );
  return [...unique.values()];
}

/** The port of `host:port`; that of HTTP where none is given. */
function portOf(address: string): number {
  return Number(/:(\d+)$/.exec(address)?.[1] ?? 80);
}
