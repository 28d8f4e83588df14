import type { Expression } from '../../promql/index.ts';
import type { Duration } from './duration.ts';
import type { EnvironmentName } from './environment.ts';
import type { Suppression } from './suppression.ts';

/** How urgent: somebody gets up at night, somebody looks today, somebody may want to know. */
export type Severity = 'critical' | 'warning' | 'info';

/** A question for the person at the keyboard, and the query that answers it. */
export interface RunbookQuery {
  /** "Which instances fail?" */
  readonly ask: string;
  /** Its answer. */
  readonly expr: Expression;
  /** Findings of `narthex check` that are meant to be, each with its reason. */
  readonly ignore?: readonly Suppression[];
}

/** What a runbook says, one paragraph (Markdown) each. */
export interface Runbook {
  /** What is the case when it fires. */
  readonly meaning: string;
  /** Who notices it, and how. */
  readonly impact: string;
  /** Where to look, in which order. */
  readonly diagnosis: string;
  /** What makes it better. */
  readonly mitigation: string;
  /** Become links to Prometheus; checked like every other expression, and what they read is stored. */
  readonly queries?: readonly RunbookQuery[];
}

/** Labels of a series or an alert. */
export type Labels = Readonly<Record<string, string>>;

/** Input series of a scenario in promtool's notation: `{ 'up{job="api"}': '1x5 0x20' }`. */
export type SeriesInput = Readonly<Record<string, string>>;

/** An alert that fires, as a scenario expects it. */
export interface Firing {
  /** Its labels, besides `alertname`, `severity`, `team` and those that the rule itself adds. */
  readonly labels?: Labels;
  /** What `$value` is, where a text shows it. */
  readonly value?: number;
}

/**
 * What a scenario shows: that the alert fires, that it stays quiet just before (below the threshold, or before its `for`), that it
 * ends when things are well again, and what it makes of data that is missing. Every alert has all four.
 */
export const scenarioKinds = ['fires', 'quiet', 'recovers', 'missing'] as const;

/** One of the things that a scenario shows. */
export type ScenarioKind = (typeof scenarioKinds)[number];

/** A unit test of an alert: given these series, what fires at which time. */
export interface Scenario {
  readonly kind: ScenarioKind;
  /** Ends the sentence that begins with the alert's name: "fires when the service is gone for two minutes". */
  readonly title: string;
  /** Distance of the samples. Default 1m; rules are evaluated every minute. */
  readonly step?: Duration;
  readonly series: SeriesInput;
  /** By time since the first sample: every alert that fires then. An empty list says that it stays quiet. */
  readonly expect: { readonly [at: Duration]: readonly Firing[] };
}

/** A unit test of a recording rule: given these series, what it has recorded at a time. */
export interface RecordingScenario {
  /** Ends the sentence that begins with the name of the rule: "is the share of failed requests". */
  readonly title: string;
  /** Distance of the samples. Default 1m. */
  readonly step?: Duration;
  readonly series: SeriesInput;
  readonly at: Duration;
  /** Values are compared after rounding to this, where adding up in another order changes the last digit. Default: exactly. */
  readonly precision?: number;
  /** Every recorded series, with its labels besides those that the rule itself adds. */
  readonly samples: readonly { readonly labels?: Labels; readonly value: number }[];
}

/**
 * The numbers of an alert that a stack or an environment may change; expression and scenarios follow them. A number that the
 * alert does not have is NaN, a duration `0s`: an expression that uses it is refused when the stack is checked.
 */
export interface AlertNumbers {
  readonly for: Duration;
  /** How long it goes on firing after its condition has ended. */
  readonly keepFiringFor: Duration;
  /** The bound that the value is compared with. */
  readonly threshold: number;
  /** Over which time it looks back. */
  readonly window: Duration;
  /** How far a prediction looks ahead. */
  readonly horizon: Duration;
  /** How much has to be going on (requests per second, connections, bytes) for the value to mean anything. */
  readonly minimum: number;
}

/** Those of the numbers that an alert may be without. */
export const optionalNumbers = ['threshold', 'window', 'horizon', 'minimum'] as const;

/** Mistakes in a rule, as the mutation test calls them, each with the reason why no test can notice. */
export type Unnoticed = Readonly<Record<string, string>>;

