import { type MetricsJob, NarthexError, type ScrapeTarget } from '../stacks/model/index.ts';
import type { Cluster } from './cluster.ts';

/** Targets of a job behind a Service. `spread` says what one target becomes: one pod, or one per pod or per node. */
export interface ServiceTarget {
  readonly namespace: string;
  readonly service: string;
  /** Port name of the Service. */
  readonly port: string;
  readonly spread: 'one' | 'pods' | 'nodes';
  readonly instance: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The port number of pods that somebody else runs, for policies. */
  readonly foreignPort?: number;
}

/** A target at an address that nothing in the cluster knows. */
export interface AddressTarget {
  readonly address: string;
  readonly instance: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The members of a job, by how they are found. */
export interface JobMembers {
  readonly services: readonly ServiceTarget[];
  readonly addresses: readonly AddressTarget[];
  /** The job reads the kubelet of every node, under this path. */
  readonly kubelet?: { readonly path: string; readonly labels: Readonly<Record<string, string>> };
}

/** Sorts the members of a job. Throws a `NarthexError` where a job mixes the kubelets with something else. */
export function jobMembers(job: MetricsJob, cluster: Cluster): JobMembers {
  const services: ServiceTarget[] = [];
  const addresses: AddressTarget[] = [];
  let kubelet: JobMembers['kubelet'];
  for (const target of job.targets) {
    const member = target.part === undefined ? undefined : cluster.members.get(target.part);
    if (member?.kubelet) kubelet = { path: member.kubelet.path, labels: target.labels ?? {} };
    else if (member || target.kubernetes) services.push(serviceTarget(target, cluster));
    else
      addresses.push({
        address: target.address ?? target.part ?? '',
        instance: target.instance,
        labels: target.labels ?? {},
      });
  }
  if (kubelet === undefined) return { services, addresses };
  if (job.targets.length > 1) throw mixed(job);
  return { services, addresses, kubelet };
}

function serviceTarget(target: ScrapeTarget, { members }: Cluster): ServiceTarget {
  const { instance, labels = {}, kubernetes } = target;
  const member = members.get(target.part ?? '');
  if (member === undefined) {
    const foreignPort = Number(target.address?.split(':').at(-1));
    return {
      namespace: kubernetes?.namespace ?? '',
      service: kubernetes?.service ?? '',
      port: kubernetes?.port ?? '',
      // Somebody else decides how many there are.
      spread: 'pods',
      instance,
      labels,
      ...(Number.isInteger(foreignPort) && { foreignPort }),
    };
  }
  const { workload, namespace } = member;
  return {
    namespace,
    service: workload.name,
    port: target.port ?? workload.ports[0]?.name ?? '',
    spread: workload.perHost ? 'nodes' : workload.replicas > 1 ? 'pods' : 'one',
    instance,
    labels,
  };
}

function mixed(job: MetricsJob): NarthexError {
  return new NarthexError('A scrape job cannot be found in Kubernetes.', [
    {
      code: 'NX303',
      path: ['jobs', job.name],
      message: 'some of its targets are read from the kubelets, which needs TLS and a token, and some are not',
      fix: 'give the targets that the kubelets serve a job of their own',
    },
  ]);
}
