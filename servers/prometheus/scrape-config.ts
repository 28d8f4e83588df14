import {
  type Place,
  type ProbeJob,
  type ProbeTarget,
  prometheusSize,
  type ScrapeJob,
  type ScrapeLimits,
} from '../../stacks/model/index.ts';

/**
 * One entry of `scrape_configs`. `stored` is the list of series to keep, or `all`.
 * Keys stand in the order in which people look for them.
 */
export function scrapeConfig(job: ScrapeJob, stored: readonly string[] | 'all', at: Place): Record<string, unknown> {
  const common = { job_name: job.name, scrape_interval: job.interval, scrape_timeout: job.timeout };
  const end = { ...limits(job.limits), ...metricRelabelling(stored) };
  if (job.kind === 'probe') {
    return {
      ...common,
      metrics_path: '/probe',
      params: { module: [job.module] },
      static_configs: job.targets.map((target) => probeTarget(target, job, at)),
      relabel_configs: probeRelabelling(job, at),
      ...end,
    };
  }
  const discovery = at.discover(job);
  return {
    ...common,
    ...(job.path !== '/metrics' && { metrics_path: job.path }),
    ...(job.speaksForOthers && { honor_labels: true }),
    ...discovery.config,
    ...(discovery.relabel.length > 0 && { relabel_configs: discovery.relabel }),
    ...end,
  };
}

/** What the prober is asked about, as it reaches it from where it runs. */
export function probeAddress(target: ProbeTarget, at: Place): string {
  if (target.address !== undefined) return target.address;
  const address = at.address(target.part ?? '', target.port);
  return target.scheme === undefined ? address : `${target.scheme}://${address}${target.path ?? '/'}`;
}

/** `instance` names the target as people know it; the address under which it is probed goes into the parameter only. */
function probeTarget(target: ProbeTarget, job: ProbeJob, at: Place) {
  return {
    targets: [probeAddress(target, at)],
    labels: { instance: target.instance, prober_module: job.module, ...target.labels },
  };
}

function probeRelabelling(job: ProbeJob, at: Place) {
  return [
    { source_labels: ['__address__'], target_label: '__param_target' },
    { target_label: '__address__', replacement: at.address(job.prober) },
  ];
}

function limits(limit: ScrapeLimits) {
  return {
    sample_limit: limit.samples,
    target_limit: limit.targets,
    label_limit: limit.labels,
    label_name_length_limit: limit.labelNameLength,
    label_value_length_limit: limit.labelValueLength,
    body_size_limit: prometheusSize(limit.body),
  };
}

/** Series that nothing reads cost memory and disk for nothing. Relabelling does not touch `up` and its like. */
function metricRelabelling(stored: readonly string[] | 'all') {
  if (stored === 'all') return {};
  // A regex that no name matches: an empty one would match a sample without a name and keep nothing by accident only.
  const regex = stored.length === 0 ? '$^' : [...stored].sort().join('|');
  return { metric_relabel_configs: [{ source_labels: ['__name__'], regex, action: 'keep' }] };
}
