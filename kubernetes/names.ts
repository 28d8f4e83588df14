import type { Plan, Workload } from '../stacks/model/index.ts';

/** The namespace of what watches; pods in it pass the restricted Pod Security standard. */
export const monitoringNamespace = 'monitoring';

/** The namespace of what needs the host, and of nothing else. */
export const agentsNamespace = 'monitoring-agents';

/** Where the operator keeps its Service of all kubelets. */
export const kubeletNamespace = 'kube-system';

/** A namespace with this label holds an ingress controller, which may reach what people open. */
export const ingressLabel = { 'narthex/ingress': 'allowed' } as const;

/** The Prometheus Operator runs this workload from a resource of its own kind. */
export type OperatorKind = NonNullable<Workload['operator']>;

/**
 * Where a workload runs. Whatever Pod Security `restricted` would refuse goes to the agents, and the watched system has a
 * namespace of its own.
 */
export function namespaceOf(workload: Workload, plan: Plan): string {
  if (workload.perHost || needsHost(workload)) return agentsNamespace;
  return workload.watched ? plan.stack.name : monitoringNamespace;
}

function needsHost({ hardening }: Workload): boolean {
  const { user, hostNetwork, hostPid, hostPaths = [], capabilities = [] } = hardening;
  const added = capabilities.filter((capability) => capability !== 'NET_BIND_SERVICE');
  return user.uid === 0 || hostNetwork === true || hostPid === true || hostPaths.length > 0 || added.length > 0;
}

/** The recommended labels of an object that belongs to a workload. They change with nothing but its name. */
export function labelsOf(name: string, plan: Plan): Record<string, string> {
  return { 'app.kubernetes.io/name': name, ...stackLabels(plan) };
}

/** The labels of an object that belongs to the stack as a whole. */
export function stackLabels(plan: Plan): Record<string, string> {
  return {
    'app.kubernetes.io/instance': instanceOf(plan),
    'app.kubernetes.io/part-of': plan.stack.name,
    'app.kubernetes.io/managed-by': 'narthex',
  };
}

/** What selects the pods of a workload. The operator gives its pods its own values of the same two labels. */
export function selectorOf(name: string, plan: Plan, operator?: OperatorKind): Record<string, string> {
  return operator === undefined
    ? { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': instanceOf(plan) }
    : { 'app.kubernetes.io/name': operator, 'app.kubernetes.io/instance': name };
}

/** The value of a label has at most 63 characters. */
function instanceOf({ stack }: Plan): string {
  return `${stack.name}-${stack.environment}`.slice(0, 63).replace(/-+$/, '');
}

/** A text as the name of an object: lower-case letters, digits, hyphens, at most 63 characters. */
export function objectName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
}
