import { containerPaths, findPort, type MetricsJob, type Place, type Workload } from '../stacks/model/index.ts';
import type { Cluster, Member } from './cluster.ts';
import { discovery } from './discovery.ts';
import { jobMembers } from './members.ts';

/** The variable with the address of a pod. Kubernetes puts it into arguments that name it like this. */
export const podAddress = { variable: 'POD_IP', reference: '$(POD_IP)' } as const;

/** A place that remembers what was asked of it; what a workload asks for is what it needs rights and variables for. */
export interface RecordingPlace extends Place {
  /** The jobs whose members this workload discovers. */
  readonly discovered: readonly MetricsJob[];
}

/** How a workload sees the cluster: parts by the names of their Services, files where they are mounted. */
export function clusterPlace(member: Member, cluster: Cluster): RecordingPlace {
  const { workload, operator } = member;
  const discovered: MetricsJob[] = [];
  const number = (of: Workload, port?: string) => findPort(of, port).number;
  const address = (part: string, port?: string) => {
    const found = cluster.members.get(part);
    return found === undefined ? part : `${part}.${found.namespace}.svc:${number(found.workload, port)}`;
  };
  const addresses = (part: string, port?: string) => {
    const found = cluster.members.get(part);
    const pods = found === undefined ? [] : podHosts(found);
    return found === undefined || pods.length < 2
      ? [address(part, port)]
      : pods.map((host) => `${host}:${number(found.workload, port)}`);
  };
  return {
    ...containerPaths(workload, secretsFolder(member)),
    // The operator mounts the configuration below its folder, and every secret as a folder of its own.
    ...(operator && {
      file: (path: string) => `/etc/${operator}/config/${path}`,
      secret: (name: string) => `${secretsFolder(member)}/${name}/${name}`,
    }),
    address,
    addresses,
    listen: (port) => `:${number(workload, port)}`,
    advertise: (port) => `${podAddress.reference}:${number(workload, port)}`,
    discover: (job) => {
      discovered.push(job);
      return discovery(jobMembers(job, cluster));
    },
    discovered,
  };
}

/** Where a workload finds its secrets. Not under /run/secrets: Kubernetes keeps the service account's token there. */
export function secretsFolder({ operator }: Member): string {
  return operator === undefined ? '/etc/narthex-secrets' : `/etc/${operator}/secrets`;
}

/** The stable host names of the replicas; only a StatefulSet has them. */
function podHosts({ workload, namespace, operator }: Member): string[] {
  const { name, replicas, volumes } = workload;
  if (volumes.length === 0) return [];
  const pod = operator === undefined ? name : `${operator}-${name}`;
  const service = operator === undefined ? headlessName(name) : `${operator}-operated`;
  return Array.from({ length: replicas }, (_, index) => `${pod}-${index}.${service}.${namespace}.svc`);
}

/** The Service through which each replica has a name of its own. */
export function headlessName(name: string): string {
  return `${name}-headless`;
}
