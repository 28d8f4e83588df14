// Lines that stand on each other, and surfaces between two of them.
import type { FieldConfig } from './field.ts';
import { type Aligned, drawable } from './frame.ts';
import { object, text } from './read.ts';

/** A line, as far as stacking cares. */
export interface Stackable {
  readonly name: string;
  readonly config: FieldConfig;
  /** At the times that all lines have together. */
  readonly aligned: readonly Aligned[];
}

/** What is drawn of lines. */
export interface Stacked {
  /** For each line, in their order. */
  readonly values: Aligned[][];
  /** Pairs of a line and the one down to which it is filled: the one it stands on, or the one that `fillBelowTo` names. */
  readonly bands: readonly (readonly [upper: number, lower: number])[];
  /** The lines that fill down to zero themselves. */
  readonly filled: ReadonlySet<number>;
}

/** Stacked lines stand on those before them, hidden ones on none. Infinity is a gap: one such value would leave no scale for the others. */
export function stacked(lines: readonly Stackable[], hidden: ReadonlySet<string>): Stacked {
  const tops = new Map<string, { index: number; sums: number[] }>();
  const bands: [number, number][] = [];
  const filled = new Set<number>();
  const drawn = lines.map(({ aligned }) => drawable(aligned));
  const values = lines.map(({ config, name }, index) => {
    const own = drawn[index] ?? [];
    const stacking = object(config.custom, 'stacking');
    if ((text(stacking, 'mode') ?? 'none') === 'none' || hidden.has(name)) {
      const below = text(config.custom, 'fillBelowTo');
      const lower = below ? lines.findIndex((line) => line.name === below) : -1;
      if (lower >= 0 && lower !== index && ![name, below ?? ''].some((each) => hidden.has(each)))
        bands.push([index, lower]);
      // As in Grafana: a line that is to be filled down to one that is not there is not filled at all.
      if (!below) filled.add(index);
      return own;
    }
    const key = `${text(stacking, 'group') ?? ''} ${config.unit ?? ''}`;
    const below = tops.get(key);
    const sums = own.map((value, at) => (below?.sums[at] ?? 0) + (value ?? 0));
    if (below === undefined) filled.add(index);
    else bands.push([index, below.index]);
    tops.set(key, { index, sums });
    return sums.map((sum, at) => (drawn.some((line) => typeof line[at] === 'number') ? sum : null));
  });
  return { values, bands, filled };
}
