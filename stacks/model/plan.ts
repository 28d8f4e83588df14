import type { NamedMetric } from '../../promql/index.ts';
import type { ScrapeJob } from './job.ts';
import type { RuleGroup } from './rule.ts';
import type { Stack } from './stack.ts';
import type { AssetName, Workload } from './workload.ts';

/** Who talks to whom, with the port; worked out once, for Compose networks and NetworkPolicies alike. */
export interface Edge {
  readonly from: string;
  /** A part of the stack, or `outside`. */
  readonly to: string;
  readonly port: number;
  readonly udp: boolean;
  readonly purpose: Workload['connects'][number]['purpose'];
}

/** A dashboard as Grafana reads it (classic JSON), with its stable uid. */
export interface DashboardFile {
  readonly uid: string;
  readonly title: string;
  readonly json: Readonly<Record<string, unknown>>;
  /** The metrics that its queries read. */
  readonly metrics: readonly NamedMetric[];
}

/** Everything that follows from a stack and is the same for every target. */
export interface Plan {
  readonly stack: Stack;
  readonly workloads: readonly Workload[];
  readonly jobs: readonly ScrapeJob[];
  readonly groups: readonly RuleGroup[];
  readonly dashboards: readonly DashboardFile[];
  readonly edges: readonly Edge[];
  /** The text of Narthex's own bundled programs. */
  readonly assets: Readonly<Record<AssetName, string>>;
}

/** Files to write: path relative to the stack's folder, and text. Same plan, same bytes. */
export type Artifacts = ReadonlyMap<string, string>;

/** A way to run a stack. One room each; none of them knows a part by name. */
export interface Target {
  readonly name: 'compose' | 'kubernetes' | 'local';
  readonly render: (plan: Plan) => Artifacts;
}
