import type { IProbe } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Probe';
import { escapeRegExp, type ProbeJob } from '../../stacks/model/index.ts';
import type { Cluster, Member } from '../cluster.ts';
import { type Relabelling, setLabel } from '../discovery.ts';
import type { Manifest } from '../manifest.ts';
import { objectName, stackLabels } from '../names.ts';
import { clusterPlace } from '../place.ts';
import { limits, operatorRelabelling, type ScrapeConfig } from './config.ts';
import { dropFoundLabels } from './monitors.ts';

/** The Probe of a job: asks the same prober about the same targets under the same names. */
export function probe(job: ProbeJob, config: ScrapeConfig, prometheus: Member, cluster: Cluster): Manifest {
  const statics = config.static_configs ?? [];
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'Probe',
    metadata: { name: objectName(job.name), namespace: prometheus.namespace, labels: stackLabels(cluster.plan) },
    spec: {
      jobName: job.name,
      prober: { url: clusterPlace(prometheus, cluster).address(job.prober), path: '/probe' },
      module: job.module,
      interval: config.scrape_interval,
      scrapeTimeout: config.scrape_timeout,
      targets: {
        staticConfig: {
          static: statics.flatMap(({ targets }) => targets),
          relabelingConfigs: [dropFoundLabels, ...statics.flatMap(targetLabels)].map(operatorRelabelling),
        },
      },
      ...(config.metric_relabel_configs && {
        metricRelabelings: config.metric_relabel_configs.map(operatorRelabelling),
      }),
      ...limits(config),
    },
  } satisfies IProbe;
}

/** The operator gives all targets of a Probe the same labels; what differs is set by the address that is probed. */
function targetLabels({ targets, labels }: NonNullable<ScrapeConfig['static_configs']>[number]): Relabelling[] {
  const regex = targets.map(escapeRegExp).join('|');
  return Object.entries(labels).map(([name, value]) => ({
    source_labels: ['__param_target'],
    regex,
    ...setLabel(name, value),
  }));
}
