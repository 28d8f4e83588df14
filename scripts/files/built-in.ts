import type { MetricSet } from '@narthex/instrumentation';
import {
  blackboxExporterMetrics,
  blackboxMetrics,
  cadvisorMetrics,
  kubeletCadvisorMetrics,
  kubeletMetrics,
  kubeletProbeMetrics,
  kubeletResourceMetrics,
  kubeObjectAnnotations,
  kubeObjectLabels,
  kubeStateMetrics,
  kubeStateTelemetryMetrics,
  type LabelledKind,
  nodejsMetrics,
  nodeMetrics,
  postgresMetrics,
  pushgatewayMetrics,
  redisMetrics,
} from '../../exporters/index.ts';
import { alertmanagerMetrics, grafanaMetrics, prometheusMetrics } from '../../servers/index.ts';
import type { ForeignMetric } from './metric-series.ts';

const kinds: readonly LabelledKind[] = [
  ...([
    'configmap',
    'cronjob',
    'daemonset',
    'deployment',
    'endpoint',
    'endpointslice',
    'horizontalpodautoscaler',
  ] as const),
  ...([
    'ingress',
    'job',
    'namespace',
    'networkpolicy',
    'node',
    'persistentvolume',
    'persistentvolumeclaim',
    'pod',
  ] as const),
  ...([
    'poddisruptionbudget',
    'replicaset',
    'resourcequota',
    'secret',
    'service',
    'statefulset',
    'storageclass',
  ] as const),
];

/** Labels and annotations of objects, of which nobody knows the names. */
const objectMetrics = kinds.flatMap((kind) => [kubeObjectLabels(kind, []), kubeObjectAnnotations(kind, [])]);

const programs: readonly (readonly [program: string, ...catalogs: MetricSet[]])[] = [
  ['node exporter', nodeMetrics],
  ['cAdvisor', cadvisorMetrics],
  ['kubelet', kubeletMetrics, kubeletProbeMetrics, kubeletResourceMetrics, kubeletCadvisorMetrics],
  ['kube-state-metrics', kubeStateMetrics, kubeStateTelemetryMetrics],
  ['PostgreSQL exporter', postgresMetrics],
  ['Redis exporter', redisMetrics],
  ['blackbox exporter', blackboxExporterMetrics, blackboxMetrics],
  ['Pushgateway', pushgatewayMetrics],
  ['Node.js', nodejsMetrics],
  ['Prometheus', prometheusMetrics],
  ['Alertmanager', alertmanagerMetrics],
  ['Grafana', grafanaMetrics],
];

/** The metrics of the programs that Narthex has catalogs of. */
export function builtInMetrics(): ForeignMetric[] {
  const known = programs.flatMap(([program, ...catalogs]) =>
    catalogs.flatMap((catalog) => Object.values(catalog).map((metric) => ({ metric, program }))),
  );
  const objects = objectMetrics.map((metric) => ({ metric, program: 'kube-state-metrics', open: true }) as const);
  return [...known, ...objects];
}
