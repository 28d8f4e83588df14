import type { Expression } from '../../promql/index.ts';
import type { Duration } from './duration.ts';
import type { Suppression } from './suppression.ts';

/** How urgent: somebody gets up at night, somebody looks today, somebody may want to know. */
export type Severity = 'critical' | 'warning' | 'info';

/** What a runbook says, one paragraph (Markdown) each. */
export interface Runbook {
  readonly meaning: string;
  readonly impact: string;
  readonly diagnosis: string;
  readonly mitigation: string;
}

/** Input series of a scenario in promtool's notation: `{ 'up{job="api"}': '1x5 0x20' }`. */
export type SeriesInput = Readonly<Record<string, string>>;

/** A unit test of an alert: given these series, at this time it fires exactly so often, or stays quiet. */
export interface Scenario {
  /** A sentence: "fires when the service is gone for two minutes". */
  readonly title: string;
  /** Distance of the samples. Default 1m. */
  readonly step?: Duration;
  readonly series: SeriesInput;
  readonly at: Duration;
  /** The labels of each alert that fires, without `alertname` and `severity`; an empty list says that it stays quiet. */
  readonly fires: readonly Readonly<Record<string, string>>[];
}

/** The numbers of an alert that an environment may change; expression and scenarios follow them. */
export interface AlertNumbers {
  readonly for: Duration;
  /** The bound that the value is compared with; NaN where the alert has none. */
  readonly threshold: number;
}

interface AlertCommon {
  readonly kind: 'alert';
  readonly name: string;
  readonly for: Duration;
  readonly threshold?: number;
  readonly keepFiringFor?: Duration;
  readonly severity: Severity;
  /** One line; may use `{{ $labels.x }}` for labels that the expression keeps. */
  readonly summary: string;
  readonly description: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Texts and links besides the summary, the description and the runbook. */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly runbook: Runbook;
  /** Findings of `narthex check` that are meant to be, each with its reason. */
  readonly ignore?: readonly Suppression[];
}

/** An alert as its author writes it: what depends on its numbers is a function of them. */
export interface AlertDefinition extends AlertCommon {
  readonly expr: Expression | ((numbers: AlertNumbers) => Expression);
  readonly scenarios: readonly Scenario[] | ((numbers: AlertNumbers) => readonly Scenario[]);
}

/** An alert in one environment. */
export interface AlertRule extends AlertCommon {
  readonly expr: Expression;
  readonly scenarios: readonly Scenario[];
}

/** A recording rule as data; its name follows `level:metric:operations`. */
export interface RecordingRule {
  readonly kind: 'recording';
  readonly name: string;
  readonly expr: Expression;
  readonly labels?: Readonly<Record<string, string>>;
  /** Findings of `narthex check` that are meant to be, each with its reason. */
  readonly ignore?: readonly Suppression[];
}

/** Rules that are evaluated together, in order. */
export interface RuleGroup {
  /** Unique in the stack; also the name of its file. */
  readonly name: string;
  readonly interval?: Duration;
  readonly rules: readonly (AlertRule | RecordingRule)[];
}

/** Rules of one subject as their author writes them. */
export interface RulePack {
  /** Unique in the stack; the name of the rule group and of its file. */
  readonly name: string;
  readonly interval?: Duration;
  readonly rules: readonly (AlertDefinition | RecordingRule)[];
}

/** What an environment may change about an alert, by the alert's name. */
export type AlertOverride =
  | {
      readonly for?: Duration;
      readonly severity?: Severity;
      readonly keepFiringFor?: Duration;
      readonly threshold?: number;
    }
  /** Leaves the alert out; the text says why. */
  | { readonly off: string };
