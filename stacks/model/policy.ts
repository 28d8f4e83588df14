import type { Duration } from './duration.ts';

/** How short and how long something may take. */
export interface PolicyDurations {
  readonly min?: Duration;
  readonly max?: Duration;
}

/** Which labels or annotations a rule has to have, and which it must not have. */
export interface PolicyTexts {
  /** By name: a regular expression of the whole value. Of alerts only. */
  readonly required?: Readonly<Record<string, string>>;
  /** Names, or regular expressions of whole names. */
  readonly forbidden?: readonly string[];
}

/**
 * What one company has agreed on for its own rules; the built-in ones are not held to it. Names and patterns are regular expressions as
 * Prometheus reads them (RE2), which match the whole text.
 */
export interface Policy {
  /** Labels that every aggregation keeps, and labels that every aggregation drops. */
  readonly aggregations?: { readonly keep?: readonly string[]; readonly drop?: readonly string[] };
  /** Labels on which every selector has a matcher, if its series have them. */
  readonly selectors?: readonly string[];
  /** How long alerts wait. */
  readonly for?: PolicyDurations;
  readonly keepFiringFor?: PolicyDurations;
  readonly labels?: PolicyTexts;
  readonly annotations?: PolicyTexts;
  /** How alerts and recording rules are called. */
  readonly names?: { readonly alert?: string; readonly recording?: string };
  /** Summaries are the same for all alerts of a name, so that they can be counted. */
  readonly summaryWithoutTemplates?: boolean;
  /** Descriptions say which series they are about. */
  readonly descriptionWithTemplates?: boolean;
  /** At most so many rules in a group. */
  readonly rulesPerGroup?: number;
  /** What is said about every rule whose name matches; it fails nothing. */
  readonly note?: readonly { readonly matching: string; readonly message: string }[];
}
