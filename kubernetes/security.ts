import type { Workload } from '../stacks/model/index.ts';
import { type k8s, quantity } from './api.ts';

/** The security context of a pod: everything that Pod Security `restricted` asks for, less what the workload is excused from. */
export function podSecurity({ hardening }: Workload): k8s.PodSecurityContext {
  const { user, sysctls = {} } = hardening;
  const settings = Object.entries(sysctls).map(([name, value]) => ({ name, value }));
  return {
    ...identity(user),
    // Lets the process read its secrets and write its volumes, whoever owns them.
    fsGroup: user.gid,
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
    ...(settings.length > 0 && { sysctls: settings }),
  };
}

/** The security context of the container. It repeats the pod's, because scanners look at containers one by one. */
export function containerSecurity({ hardening }: Workload): k8s.SecurityContext {
  const { user, writableRoot = false, capabilities = [] } = hardening;
  return {
    ...identity(user),
    privileged: false,
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: !writableRoot,
    capabilities: { drop: ['ALL'], ...(capabilities.length > 0 && { add: [...capabilities] }) },
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

function identity({ uid, gid }: Workload['hardening']['user']) {
  return { runAsNonRoot: uid !== 0, runAsUser: uid, runAsGroup: gid };
}

/** Room on the node's disk: nothing is written there but logs, which the kubelet rotates. */
const disk = { request: '64Mi', limit: '512Mi' } as const;

/** What a container is promised, and what it may not exceed, as Kubernetes writes amounts. */
export function amounts({ resources: { cpu, memory } }: Workload) {
  const of = (kind: 'request' | 'limit') => ({
    cpu: cores(cpu[kind]),
    memory: memory[kind],
    'ephemeral-storage': disk[kind],
  });
  return { requests: of('request'), limits: of('limit') };
}

/** The same as a typed part of a container. */
export function resourceRequirements(workload: Workload): k8s.ResourceRequirements {
  const { requests, limits } = amounts(workload);
  return { requests: quantities(requests), limits: quantities(limits) };
}

function quantities(texts: Readonly<Record<string, string>>): Record<string, k8s.Quantity> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, quantity(text)]));
}

function cores(count: number): string {
  return Number.isInteger(count) ? String(count) : `${Math.round(count * 1_000)}m`;
}
