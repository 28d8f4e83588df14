import { NarthexError } from '../../stacks/model/index.ts';
import type { Cluster, Member } from '../cluster.ts';
import type { Relabelling } from '../discovery.ts';
import { clusterPlace } from '../place.ts';

/** An entry of `scrape_configs`, as far as resources of the operator are made from it. */
export interface ScrapeConfig {
  readonly job_name: string;
  readonly scrape_interval: string;
  readonly scrape_timeout: string;
  readonly honor_labels?: boolean;
  readonly static_configs?: readonly {
    readonly targets: readonly string[];
    readonly labels: Readonly<Record<string, string>>;
  }[];
  readonly metric_relabel_configs?: readonly Relabelling[];
  readonly sample_limit: number;
  readonly target_limit: number;
  readonly label_limit: number;
  readonly label_name_length_limit: number;
  readonly label_value_length_limit: number;
  readonly body_size_limit: string;
}

/** An entry of `remote_write`. */
export interface RemoteWriteConfig {
  readonly name: string;
  readonly url: string;
  readonly authorization?: { readonly type: string; readonly credentials_file: string };
}

/** The content of `prometheus.yml`, as far as resources of the operator are made from it. */
export interface PrometheusConfig {
  readonly global: {
    readonly scrape_interval: string;
    readonly scrape_timeout: string;
    readonly evaluation_interval: string;
    readonly external_labels: Readonly<Record<string, string>>;
  };
  readonly remote_write?: readonly RemoteWriteConfig[];
  readonly scrape_configs: readonly ScrapeConfig[];
}

/**
 * The configuration of a Prometheus that the operator will run, so that both flavours say the same. Throws a `NarthexError` if
 * the first file of the workload is not one.
 */
export function prometheusConfig(member: Member, cluster: Cluster): PrometheusConfig {
  const file = member.workload.files[0];
  const content = file && 'content' in file ? file.content(clusterPlace(member, cluster)) : undefined;
  if (isPrometheusConfig(content)) return content;
  throw new NarthexError('The operator cannot run a part of the stack.', [
    {
      code: 'NX305',
      path: [member.workload.name, 'files', 0],
      message: "is not the configuration of a Prometheus, and the part says `operator: 'prometheus'`",
      fix: 'let `prometheus.yml` be the first of its files, or leave `operator` out',
    },
  ]);
}

function isPrometheusConfig(content: unknown): content is PrometheusConfig {
  return typeof content === 'object' && content !== null && 'global' in content && 'scrape_configs' in content;
}

/** Relabelling as the operator's resources spell it. */
export interface OperatorRelabelling {
  sourceLabels?: string[];
  regex?: string;
  targetLabel?: string;
  replacement?: string;
  action?: 'keep' | 'labeldrop';
}

/** Prometheus's relabelling in the operator's spelling. */
export function operatorRelabelling({ source_labels, target_label, ...same }: Relabelling): OperatorRelabelling {
  return {
    ...(source_labels && { sourceLabels: [...source_labels] }),
    ...(target_label !== undefined && { targetLabel: target_label }),
    ...same,
  };
}

/** The limits of a job; that of the body's size is not among them, the Prometheus resource has it. */
export function limits(config: ScrapeConfig) {
  return {
    sampleLimit: config.sample_limit,
    targetLimit: config.target_limit,
    labelLimit: config.label_limit,
    labelNameLengthLimit: config.label_name_length_limit,
    labelValueLengthLimit: config.label_value_length_limit,
  };
}
