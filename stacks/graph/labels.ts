import type { LabelFacts } from '../../promql/index.ts';
import { type Condition, isUnwanted, type Match, passes } from '../model/index.ts';

/** What is known of the labels of something that is sent: a missing label is the same as an empty one. */
export interface KnownLabels {
  readonly labels: ReadonlyMap<string, LabelFacts>;
  /** No other label can be there. */
  readonly closed: boolean;
}

/** Stands for every value that no condition names. */
const anotherValue = 'any other value';

/** Whether alerts with such labels can pass all conditions, of several matchers all at once. */
export function canMatch(match: Match | readonly Match[], known: KnownLabels): boolean {
  const asked = new Map<string, Condition[]>();
  for (const each of Array.isArray(match) ? match : [match]) {
    for (const [label, condition] of Object.entries<Condition>(each)) {
      asked.set(label, [...(asked.get(label) ?? []), condition]);
    }
  }
  return [...asked].every(([label, conditions]) =>
    possibleValues(known, label, conditions).some((value) => conditions.every((condition) => passes(condition, value))),
  );
}

/** Whether alerts with such labels pass all conditions whatever the values are. */
export function alwaysMatches(match: Match, known: KnownLabels): boolean {
  return Object.entries(match).every(([label, condition]) =>
    possibleValues(known, label, [condition]).every((value) => passes(condition, value)),
  );
}

/**
 * The values of a label that can make a difference under these conditions, the empty one for a label that may be missing. Of values
 * nobody knows, those that a condition names are taken, an example of each regular expression, and one that stands for all others.
 */
export function possibleValues(known: KnownLabels, label: string, conditions: readonly Condition[]): string[] {
  const facts = known.labels.get(label);
  if (facts === undefined && known.closed) return [''];
  const missing = facts?.always === true ? [] : [''];
  const values = facts?.values ?? [...conditions.flatMap(examples).filter((value) => value !== ''), anotherValue];
  return [...new Set([...values, ...missing])];
}

/** Values that pass a condition, as far as they can be made up; of one that is turned round those that do not. */
function examples(condition: Condition): readonly string[] {
  if (isUnwanted(condition)) return examples(condition.not);
  if (typeof condition === 'string') return [condition];
  if (!(condition instanceof RegExp)) return condition;
  const plain = condition.source
    .replace(/\\([dws])[+*]?/g, (_, kind: string) => (kind === 'd' ? '1' : kind === 's' ? ' ' : 'x'))
    .replace(/\[[^\]]*\][+*]?/g, (set) => set[1] ?? '')
    .replace(/\.[+*]?/g, 'x')
    .replace(/\\(.)/g, '$1')
    .replace(/\(\?:|[()^$?]/g, '');
  return plain.split('|').filter((text) => passes(condition, text));
}

/** Whether such alerts can carry a label at all. */
export function canCarry({ labels, closed }: KnownLabels, label: string): boolean {
  return labels.has(label) || !closed;
}

/** Whether two alerts can have the same value of a label; both without it count as equal, as in Alertmanager. */
export function canAgree(one: KnownLabels, other: KnownLabels, label: string): boolean {
  const canBeMissing = ({ labels }: KnownLabels) => labels.get(label)?.always !== true;
  if (canBeMissing(one) && canBeMissing(other)) return true;
  if (!canCarry(one, label) || !canCarry(other, label)) return false;
  const values = one.labels.get(label)?.values;
  const others = other.labels.get(label)?.values;
  return values === undefined || others === undefined || [...values].some((value) => others.has(value));
}
