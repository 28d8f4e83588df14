import { isIP } from 'node:net';
import type { Plan } from '../stacks/model/index.ts';
import type { Cluster } from './cluster.ts';
import { jobMembers } from './members.ts';
import type { Part } from './part.ts';

/** The API server: 443 is its Service, 6443 what most clusters translate that to before a policy sees it. */
const apiServerPorts = [443, 6443];
const kubeletPort = 10250;

/** What a part reaches beyond the pods of the stack. */
export interface Outside {
  /** TCP ports of anything outside, in ascending order. */
  readonly ports: readonly number[];
  /** IP addresses that are reached without a port: what is pinged. */
  readonly pinged: readonly string[];
  /** Whether a host known only by its name is pinged, so that no address can be given. */
  readonly pingsNames: boolean;
  /** Pods of other namespaces that somebody else runs. */
  readonly foreign: readonly { readonly namespace: string; readonly port: number }[];
}

/** What each part reaches outside, from its connections, from the addresses it scrapes or probes, and from discovery. */
export function outsideOf(part: Part, probed: ProbedAddresses, cluster: Cluster): Outside {
  const members = part.discovers.map((job) => jobMembers(job, cluster));
  const scraped = members.flatMap(({ addresses }) => addresses.map(({ address }) => address));
  const all = [...scraped, ...(probed.get(part.workload.name) ?? [])].map(aim);
  const named = part.workload.connects.flatMap((connection) => ('outside' in connection ? [connection.port] : []));
  const ports = new Set([...named, ...all.flatMap(({ port }) => port ?? [])]);
  if (members.some(({ services, kubelet }) => services.length > 0 || kubelet)) {
    for (const port of apiServerPorts) ports.add(port);
  }
  if (members.some(({ kubelet }) => kubelet)) ports.add(kubeletPort);
  const pinged = all.filter(({ port }) => port === undefined).map(({ host }) => host);
  return {
    ports: [...ports].sort((a, b) => a - b),
    pinged: [...new Set(pinged.filter((host) => isIP(host) > 0))].sort(),
    pingsNames: pinged.some((host) => isIP(host) === 0),
    foreign: foreignPods(members.flatMap(({ services }) => services)),
  };
}

/** The addresses that each prober is asked about. */
export type ProbedAddresses = ReadonlyMap<string, readonly string[]>;

/** Collects what is probed by the name of the prober, once for all parts. */
export function probedAddresses({ jobs }: Plan): ProbedAddresses {
  const found = new Map<string, string[]>();
  for (const job of jobs) {
    if (job.kind !== 'probe') continue;
    const addresses = job.targets.flatMap(({ address }) => address ?? []);
    found.set(job.prober, [...(found.get(job.prober) ?? []), ...addresses]);
  }
  return found;
}

/** Host and port of `https://host/path`, `host:port` or `host`. */
function aim(address: string): { readonly host: string; readonly port?: number } {
  const url = /^(https?):\/\/(\[[^\]]+\]|[^/:]+)(?::(\d+))?/.exec(address);
  if (url) return { host: url[2] ?? '', port: Number(url[3] ?? (url[1] === 'https' ? 443 : 80)) };
  const pair = isIP(address) > 0 ? null : /^(.+):(\d+)$/.exec(address);
  return pair ? { host: pair[1] ?? '', port: Number(pair[2]) } : { host: address };
}

function foreignPods(services: readonly { readonly namespace: string; readonly foreignPort?: number }[]) {
  const found = new Map<string, Outside['foreign'][number]>();
  for (const { namespace, foreignPort } of services) {
    if (foreignPort !== undefined) found.set(`${namespace}:${foreignPort}`, { namespace, port: foreignPort });
  }
  return [...found.values()];
}
