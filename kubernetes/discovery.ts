import type { Discovery } from '../stacks/model/index.ts';
import type { AddressTarget, JobMembers, ServiceTarget } from './members.ts';

/** One entry of `relabel_configs`. */
export type Relabelling = {
  readonly source_labels?: readonly string[];
  readonly regex?: string;
  readonly target_label?: string;
  readonly replacement?: string;
  readonly action?: 'keep' | 'labeldrop';
};

/** Where Kubernetes puts the token and the certificate authority of the pod's service account. */
const account = '/var/run/secrets/kubernetes.io/serviceaccount';

/** How Prometheus finds the members of a job through the API server. */
export function discovery({ services, addresses, kubelet }: JobMembers): Discovery {
  if (kubelet) {
    return {
      config: { metrics_path: kubelet.path, ...kubeletAccess, kubernetes_sd_configs: [{ role: 'node' }] },
      // Discovery of nodes already calls the instance by the name of its node.
      relabel: Object.entries(kubelet.labels).map(([name, value]) => setLabel(name, value)),
    };
  }
  const namespaces = [...new Set(services.map(({ namespace }) => namespace))].sort();
  return {
    config: {
      // The same for all jobs of the same namespaces, so that Prometheus watches each of them once.
      ...(namespaces.length > 0 && {
        kubernetes_sd_configs: [{ role: 'endpointslice', namespaces: { names: namespaces } }],
      }),
      ...(addresses.length > 0 && { static_configs: addresses.map(staticConfig) }),
    },
    relabel: serviceRelabelling(services, [...portKey], addresses.length > 0),
  };
}

/** How a kubelet lets itself be read. Its certificate is often signed by itself; what protects the metrics is the token. */
export const kubeletAccess = {
  scheme: 'https',
  authorization: { credentials_file: `${account}/token` },
  tls_config: { ca_file: `${account}/ca.crt`, insecure_skip_verify: true },
};

function staticConfig({ address, instance, labels }: AddressTarget) {
  return { targets: [address], labels: { instance, ...labels } };
}

const serviceKey = ['__meta_kubernetes_namespace', '__meta_kubernetes_service_name'] as const;
const portKey = [...serviceKey, '__meta_kubernetes_endpointslice_port_name'] as const;

/** The meta labels that name a Service, where the port is already decided: what the operator leaves to a monitor. */
export const monitorKey: readonly string[] = serviceKey;

/**
 * Keeps the endpoints of these Services, and gives them the declared `instance` and labels. `key` are the meta labels that tell
 * them apart; `others` says that the job has targets that were not discovered, which have none of them.
 */
export function serviceRelabelling(
  services: readonly ServiceTarget[],
  key: readonly string[],
  others: boolean,
): Relabelling[] {
  if (services.length === 0) return [];
  const keyOf = ({ namespace, service, port }: ServiceTarget) =>
    [namespace, service, port].slice(0, key.length).join(';');
  const keys = services.map(keyOf);
  // What was not discovered has nothing in its meta labels.
  const kept = others ? [...keys, ';'.repeat(key.length - 1)] : keys;
  const alone = kept.length === 1;
  return [
    { source_labels: key, regex: kept.join('|'), action: 'keep' },
    ...services.flatMap((service) => {
      const only = alone ? {} : { source_labels: key, regex: keyOf(service) };
      return [
        instanceOf(service, alone ? [] : key, keyOf(service)),
        ...Object.entries(service.labels).map(([name, value]) => ({ ...only, ...setLabel(name, value) })),
      ];
    }),
  ];
}

/** `instance` as declared for a single pod; for several the pod and its port, for one on each node the node. */
function instanceOf(service: ServiceTarget, key: readonly string[], value: string): Relabelling {
  const prefix = key.length === 0 ? '' : `${value};`;
  switch (service.spread) {
    case 'one':
      return {
        ...(key.length > 0 && { source_labels: key, regex: value }),
        ...setLabel('instance', service.instance),
      };
    case 'pods':
      return {
        source_labels: [...key, '__meta_kubernetes_pod_name', '__address__'],
        regex: `${prefix}(.+);.+:(\\d+)`,
        target_label: 'instance',
        replacement: '$1:$2',
      };
    case 'nodes':
      return {
        source_labels: [...key, '__meta_kubernetes_pod_node_name'],
        regex: `${prefix}(.+)`,
        target_label: 'instance',
        replacement: '$1',
      };
  }
}

/** Sets a label to a text; `$` would refer to a group of the regular expression. */
export function setLabel(name: string, value: string): Relabelling {
  return { target_label: name, replacement: value.replaceAll('$', '$$$$') };
}
