/** A finding of a check that is meant to be. It holds for the rule or panel that carries it, and only for that check. */
export interface Suppression {
  /** The check's code: `NX504`. */
  readonly check: `NX${number}`;
  /** Why it is no mistake here; what a reviewer would ask. */
  readonly reason: string;
  /** The last day on which it holds, `2027-03-31`; afterwards the finding is back. Left out: for ever. */
  readonly until?: `${number}-${number}-${number}`;
}

/** A finding of the linter of dashboards that is meant to be. It holds for the board or panel that carries it, and only for that rule. */
export interface LintSuppression extends Pick<Suppression, 'reason' | 'until'> {
  /** Id of the rule: `target-rate-interval`. */
  readonly rule: string;
}

/** A suppression in a text: which checks it names, by code or name, and why. */
export interface WrittenSuppression extends Pick<Suppression, 'reason' | 'until'> {
  readonly names: readonly string[];
}

const form = /^[ \t]+([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)(?:[ \t]+until[ \t]+(\d{4}-\d{2}-\d{2}))?[ \t]*:(.*)$/;

/** Reads what stands behind `narthex ignore`: ` NX504, rate-of-gauge until 2027-03-31: the reason`. `undefined`: it is not written like that. */
export function readSuppression(text: string): WrittenSuppression | undefined {
  const [written, names = '', until, reason = ''] = form.exec(text) ?? [];
  if (written === undefined) return undefined;
  const last = until as Suppression['until'];
  return { names: names.split(',').map((name) => name.trim()), reason: reason.trim(), ...(last && { until: last }) };
}
