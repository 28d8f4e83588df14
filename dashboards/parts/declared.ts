import {
  blackboxMetrics,
  cadvisorMetrics,
  kubeStateMetrics,
  nodejsMetrics,
  nodeMetrics,
  postgresMetrics,
  pushedJobs,
  pushgatewayMetrics,
  redisMetrics,
} from '../../exporters/index.ts';
import type { NamedMetric } from '../../promql/index.ts';
import { httpMetrics, type ScrapeJob, type Stack, serviceExposures, serviceJobs } from '../../stacks/model/index.ts';
import { exportersOf } from '../overview/scope.ts';
import { watchedAnomalies } from './anomalies.ts';

/** The boards that come with Narthex, besides the overview: each with its title and whether the stack declares what it shows. */
export const declared = {
  services: { title: 'Services', by: (stack: Stack) => httpMetrics(stack).length > 0 },
  nodejs: { title: 'Node.js', by: (stack: Stack) => serviceJobsWith(stack, nodejsMetrics.eventLoopLagP99).length > 0 },
  postgres: { title: 'PostgreSQL', by: (stack: Stack) => exportersOf(stack, postgresMetrics).length > 0 },
  redis: { title: 'Redis', by: (stack: Stack) => exportersOf(stack, redisMetrics).length > 0 },
  probes: {
    title: 'Probes',
    by: (stack: Stack) => Object.keys(stack.probes).length > 0 && exportersOf(stack, blackboxMetrics).length > 0,
  },
  'batch-jobs': { title: 'Batch jobs', by: (stack: Stack) => exportersOf(stack, pushgatewayMetrics).length > 0 },
  'test-runs': { title: 'Test runs', by: (stack: Stack) => Object.keys(pushedJobs(stack).tests).length > 0 },
  containers: { title: 'Containers', by: (stack: Stack) => exportersOf(stack, cadvisorMetrics).length > 0 },
  alerts: { title: 'Alerts', by: () => true },
  slos: { title: 'SLOs', by: (stack: Stack) => Object.keys(stack.slos).length > 0 },
  anomalies: { title: 'Anomalies', by: (stack: Stack) => watchedAnomalies(stack).length > 0 },
  prometheus: { title: 'Prometheus', by: () => true },
  alertmanager: { title: 'Alertmanager', by: () => true },
  grafana: { title: 'Grafana', by: () => true },
  kubernetes: {
    title: 'Kubernetes',
    by: (stack: Stack) =>
      exportersOf(stack, kubeStateMetrics).length > 0 ||
      serviceJobsWith(stack, kubeStateMetrics.podStatusPhase).length > 0,
  },
  hosts: { title: 'Hosts', by: (stack: Stack) => exportersOf(stack, nodeMetrics).length > 0 },
} as const satisfies Record<string, { readonly title: string; readonly by: (stack: Stack) => boolean }>;

/** The name of one of these boards: the last part of its uid. */
export type DeclaredBoard = keyof typeof declared;

/** The scrape jobs of services that expose a metric of this name. */
export function serviceJobsWith(stack: Stack, metric: NamedMetric): readonly ScrapeJob[] {
  return serviceJobs(stack).filter((job) =>
    serviceExposures(stack, job.name).some(({ metrics }) =>
      Object.values(metrics).some(({ name }) => name === metric.name),
    ),
  );
}
