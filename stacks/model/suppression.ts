/** A finding of a check that is meant to be. It holds for the rule or panel that carries it, and only for that check. */
export interface Suppression {
  /** The check's code: `NX504`. */
  readonly check: `NX${number}`;
  /** Why it is no mistake here; what a reviewer would ask. */
  readonly reason: string;
  /** The last day on which it holds, `2027-03-31`; afterwards the finding is back. Left out: for ever. */
  readonly until?: `${number}-${number}-${number}`;
}
