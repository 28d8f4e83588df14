import {
  containerPaths,
  type Discovery,
  findPort,
  type MetricsJob,
  type Place,
  type Plan,
  type Workload,
} from '../stacks/model/index.ts';

/** How a workload sees the world in Compose: parts by their service name, files where they are mounted, one replica of each. */
export function composePlace(plan: Plan, workload: Workload): Place {
  const address = (part: string, port?: string) => {
    const found = plan.workloads.find(({ name }) => name === part);
    return found === undefined ? part : `${part}:${findPort(found, port).number}`;
  };
  const listen = (port: string) => `:${findPort(workload, port).number}`;
  return {
    ...containerPaths(workload, '/run/secrets'),
    address,
    addresses: (part, port) => [address(part, port)],
    listen,
    advertise: (port) => address(workload.name, port),
    discover: (job) => discover(job, address),
  };
}

/**
 * Targets by name, not by DNS discovery: the name of a stopped container vanishes, its target would vanish with it, and
 * nothing would be down.
 */
function discover({ targets }: MetricsJob, address: Place['address']): Discovery {
  return {
    config: {
      static_configs: targets.map((target) => ({
        targets: [target.address ?? address(target.part ?? '', target.port)],
        labels: { instance: target.instance, ...target.labels },
      })),
    },
    relabel: [],
  };
}
