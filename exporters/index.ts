// The exporters: one file each, which says how it runs, how it is scraped, and what it exposes. `instrumentation/` is the package
// that applications import.
export { blackboxExporter } from './blackbox.ts';
export { cadvisor } from './cadvisor.ts';
export { batchJobMetrics, testRunMetrics } from './catalogs/batch-jobs.ts';
export { blackboxExporterMetrics, blackboxMetrics, probeMetrics } from './catalogs/blackbox.ts';
export {
  cadvisorCollectors,
  cadvisorMetrics,
  cadvisorOffByDefault,
  kubeletCadvisorMetrics,
} from './catalogs/cadvisor.ts';
export {
  kubeObjectAnnotations,
  kubeObjectLabels,
  type LabelledKind,
} from './catalogs/kube-state-metrics/object-labels.ts';
export { kubeStateMetrics, kubeStateTelemetryMetrics } from './catalogs/kube-state-metrics.ts';
export { kubeletMetrics, kubeletProbeMetrics, kubeletResourceMetrics } from './catalogs/kubelet.ts';
export { nodeMetrics } from './catalogs/node.ts';
export { nodejsMetrics } from './catalogs/nodejs.ts';
export { postgresMetrics } from './catalogs/postgres.ts';
export { pushgatewayMetrics } from './catalogs/pushgateway.ts';
export { redisMetrics } from './catalogs/redis.ts';
export {
  type Exemplar,
  type Exposition,
  ExpositionError,
  type ExpositionFormat,
  type Family,
  type FamilyType,
  type Sample,
} from './exposition/model.ts';
export { formatOf, parseExposition } from './exposition/parse.ts';
export { dataFilesystems, nodeExporter } from './node.ts';
export { type PostgresExporterOptions, postgresExporter } from './postgres.ts';
export {
  type BatchJobs,
  hasMetric,
  keepsTestHistory,
  type PushedJobs,
  pushedJobs,
  testHistory,
} from './pushed-jobs.ts';
export { type PushgatewayOptions, pushgateway } from './pushgateway.ts';
export { type RedisExporterOptions, redisExporter } from './redis.ts';
