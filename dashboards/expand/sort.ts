import type { Option } from './variables.ts';

/** How the options of a variable are sorted, as numbers in a dashboard's JSON. Source: `VariableSort` of @grafana/data. */
export type VariableSort = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

type Compare = (a: string, b: string) => number;

const plain: Compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const collator = new Intl.Collator('en', { sensitivity: 'accent', numeric: true });
/** The first number in a text; a text without one goes first. */
const firstNumber = (text: string) => Number(/\d+/.exec(text)?.[0] ?? -1);

/** Pairs of ascending and descending, from 1 on: alphabetical, numerical, without regard to case, natural. */
const orders: readonly Compare[] = [
  plain,
  (a, b) => firstNumber(a) - firstNumber(b),
  (a, b) => plain(a.toLowerCase(), b.toLowerCase()),
  collator.compare,
];

/** Sorts by what people see; 0 leaves the order. Source: `sortVariableValues` of @grafana/scenes. */
export function sortOptions(options: readonly Option[], sort: VariableSort): readonly Option[] {
  const compare = orders[Math.ceil(sort / 2) - 1];
  if (compare === undefined) return options;
  const sorted = options.toSorted((a, b) => compare(a.text, b.text));
  return sort % 2 === 0 ? sorted.reverse() : sorted;
}
