import type { Duration } from './duration.ts';
import type { Match } from './match.ts';
import type { RouteTest } from './route-test.ts';

/** The name of the alert that always fires, so that silence is noticed. */
export const watchdogAlert = 'Watchdog';

/** Who is told as well, once an alert has fired for so long and nobody has silenced it. */
export interface Escalation<R extends string = string> {
  /** Counted from the moment at which the alert began to fire. */
  readonly after: Duration;
  /** The receiver. */
  readonly to: R;
}

/** A branch of the routing tree. What is left out is taken from the branch above; an escalation is not. */
export interface Route<R extends string = string, T extends string = string> {
  readonly match: Match;
  /** Who gets what matches. */
  readonly receiver: R;
  /** Labels by which alerts are put into one message. */
  readonly groupBy?: readonly string[];
  readonly groupWait?: Duration;
  readonly groupInterval?: Duration;
  readonly repeatInterval?: Duration;
  /** Also look at the branches that follow. */
  readonly continue?: boolean;
  /** Nobody is told during these times, by name. An empty list takes back what the branch above says. */
  readonly mute?: readonly T[];
  /** Somebody is told during these times only. */
  readonly activeOnly?: readonly T[];
  /** Who is told as well if it lasts: of every alert that this branch takes, also of those that a branch below takes. */
  readonly escalate?: readonly Escalation<R>[];
  readonly routes?: readonly Route<R, T>[];
}

/** The whole tree: who gets what no branch takes, the branches, and where the watchdog reports. */
export interface Routing<R extends string = string, T extends string = string> {
  /** Who gets what no branch takes. */
  readonly receiver: R;
  /** Labels by which alerts are put into one message. */
  readonly groupBy: readonly string[];
  /** How long a new group waits for more of its alerts. */
  readonly groupWait: Duration;
  /** How long until a group that was told is told again, because it has changed. */
  readonly groupInterval: Duration;
  /** How long until it is told again, because it still fires. */
  readonly repeatInterval: Duration;
  readonly routes: readonly Route<R, T>[];
  /**
   * Who gets the watchdog, the alert that always fires: a heartbeat service that calls somebody when it stops. Only something
   * outside this stack notices that all of it is gone.
   */
  readonly watchdog: R;
  /** Who has to be told of what; `narthex check` follows the tree for each. */
  readonly tests?: readonly RouteTest<R, T>[];
}
