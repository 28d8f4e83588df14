// The servers: Prometheus, Alertmanager, Grafana, and what a development stack runs in place of the real world. A file or folder
// each: how it runs, and the configuration that it reads.
import { type MetricsJob, partJob, type Stack, servesRunbooks } from '../stacks/model/index.ts';
import { alertmanagerMetrics } from './alertmanager/metrics.ts';
import { alertmanagerWorkload } from './alertmanager/workload.ts';
import { grafanaMetrics } from './grafana/metrics.ts';
import { grafanaWorkload } from './grafana/workload.ts';
import { inboxWorkload, needsInbox } from './inbox.ts';
import type { Part } from './parts.ts';
import { prometheusMetrics } from './prometheus/metrics.ts';
import { runbooksWorkload } from './runbooks.ts';

export { watchdogAlert } from '../stacks/model/index.ts';
export { alertmanagerConfig } from './alertmanager/config.ts';
export { receiversOf, type Taken, takenBy } from './alertmanager/dispatch.ts';
export { alertmanagerMetrics } from './alertmanager/metrics.ts';
export { type Branch, branchesOf } from './alertmanager/tree.ts';
export { grafanaMetrics } from './grafana/metrics.ts';
export { dataSourceUid } from './grafana/provisioning.ts';
export type { Part } from './parts.ts';
export { type PostgresServer, postgresServer } from './postgres.ts';
export { previewInsteadOfGrafana } from './preview.ts';
export { prometheusConfig, type StoredJob } from './prometheus/config.ts';
export { prometheusMetrics, scrape } from './prometheus/metrics.ts';
export { prometheusWorkload } from './prometheus/workload.ts';
export { redisServer } from './redis.ts';
export { faultToken, isSimulated, type SimulatedContract, type Simulation, simulated } from './simulator.ts';

/** What Prometheus stores of itself besides what rules and dashboards read: what one asks first when it is slow or full. */
const prometheusKeep = [
  'prometheus_build_info',
  'prometheus_tsdb_storage_blocks_bytes',
  'process_resident_memory_bytes',
];

/** What Prometheus stores of Alertmanager besides that; `narthex verify` asks for the failed requests. */
const alertmanagerKeep = ['alertmanager_build_info', 'alertmanager_alerts', alertmanagerMetrics.requestsFailed.name];

/** How Prometheus reads itself. Its workload comes last, because it needs to know every job. */
export function prometheusSelf(stack: Stack): Pick<Part, 'jobs' | 'metrics'> {
  return { jobs: [selfJob(stack, 'prometheus', 9090, prometheusKeep)], metrics: prometheusMetrics };
}

/** The servers that every stack has, besides Prometheus, and those that its receivers and its runbooks call for. */
export function serverParts(stack: Stack): Part[] {
  return [
    {
      workload: alertmanagerWorkload(stack),
      jobs: [selfJob(stack, 'alertmanager', 9093, alertmanagerKeep)],
      metrics: alertmanagerMetrics,
    },
    {
      workload: grafanaWorkload(stack),
      jobs: [selfJob(stack, 'grafana', 3000, ['grafana_build_info'])],
      metrics: grafanaMetrics,
    },
    ...(servesRunbooks(stack) ? [{ workload: runbooksWorkload(stack), jobs: [], metrics: {} }] : []),
    ...(needsInbox(stack) ? [{ workload: inboxWorkload(stack), jobs: [], metrics: {} }] : []),
  ];
}

/** The job by which Prometheus reads one of the servers, as often as it evaluates rules. */
function selfJob({ prometheus }: Stack, name: string, port: number, keep: readonly string[]): MetricsJob {
  return partJob({ name, part: name, port, interval: prometheus.interval, keep });
}