interface AlertCommon {
  readonly kind: 'alert';
  /** Unique in the stack; letters, digits and underscores. */
  readonly name: string;
  /** How long its condition has to hold before it fires. */
  readonly for: Duration;
  /** How long it goes on firing after its condition has ended. */
  readonly keepFiringFor?: Duration;
  /** The bound that the value is compared with. */
  readonly threshold?: number;
  /** Over which time it looks back. */
  readonly window?: Duration;
  /** How far a prediction looks ahead. */
  readonly horizon?: Duration;
  /** How much has to be going on for the value to mean anything. */
  readonly minimum?: number;
  readonly severity: Severity;
  /** One line: what is wrong, where. May use `{{ $labels.x }}` for labels that the expression keeps. */
  readonly summary: string;
  /** What the person needs to know next; may show `{{ $value | humanizePercentage }}`. */
  readonly description: string;
  /** Besides `severity` and `team`. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Texts and links besides the summary, the description and the runbook. */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly runbook: Runbook;
  /** A function where it takes time to find them out, and only the mutation test asks. */
  readonly unnoticed?: Unnoticed | (() => Unnoticed);
  /** Findings of `narthex check` that are meant to be, each with its reason. */
  readonly ignore?: readonly Suppression[];
}

/** An alert as its author writes it: what depends on its numbers is a function of them. */
export interface AlertDefinition extends AlertCommon {
  /** What is wrong: it fires for each series of the result. */
  readonly expr: Expression | ((numbers: AlertNumbers) => Expression);
  /** As a function it gets `for` and `keepFiringFor` in whole minutes, rounded up: unit tests evaluate once a minute. */
  readonly scenarios: readonly Scenario[] | ((numbers: AlertNumbers) => readonly Scenario[]);
}

/** What of an alert differs between environments. */
export type AlertInEnvironment = (AlertNumbers & { readonly severity: Severity }) | { readonly off: string };

/** An alert in one environment. */
export interface AlertRule extends AlertCommon {
  readonly expr: Expression;
  readonly scenarios: readonly Scenario[];
  /** Its numbers in each environment, or why it is left out there. */
  readonly environments: Readonly<Record<EnvironmentName, AlertInEnvironment>>;
  /** Where the panel that it guards is shown, if a dashboard has one. */
  readonly dashboardUrl?: string;
}

/** A recorded level that is watched for being unlike its past. */
export interface WatchedLevel {
  /** Names of the labels that tell its series apart. */
  readonly labels: readonly string[];
  /** `zero`: a level that is gone counts as zero. */
  readonly whenGone: 'zero' | 'nothing';
}

/** A recording rule as data; its name follows `level:metric:operations`. */
export interface RecordingRule {
  readonly kind: 'recording';
  /** Of the recorded series: `job:http_requests:rate5m`. */
  readonly name: string;
  /** What is recorded. */
  readonly expr: Expression;
  /** Labels that every recorded series gets. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly scenarios?: readonly RecordingScenario[];
  /** Of the level of an anomaly: what dashboards have to know of it. */
  readonly watches?: WatchedLevel;
  /** A function where it takes time to find them out, and only the mutation test asks. */
  readonly unnoticed?: Unnoticed | (() => Unnoticed);
  /** Findings of `narthex check` that are meant to be, each with its reason. */
  readonly ignore?: readonly Suppression[];
}

/** Rules that are evaluated together, in order. */
export interface RuleGroup {
  /** Unique in the stack; also the name of its file. */
  readonly name: string;
  readonly interval?: Duration;
  /**
   * How often unit tests evaluate it. Default: its interval, at least a minute. For rules that look far back at series of other groups,
   * which no evaluation in between can change.
   */
  readonly testedEvery?: Duration;
  readonly rules: readonly (AlertRule | RecordingRule)[];
}

/** Rules of one subject as their author writes them. */
export interface RulePack {
  /** Unique in the stack; the name of the rule group and of its file. */
  readonly name: string;
  readonly interval?: Duration;
  /** How often unit tests evaluate it; see {@link RuleGroup}. */
  readonly testedEvery?: Duration;
  readonly rules: readonly (AlertDefinition | RecordingRule)[];
}

/** What an environment may change about an alert, by the alert's name. */
export type AlertOverride =
  | (Partial<AlertNumbers> & { readonly severity?: Severity })
  /** Leaves the alert out; the text says why. */
  | { readonly off: string };
