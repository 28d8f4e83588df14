import { type GaugeDefinition, gauge, type Labels, open } from '@narthex/instrumentation';

/** The labels that name an object, by its kind as it stands in the names of the metrics. */
const identity = {
  configmap: ['namespace', 'configmap'],
  cronjob: ['namespace', 'cronjob'],
  daemonset: ['namespace', 'daemonset'],
  deployment: ['namespace', 'deployment'],
  endpoint: ['namespace', 'endpoint'],
  endpointslice: ['namespace', 'endpointslice'],
  horizontalpodautoscaler: ['namespace', 'horizontalpodautoscaler'],
  ingress: ['namespace', 'ingress'],
  job: ['namespace', 'job_name'],
  namespace: ['namespace'],
  networkpolicy: ['namespace', 'networkpolicy'],
  node: ['node'],
  persistentvolume: ['persistentvolume'],
  persistentvolumeclaim: ['namespace', 'persistentvolumeclaim'],
  pod: ['namespace', 'pod'],
  poddisruptionbudget: ['namespace', 'poddisruptionbudget'],
  replicaset: ['namespace', 'replicaset'],
  resourcequota: ['namespace', 'resourcequota'],
  secret: ['namespace', 'secret'],
  service: ['namespace', 'service'],
  statefulset: ['namespace', 'statefulset'],
  storageclass: ['storageclass'],
} as const;

/** A kind of object whose labels and annotations kube-state-metrics can expose. */
export type LabelledKind = keyof typeof identity;

/**
 * The metric that carries labels of objects over to joins: `kube_pod_labels` for `kubeObjectLabels('pod', ['app', 'team'])`, with
 * `label_app` and `label_team`. kube-state-metrics exposes it only for labels allowed by `--metric-labels-allowlist`.
 */
export function kubeObjectLabels(kind: LabelledKind, allowed: readonly string[]): GaugeDefinition {
  return carrier(kind, 'label', 'labels', allowed);
}

/** The same for annotations: `kube_pod_annotations`, allowed by `--metric-annotations-allowlist`. */
export function kubeObjectAnnotations(kind: LabelledKind, allowed: readonly string[]): GaugeDefinition {
  return carrier(kind, 'annotation', 'annotations', allowed);
}

function carrier(kind: LabelledKind, prefix: string, what: string, allowed: readonly string[]): GaugeDefinition {
  const key: readonly string[] = identity[kind];
  const own = kind === 'pod' || kind === 'service' ? [...key, 'uid'] : key;
  const labels: Labels = Object.fromEntries([
    ...own.map((name) => [name, open()] as const),
    ...allowed.map((name) => [`${prefix}_${snakeCase(name)}`, open({ sometimes: true })] as const),
  ]);
  return gauge(`kube_${kind}_${what}`, `Those ${what} of its objects that it may expose.`, { info: true, labels, key });
}

/** As kube-state-metrics turns the name of a label into one of Prometheus: `app.kubernetes.io/partOf` is `app_kubernetes_io_part_of`. */
function snakeCase(name: string): string {
  return name
    .replace(/[^a-zA-Z0-9_]/g, '_')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
