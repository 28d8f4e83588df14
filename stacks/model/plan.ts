import type { MetricSet } from '@narthex/instrumentation';
import type { Expression } from '../../promql/index.ts';
import type { Duration } from './duration.ts';
import type { Emptiness } from './emptiness.ts';
import type { ProbeTarget, ScrapeJob, ScrapeTarget } from './job.ts';
import type { RuleGroup } from './rule.ts';
import type { Stack } from './stack.ts';
import type { LintSuppression, Suppression } from './suppression.ts';
import type { AssetName, Fallback, Workload } from './workload.ts';

/** Who talks to whom, with the port; worked out once, for Compose networks and NetworkPolicies alike. */
export interface Edge {
  readonly from: string;
  /** A part of the stack, or `outside`. */
  readonly to: string;
  readonly port: number;
  readonly udp: boolean;
  readonly purpose: Workload['connects'][number]['purpose'];
}

/** Targets of a scrape job, and what each of them exposes. */
export interface Exposure {
  readonly targets: readonly (ScrapeTarget | ProbeTarget)[];
  readonly metrics: MetricSet;
  /** Pushed by a batch job: stored under this `job` label and without `instance`, whoever is scraped. */
  readonly pushedBy?: string;
}

/** A scrape job, what its targets expose, and which series of that are stored. */
export interface JobSource {
  readonly job: ScrapeJob;
  readonly exposes: readonly Exposure[];
  /** Names of series, sorted; the rest is dropped on arrival. */
  readonly stored: readonly string[] | 'all';
}

/** A query of a dashboard, and what is done with its answer. */
export interface DashboardQuery {
  readonly kind: 'panel' | 'variable' | 'annotation';
  /** For people: `Requests by status`, `variable job`. */
  readonly name: string;
  /** May hold variables of Grafana: `$job`, `$__rate_interval`. */
  readonly expr: Expression;
  /** `p99 {{job}}` */
  readonly legend?: string;
  /** Grafana's id of the unit in which the panel shows values: `s`, `percentunit`. */
  readonly unit?: string;
  /** It is drawn over time. */
  readonly overTime: boolean;
  /** The least step, where the panel sets one; Grafana's windows follow from it. */
  readonly interval?: Duration;
  /** Labels that columns, titles and texts name. */
  readonly labels: readonly string[];
  /** Findings that are meant to be, with the reason. */
  readonly ignore: readonly Suppression[];
}

/** A dashboard as Grafana reads it (classic JSON), with its stable uid. */
export interface DashboardFile {
  readonly uid: string;
  readonly title: string;
  readonly json: Readonly<Record<string, unknown>>;
  /** The names of its variables. */
  readonly variables: readonly string[];
  /** Everything that it asks. */
  readonly queries: readonly DashboardQuery[];
  /** Which panel shows what an alert watches. */
  readonly guards: readonly { readonly alert: string; readonly panel: number }[];
  /** Why a panel, by its id, may be without data in a healthy stack. */
  readonly mayBeEmpty: Readonly<Record<number, Emptiness>>;
  /** Findings of the dashboard rules that are meant to be, on a panel by its id or anywhere. */
  readonly ignore?: readonly (LintSuppression & { readonly panel?: number })[];
}

/** Everything that follows from a stack and is the same for every target. */
export interface Plan {
  readonly stack: Stack;
  readonly workloads: readonly Workload[];
  /** What runs on a machine in place of parts that it has no program of. */
  readonly fallbacks: readonly Fallback[];
  readonly jobs: readonly ScrapeJob[];
  /** The same jobs with what they bring. */
  readonly sources: readonly JobSource[];
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
