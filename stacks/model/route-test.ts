import type { EnvironmentName } from './environment.ts';

/**
 * Labels of an alert. `alertname` is an alert of the stack; the labels that it always has (severity, team, and those of its rule)
 * need not be written.
 */
export type AlertLabels = Readonly<Record<string, string>> & { readonly alertname: string };

/** Who has to be told of an alert. */
export interface RouteTest<R extends string = string, T extends string = string> {
  /** A sentence: `a critical alert at night calls somebody`. */
  readonly name: string;
  readonly alert: AlertLabels;
  /** What fires at the same moment, and may mute it. */
  readonly firing?: readonly AlertLabels[];
  /** The moment, with its offset: `2026-01-03T03:00:00Z`. Without one mute times are not looked at. */
  readonly at?: string;
  /** All who are told, in any order, without those who are told later. */
  readonly reaches: readonly R[];
  /** All who are told later, if it lasts. */
  readonly escalatesTo?: readonly R[];
  /** The labels by which the message is grouped. */
  readonly group?: Readonly<Record<string, string>>;
  /** The mute time because of which somebody is not told: one that holds at the moment, or an `activeOnly` that does not. */
  readonly mutedBy?: T;
  /** The alert among `firing` that mutes it. */
  readonly inhibitedBy?: string;
  /** Where it has to hold. Default: everywhere. */
  readonly environments?: readonly EnvironmentName[];
}
