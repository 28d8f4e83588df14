import {
  type Discovery,
  findPort,
  type MetricsJob,
  NarthexError,
  type Place,
  type Plan,
  type Workload,
} from '../stacks/model/index.ts';

/**
 * Stands in every artifact for the run folder, whose absolute path only the machine knows that runs the stack. Programs need
 * absolute paths, because some change their working folder and others read paths relative to a file.
 */
export const runFolderToken = '{run-folder}';

/** A workload's place on this machine, and the ports that it asked to listen on so far. */
export interface LocalPlace {
  readonly at: Place;
  /** Port names; a part may declare a port that it does not use when it runs alone. */
  readonly listening: ReadonlySet<string>;
}

/**
 * How a workload sees the world as a process: every part on 127.0.0.1 at its own port number plus `offset`, one replica of each,
 * files in the run folder. Its functions throw a `NarthexError` for a port beyond 65535.
 */
export function localPlace(plan: Plan, workload: Workload, offset: number): LocalPlace {
  const listening = new Set<string>();
  const address = (part: string, port?: string) => {
    const found = plan.workloads.find(({ name }) => name === part);
    return found === undefined ? part : localAddress(found, port, offset);
  };
  const at: Place = {
    address,
    addresses: (part, port) => [address(part, port)],
    listen: (port) => {
      listening.add(port);
      return localAddress(workload, port, offset);
    },
    advertise: (port) => localAddress(workload, port, offset),
    file: (path) => `${runFolderToken}/config/local/${workload.name}/${path}`,
    shared: (folder) => `${runFolderToken}/config/${folder}`,
    data: (volume) => `${runFolderToken}/data/${workload.name}/${volume}`,
    secret: (name) => `${runFolderToken}/private/${workload.name}/${name}`,
    host: (path) => path,
    discover,
  };
  return { at, listening };
}

/** The address at which a part listens: loopback only. */
export function localAddress(workload: Workload, port: string | undefined, offset: number): string {
  const number = findPort(workload, port).number + offset;
  if (number <= 65_535) return `127.0.0.1:${number}`;
  throw new NarthexError('The ports are shifted too far.', [
    {
      code: 'NX410',
      path: [workload.name, 'ports'],
      message: `'${workload.name}' would listen on port ${number}`,
      fix: `choose an offset of at most ${offset - (number - 65_535)}`,
    },
  ]);
}

/** The path of a job's target list, relative to the configuration folder of the part that discovers. */
export function targetList(job: MetricsJob): string {
  return `targets/${job.name}.json`;
}

/** A file that Prometheus reads again by itself: a part that does not run on this machine is taken out of it. */
function discover(job: MetricsJob): Discovery {
  return { config: { file_sd_configs: [{ files: [targetList(job)] }] }, relabel: [] };
}
