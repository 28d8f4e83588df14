/** The value of a label: this one, one of these, or a RegExp that matches the whole value (Go's RE2, so no look-around). */
export type Wanted = string | readonly string[] | RegExp;

/** Every value but these; also a label that is missing, unless the empty text is among them. */
export interface Unwanted {
  readonly not: Wanted;
}

/** What a matcher asks of one label. */
export type Condition = Wanted | Unwanted;

/** What alerts are asked for, by label. All of it has to hold; a label that is missing counts as empty, as in Alertmanager. */
export type Match = Readonly<Record<string, Condition>>;

/** Turns a condition round: `match: { environment: isNot('development') }`, `isNot(['info', 'none'])`, `isNot(/test-.+/)`. */
export function isNot(value: Wanted): Unwanted {
  return { not: value };
}

/** Whether a condition is one that was turned round. */
export function isUnwanted(condition: Condition): condition is Unwanted {
  return typeof condition === 'object' && 'not' in condition;
}

/** Whether a value passes a condition, as Alertmanager compares it: the whole value. */
export function passes(condition: Condition, value: string): boolean {
  if (isUnwanted(condition)) return !passes(condition.not, value);
  if (typeof condition === 'string') return condition === value;
  if (condition instanceof RegExp) return new RegExp(`^(?:${condition.source})$`).test(value);
  return condition.includes(value);
}
