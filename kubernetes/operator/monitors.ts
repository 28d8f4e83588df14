import type { IServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor';
import type { MetricsJob } from '../../stacks/model/index.ts';
import type { Cluster, Member } from '../cluster.ts';
import { kubeletAccess, monitorKey, type Relabelling, serviceRelabelling, setLabel } from '../discovery.ts';
import type { Manifest } from '../manifest.ts';
import { type JobMembers, jobMembers } from '../members.ts';
import { kubeletNamespace, objectName, stackLabels } from '../names.ts';
import { limits, operatorRelabelling, type ScrapeConfig } from './config.ts';

/** The operator labels every target with where it found it; a job has the labels that its definition gives it, and no others. */
export const dropFoundLabels: Relabelling = {
  regex: 'namespace|service|pod|container|endpoint|node',
  action: 'labeldrop',
};

/** Whether monitors can find all members of a job: they know what is in the cluster, not addresses. */
export function isMonitorable({ addresses }: JobMembers): boolean {
  return addresses.length === 0;
}

/** The ServiceMonitor of a job, with the job's own name, instances, labels and limits. */
export function serviceMonitor(job: MetricsJob, config: ScrapeConfig, prometheus: Member, cluster: Cluster): Manifest {
  const members = jobMembers(job, cluster);
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name: objectName(job.name), namespace: prometheus.namespace, labels: stackLabels(cluster.plan) },
    spec: {
      ...(members.kubelet ? kubelets(job, config, members.kubelet) : found(job, config, members)),
      ...limits(config),
    },
  } satisfies IServiceMonitor;
}

type Found = Pick<IServiceMonitor['spec'], 'selector' | 'namespaceSelector' | 'endpoints'>;

function found(job: MetricsJob, config: ScrapeConfig, { services }: JobMembers): Found {
  const ports = [...new Set(services.map(({ port }) => port))];
  return {
    // Services that somebody else deploys have labels that nobody here knows: they are kept by their names, below.
    selector: {},
    namespaceSelector: { matchNames: [...new Set(services.map(({ namespace }) => namespace))].sort() },
    endpoints: ports.map((port) => ({
      port,
      path: job.path,
      ...reading(config),
      relabelings: [
        dropFoundLabels,
        setLabel('job', job.name),
        ...serviceRelabelling(
          services.filter((service) => service.port === port),
          monitorKey,
          false,
        ),
      ].map(operatorRelabelling),
    })),
  };
}

/** The operator itself keeps a Service of this label, with every kubelet as an endpoint. */
function kubelets(job: MetricsJob, config: ScrapeConfig, kubelet: NonNullable<JobMembers['kubelet']>): Found {
  return {
    selector: { matchLabels: { 'app.kubernetes.io/name': 'kubelet' } },
    namespaceSelector: { matchNames: [kubeletNamespace] },
    endpoints: [
      {
        port: 'https-metrics',
        path: kubelet.path,
        scheme: 'https',
        bearerTokenFile: kubeletAccess.authorization.credentials_file,
        tlsConfig: { caFile: kubeletAccess.tls_config.ca_file, insecureSkipVerify: true },
        ...reading(config),
        relabelings: [
          { source_labels: ['node'], target_label: 'instance' },
          dropFoundLabels,
          setLabel('job', job.name),
          ...Object.entries(kubelet.labels).map(([name, value]) => setLabel(name, value)),
        ].map(operatorRelabelling),
      },
    ],
  };
}

/** How a job is read, whatever it reads. */
function reading(config: ScrapeConfig) {
  return {
    interval: config.scrape_interval,
    scrapeTimeout: config.scrape_timeout,
    ...(config.honor_labels && { honorLabels: true }),
    ...(config.metric_relabel_configs && {
      metricRelabelings: config.metric_relabel_configs.map(operatorRelabelling),
    }),
  };
}
