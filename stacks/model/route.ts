import type { Duration } from './duration.ts';

/** A label must be one of these values; a RegExp matches the whole value (Go's RE2, so no look-around). */
export type Match = Readonly<Record<string, string | readonly string[] | RegExp>>;

/** A branch of the routing tree. What is left out is taken from the branch above. */
export interface Route<R extends string = string> {
  readonly match: Match;
  readonly receiver: R;
  readonly groupBy?: readonly string[];
  readonly groupWait?: Duration;
  readonly groupInterval?: Duration;
  readonly repeatInterval?: Duration;
  /** Also look at the branches that follow. */
  readonly continue?: boolean;
  readonly routes?: readonly Route<R>[];
}

/** The whole tree: who gets what no branch takes, the branches, and where the watchdog reports. */
export interface Routing<R extends string = string> {
  readonly receiver: R;
  readonly groupBy: readonly string[];
  readonly groupWait: Duration;
  readonly groupInterval: Duration;
  readonly repeatInterval: Duration;
  readonly routes: readonly Route<R>[];
  /**
   * Who gets the watchdog, the alert that always fires: a heartbeat service that calls somebody when it stops. Only something
   * outside this stack notices that all of it is gone.
   */
  readonly watchdog: R;
}

/** While an alert that matches `source` fires, those that match `target` and agree in `equal` stay quiet. */
export interface Inhibition {
  readonly source: Match;
  readonly target: Match;
  readonly equal: readonly string[];
}

/**
 * A critical alert mutes the warnings of the same symptom about the same thing, and a service that is down the probes of it.
 * Alerts of one symptom carry the same `symptom` label; alerts without one are never muted by this.
 */
export const severityInhibitions: readonly Inhibition[] = [
  {
    source: { severity: 'critical', symptom: /.+/ },
    target: { severity: ['warning', 'info'], symptom: /.+/ },
    equal: ['symptom', 'job', 'instance', 'device', 'mountpoint'],
  },
  { source: { alertname: 'ServiceDown' }, target: { alertname: 'ProbeFailed', service: /.+/ }, equal: ['service'] },
];
