import { createHash } from 'node:crypto';
import { configText, type MetricsJob, type Place, type Workload } from '../stacks/model/index.ts';
import type { Cluster, Member } from './cluster.ts';
import { labelsOf, selectorOf } from './names.ts';
import { clusterPlace } from './place.ts';
import type { TextFile } from './shared.ts';

/** A workload with everything worked out that depends on where it runs. */
export interface Part extends Member {
  readonly at: Place;
  readonly files: readonly TextFile[];
  readonly args: readonly string[];
  readonly environment: ReturnType<Workload['environment']>;
  /** The jobs whose members it looks for at the API server. */
  readonly discovers: readonly MetricsJob[];
  readonly labels: Readonly<Record<string, string>>;
  readonly selector: Readonly<Record<string, string>>;
  /** Of everything it reads from ConfigMaps, so that a change of it replaces the pods. */
  readonly checksum: string;
}

/** The parts that run as pods, in the order of the plan. */
export function clusterParts(cluster: Cluster): Part[] {
  return [...cluster.members.values()]
    .filter(({ kubelet }) => kubelet === undefined)
    .map((member) => part(member, cluster));
}

function part(member: Member, cluster: Cluster): Part {
  const { workload, operator } = member;
  const { plan, shared } = cluster;
  const at = clusterPlace(member, cluster);
  const files = workload.files.map((file) => ({ path: file.path, text: configText(file, at, plan) }));
  const mounted = workload.shared.flatMap(({ folder }) => shared[folder]);
  return {
    ...member,
    at,
    files,
    args: workload.args(at),
    environment: workload.environment(at),
    discovers: at.discovered,
    labels: labelsOf(workload.name, plan),
    selector: selectorOf(workload.name, plan, operator),
    checksum: checksum([...files, ...mounted]),
  };
}

function checksum(files: readonly TextFile[]): string {
  const hash = createHash('sha256');
  for (const { path, text } of files) hash.update(`${path}\n${text.length}\n`).update(text);
  return hash.digest('hex');
}
