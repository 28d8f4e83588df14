import type { Catalog } from '../infer/catalog.ts';
import type { Inference } from '../infer/shape.ts';
import type { Expr, Span } from '../syntax/ast.ts';

/** Which Prometheus will run it. */
export interface Environment {
  /** `[3, 5]` for 3.5.3. */
  readonly version: readonly [major: number, minor: number];
  /** Feature flags that are switched on: `promql-experimental-functions`. */
  readonly features: ReadonlySet<string>;
  /** How often rules are evaluated that say nothing else, in seconds. */
  readonly evaluationInterval: number;
  /** How long samples are kept, in seconds. */
  readonly retention: number;
  /** `undefined`: nobody knows. */
  readonly externalLabels: Readonly<Record<string, string>> | undefined;
  /** What those who write its rules have agreed on. */
  readonly policy?: RulePolicy;
}

/** Bounds of a length of time in seconds, each of which may be missing. */
export interface PolicyBounds {
  readonly min?: number;
  readonly max?: number;
}

/** Names that have to be there, each with a pattern of its value, and patterns of names that must not be there. */
export interface PolicyNames {
  readonly required?: Readonly<Record<string, string>>;
  readonly forbidden?: readonly string[];
}

/** What people have agreed on for their rules. Patterns are regular expressions (RE2) of the whole name or value. */
export interface RulePolicy {
  /** The rule groups that it is about; all where it is left out. */
  readonly groups?: ReadonlySet<string>;
  /** Labels that every aggregation keeps, and that every aggregation drops. */
  readonly aggregations?: { readonly keep?: readonly string[]; readonly drop?: readonly string[] };
  /** Labels on which every selector has a matcher. */
  readonly selectors?: readonly string[];
  readonly for?: PolicyBounds;
  readonly keepFiringFor?: PolicyBounds;
  /** Required of alerts; forbidden on recording rules as well. */
  readonly labels?: PolicyNames;
  readonly annotations?: PolicyNames;
  readonly names?: { readonly alert?: string; readonly recording?: string };
  readonly summaryWithoutTemplates?: boolean;
  readonly descriptionWithTemplates?: boolean;
  readonly rulesPerGroup?: number;
  /** What is said about every rule whose name matches. */
  readonly note?: readonly { readonly matching: string; readonly message: string }[];
}

/** What an expression is for. Durations are in seconds. */
export type Usage =
  | {
      readonly kind: 'alert';
      readonly name: string;
      readonly group: string;
      /** How often its group is evaluated. */
      readonly interval: number;
      readonly for: number;
      readonly keepFiringFor: number;
      readonly labels: Readonly<Record<string, string>>;
      readonly annotations: Readonly<Record<string, string>>;
      /** Its unit tests: the series that each is given, `up{job="api"}`, and the labels of the alerts that have to fire. */
      readonly scenarios?: readonly {
        readonly title: string;
        readonly series: readonly string[];
        readonly fires: readonly Readonly<Record<string, string>>[];
      }[];
    }
  | {
      readonly kind: 'recording';
      /** The series that it makes. */
      readonly name: string;
      readonly group: string;
      readonly interval: number;
      readonly labels: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'panel';
      /** `sergas-overview / Error rate`. */
      readonly name: string;
      /** `{{job}} p99`; `undefined` where Grafana chooses. */
      readonly legend?: string;
      /** Grafana's id of the panel's unit: `s`, `percentunit`. */
      readonly unit?: string;
      /** Shows how values change, so that a raw counter says nothing. */
      readonly overTime: boolean;
      /** Labels that columns, overrides and links of the panel name. */
      readonly labels?: readonly string[];
    }
  /** A variable or an annotation of a dashboard. */
  | { readonly kind: 'variable' | 'annotation'; readonly name: string; readonly labels?: readonly string[] }
  /** A bare query, or one that a runbook asks: `HostDiskFull / What grew?`. */
  | { readonly kind: 'query' | 'runbook'; readonly name: string };

/** A rule among the others of its Prometheus. */
export interface RuleInContext {
  readonly usage: Extract<Usage, { readonly kind: 'alert' | 'recording' }>;
  readonly text: string;
  readonly expr: Expr;
}

/** What a check looks at: one parsed expression, all that is known of it, and what it is for. */
export interface CheckContext {
  readonly text: string;
  readonly expr: Expr;
  /** Strings within it that Grafana fills in when the dashboard is open: their values are not known. */
  readonly variables: readonly Span[];
  /** Every rule, group by group in the order of evaluation; this one among them if it is one. */
  readonly rules: readonly RuleInContext[];
  readonly infer: Inference;
  readonly catalog: Catalog;
  readonly environment: Environment;
  readonly usage: Usage;
}

/** What a check found, for the person who must mend it. */
export interface Remark {
  /** In the text of the expression; the whole of it where the mistake is elsewhere in the rule. */
  readonly span: Span;
  /** Where in the rule, when it is not the expression: `annotations.summary`. */
  readonly at?: string;
  readonly message: string;
  readonly fix: string;
}

/** An example of a mistake, or of how it is done well. */
export interface Example {
  readonly expr: string;
  /** What it is for; a bare query when left out. */
  readonly usage?: Partial<Usage> & { readonly kind: Usage['kind'] };
  /** Words that the message or the fix holds. */
  readonly says?: string;
  /** Rules that are evaluated before it. */
  readonly beside?: readonly Pick<Example, 'expr' | 'usage'>[];
  /** How the Prometheus differs from that of the other examples. */
  readonly environment?: Partial<Environment>;
}

/** `error`: it will not work. `warning`: it works, and misleads or wastes. */
export type CheckSeverity = 'error' | 'warning';

/** One check: one file. Its page in the docs is made from what stands here. */
export interface Check {
  readonly code: `NX${number}`;
  /** The name people call it by, and the name of its file: `unknown-metric`. */
  readonly name: string;
  readonly severity: CheckSeverity;
  /** One sentence: what is refused. */
  readonly title: string;
  /** What happens at night if nobody says so; Markdown. */
  readonly why: string;
  /** Over the catalog of `docs-catalog.ts`; a test runs both. */
  readonly bad: readonly Example[];
  readonly good: readonly Example[];
  readonly run: (context: CheckContext) => Iterable<Remark>;
}
