import type { Cluster } from '../cluster.ts';
import type { Manifest } from '../manifest.ts';
import { jobMembers } from '../members.ts';
import { namespaces } from '../namespaces.ts';
import { clusterParts, type Part } from '../part.ts';
import { type ManifestFiles, runs, sharedFile, surroundings } from '../plain.ts';
import { alertmanagerResource } from './alertmanager.ts';
import { type PrometheusConfig, prometheusConfig, type ScrapeConfig } from './config.ts';
import { isMonitorable, serviceMonitor } from './monitors.ts';
import { probe } from './probes.ts';
import { prometheusResource } from './prometheus.ts';
import { prometheusRule } from './rules.ts';

/** Everything for a cluster that runs the Prometheus Operator: its resources for what it runs, plain manifests for the rest. */
export function operatorManifests(cluster: Cluster): ManifestFiles {
  const parts = clusterParts(cluster);
  const around = surroundings(parts, cluster);
  const prometheus = parts.find(({ operator }) => operator === 'prometheus');
  const config = prometheus && prometheusConfig(prometheus, cluster);
  const resources = (part: Part): Manifest[] => {
    if (part.operator === 'alertmanager') return alertmanagerResource(part, cluster);
    if (part.operator === 'prometheus' && config)
      return prometheusResource(part, config, unmonitored(config, cluster), cluster);
    return runs(part, cluster);
  };
  return new Map([
    ['00-namespaces.yaml', namespaces(parts, cluster)],
    ...sharedFile(parts, cluster),
    ...(prometheus && config ? prometheusInputs(prometheus, config, cluster) : []),
    ...parts.map((part): [string, Manifest[]] => [`${part.workload.name}.yaml`, [...around(part), ...resources(part)]]),
  ]);
}

/** What a Prometheus of the operator is told: what to read, what to probe, which rules to evaluate. */
function prometheusInputs(prometheus: Part, config: PrometheusConfig, cluster: Cluster): [string, Manifest[]][] {
  const { jobs, groups } = cluster.plan;
  const configs = new Map(config.scrape_configs.map((each) => [each.job_name, each]));
  const monitors: Manifest[] = [];
  const probes: Manifest[] = [];
  for (const job of jobs) {
    const own = configs.get(job.name);
    if (own === undefined) continue;
    if (job.kind === 'probe') probes.push(probe(job, own, prometheus, cluster));
    else if (isMonitorable(jobMembers(job, cluster))) monitors.push(serviceMonitor(job, own, prometheus, cluster));
  }
  const rules = groups.map((group) => prometheusRule(group, prometheus, cluster));
  const files: [string, Manifest[]][] = [
    ['02-rules.yaml', rules],
    ['03-monitors.yaml', monitors],
    ['04-probes.yaml', probes],
  ];
  return files.filter(([, manifests]) => manifests.length > 0);
}

/** The jobs that no monitor can say, as they stand in the plain configuration. */
function unmonitored({ scrape_configs }: PrometheusConfig, cluster: Cluster): ScrapeConfig[] {
  const names = new Set(
    cluster.plan.jobs.flatMap((job) =>
      job.kind === 'metrics' && !isMonitorable(jobMembers(job, cluster)) ? [job.name] : [],
    ),
  );
  return scrape_configs.filter(({ job_name }) => names.has(job_name));
}
