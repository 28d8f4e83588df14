import { defaultTimeout, type Place, type ScrapeJob, type Stack } from '../../stacks/model/index.ts';
import { remoteWriteConfig } from './remote-write.ts';
import { scrapeConfig } from './scrape-config.ts';

/** A scrape job, and the series of it that are stored. */
export interface StoredJob {
  readonly job: ScrapeJob;
  readonly stored: readonly string[] | 'all';
}

/** The variable that holds the name of a replica; Prometheus expands it in external labels. */
export const replicaVariable = 'NARTHEX_REPLICA';

/** The content of `prometheus.yml`. */
export function prometheusConfig(stack: Stack, jobs: readonly StoredJob[], at: Place): Record<string, unknown> {
  const { interval, externalLabels, remoteWrite } = stack.prometheus;
  return {
    global: {
      scrape_interval: interval,
      scrape_timeout: defaultTimeout(interval),
      evaluation_interval: interval,
      external_labels: {
        stack: stack.name,
        environment: stack.environment,
        ...externalLabels,
        replica: `\${${replicaVariable}}`,
      },
      keep_dropped_targets: 100,
    },
    rule_files: [`${at.shared('rules')}/*.yml`],
    alerting: {
      // Replicas see the same; without this each alert would reach Alertmanager once per replica as another alert.
      alert_relabel_configs: [{ regex: 'replica', action: 'labeldrop' }],
      alertmanagers: [{ static_configs: [{ targets: at.addresses('alertmanager', 'http') }] }],
    },
    ...(remoteWrite.length > 0 && { remote_write: remoteWrite.map((storage) => remoteWriteConfig(storage, at)) }),
    scrape_configs: jobs.map(({ job, stored }) => scrapeConfig(job, stored, at)),
  };
}
