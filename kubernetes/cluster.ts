import { NarthexError, type Plan, type Problem, type Workload } from '../stacks/model/index.ts';
import { namespaceOf, type OperatorKind } from './names.ts';
import type { SharedFolders } from './shared.ts';

/** Plain manifests, or those for a cluster that runs the Prometheus Operator. */
export type Flavour = 'plain' | 'operator';

/** A workload as the cluster knows it. */
export interface Member {
  readonly workload: Workload;
  readonly namespace: string;
  /** Every kubelet already serves this; there is no pod. */
  readonly kubelet?: { readonly path: string };
  /** The operator runs it. */
  readonly operator?: OperatorKind;
}

/** A plan in one flavour, with its workloads by name. */
export interface Cluster {
  readonly plan: Plan;
  readonly flavour: Flavour;
  readonly members: ReadonlyMap<string, Member>;
  readonly shared: SharedFolders;
}

/** Longest name of a workload: a StatefulSet adds a hash of up to eleven characters and has 63 for both. */
const longestName = 52;

/** Gives every workload its place in the cluster. Throws a `NarthexError` for workloads that no cluster can run. */
export function openCluster(plan: Plan, flavour: Flavour, shared: SharedFolders): Cluster {
  const members = plan.workloads.map((workload): Member => {
    const { operator, providedBy } = workload;
    return {
      workload,
      namespace: namespaceOf(workload, plan),
      ...(providedBy?.kubelet && { kubelet: providedBy.kubelet }),
      ...(flavour === 'operator' && operator && { operator }),
    };
  });
  refuse(members);
  return { plan, flavour, members: new Map(members.map((member) => [member.workload.name, member])), shared };
}

function refuse(members: readonly Member[]): void {
  const problems = members
    .filter(({ kubelet }) => kubelet === undefined)
    .flatMap(({ workload: { name, hardening } }): Problem[] => [
      ...(name.length > longestName
        ? [
            {
              code: 'NX301' as const,
              path: [name],
              message: `the name has ${name.length} characters; in a cluster the name of a part can have ${longestName}`,
              fix: 'give the part a shorter name',
            },
          ]
        : []),
      ...((hardening.devices ?? []).length > 0
        ? [
            {
              code: 'NX302' as const,
              path: [name, 'hardening', 'devices'],
              message: `asks for ${hardening.devices?.join(', ')}, and a cluster gives devices to privileged pods only`,
              fix: 'leave the devices out, or say with `providedBy` what the cluster has instead of this part',
            },
          ]
        : []),
    ]);
  if (problems.length > 0) throw new NarthexError('Parts of the stack cannot run in Kubernetes.', problems);
}
