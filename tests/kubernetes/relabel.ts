import type { Json } from './objects.ts';

/**
 * Prometheus's relabelling for the actions that are used here (replace, keep, labeldrop), in its spelling or the operator's: the
 * labels that are left, or undefined for a target that is dropped. Labels that begin with `__` are gone at the end.
 */
export function relabelled(
  labels: Readonly<Record<string, string>>,
  rules: readonly Json[],
): Record<string, string> | undefined {
  let current: Record<string, string> = { ...labels };
  for (const rule of rules) {
    const sources: readonly string[] = rule.source_labels ?? rule.sourceLabels ?? [];
    const target: string = rule.target_label ?? rule.targetLabel;
    const regex = new RegExp(`^(?:${rule.regex ?? '(.*)'})$`, 's');
    const matched = regex.exec(sources.map((name) => current[name] ?? '').join(';'));
    if (rule.action === 'labeldrop') {
      current = Object.fromEntries(Object.entries(current).filter(([name]) => !regex.test(name)));
    } else if (rule.action === 'keep') {
      if (!matched) return undefined;
    } else if (matched) {
      // Go expands $1 and reads $$ as one dollar.
      const value = (rule.replacement ?? '$1').replace(/\$(\$|\d)/g, (_: string, ref: string) =>
        ref === '$' ? '$' : (matched[Number(ref)] ?? ''),
      );
      current[target] = value;
    }
  }
  return Object.fromEntries(Object.entries(current).filter(([name]) => !name.startsWith('__')));
}

/** What discovery of endpoint slices says about one port of one pod. */
export function endpoint(
  namespace: string,
  service: string,
  port: string,
  pod: string,
  address: string,
): Record<string, string> {
  return {
    __address__: address,
    __meta_kubernetes_namespace: namespace,
    __meta_kubernetes_service_name: service,
    __meta_kubernetes_endpointslice_port_name: port,
    __meta_kubernetes_pod_name: pod,
    __meta_kubernetes_pod_node_name: `node-of-${pod}`,
  };
}

/** The same with the labels that the operator adds before a monitor's own relabelling. */
export function monitored(labels: Readonly<Record<string, string>>): Record<string, string> {
  return {
    ...labels,
    job: labels.__meta_kubernetes_service_name ?? '',
    namespace: labels.__meta_kubernetes_namespace ?? '',
    service: labels.__meta_kubernetes_service_name ?? '',
    pod: labels.__meta_kubernetes_pod_name ?? '',
    container: 'main',
    endpoint: labels.__meta_kubernetes_endpointslice_port_name ?? '',
  };
}
