/** The series of one metric: found by their label values, held to their limits, kept in the order in which they came. */
import { currentLabels } from './context.ts';
import type { LabelSpec, Labels } from './definition.ts';
import { labelText } from './exposition/text.ts';
import { LabelLimits, type Loss } from './limits.ts';
import type { Redaction } from './redact.ts';
import { OTHER } from './validate.ts';

/** Label values as they come from a caller, who may not have been type-checked. */
export type GivenValues = Readonly<Record<string, unknown>>;

/** What a table of series is made from. */
export interface SeriesTableOptions<C> {
  readonly labels: Labels;
  /** Labels with one value each that stand on every series. */
  readonly constants: Readonly<Record<string, string>>;
  /** How many series are kept, without the overflow series. */
  readonly maxSeries: number;
  /** Makes the cell of a new series from its labels as text. */
  readonly create: (labels: string) => C;
  /** Called each time that label values do not fit; without a label when the metric is full. */
  readonly onLoss: (loss: Loss | 'full', label?: string) => void;
  readonly redact: Redaction;
}

/** A series that was looked up, and whether something of its label values was lost. */
export interface Held<C> {
  readonly cell: C;
  readonly lost: boolean;
}

/** Values of a label; each leads to those of the next label, and those of the last label to the cells. */
type Branch = Map<unknown, unknown>;

/**
 * The series of one metric. It keeps its own copy of the labels, so the caller may reuse and change its object. A known series
 * costs one Map lookup for each label; no text is put together, so no value can pretend to be two.
 */
export class SeriesTable<C extends object> {
  readonly #options: SeriesTableOptions<C>;
  readonly #names: readonly string[];
  /** Labels with few values first, so that the Maps are few and the last ones large: that is most of the memory. */
  readonly #path: readonly string[];
  readonly #perRequest: boolean;
  readonly #limits: LabelLimits;
  readonly #root: Branch = new Map();
  readonly #cells: C[] = [];
  #overflow: C | undefined;

  constructor(options: SeriesTableOptions<C>) {
    this.#options = options;
    const specs = Object.entries(options.labels);
    this.#names = specs.map(([name]) => name);
    this.#path = specs.toSorted(([, a], [, b]) => breadthOf(a) - breadthOf(b)).map(([name]) => name);
    this.#perRequest = specs.some(([, spec]) => 'perRequest' in spec);
    this.#limits = new LabelLimits(new Map(specs), options.redact);
    // Without labels there is one series, and it is there from the start.
    if (specs.length === 0) this.#cells.push(options.create(labelText(options.constants)));
  }

  /** Every series, the overflow at its place among them. */
  get cells(): readonly C[] {
    return this.#cells;
  }

  /**
   * The series for these label values. A value that its label does not allow becomes `__other__`; a new series beyond the limit of
   * the metric becomes the one with `__other__` everywhere. Never throws.
   */
  resolve(values: GivenValues): C {
    const given = this.#perRequest ? { ...currentLabels(), ...values } : values;
    return this.#find(given) ?? this.#admit(given).cell;
  }

  /** The same, and whether it is the series that was asked for. */
  hold(values: GivenValues): Held<C> {
    const given = this.#perRequest ? { ...currentLabels(), ...values } : values;
    const known = this.#find(given);
    return known === undefined ? this.#admit(given) : { cell: known, lost: false };
  }

  /** Every series with its labels, those of the table and of the series together. */
  *entries(): Generator<readonly [labels: Readonly<Record<string, string>>, cell: C]> {
    const { constants } = this.#options;
    if (this.#names.length === 0) {
      for (const cell of this.#cells) yield [constants, cell];
      return;
    }
    yield* this.#walk(this.#root, []);
  }

  *#walk(branch: Branch, above: readonly string[]): Generator<readonly [Readonly<Record<string, string>>, C]> {
    for (const [value, next] of branch) {
      const path = [...above, String(value)];
      if (path.length < this.#path.length) yield* this.#walk(next as Branch, path);
      else yield [this.#labelled(path), next as C];
    }
  }

  // As deep as there are labels, which is what tells a branch from a cell: asking each would take as long as the look-up itself.
  #find(values: GivenValues): C | undefined {
    let at: unknown = this.#root;
    for (let index = 0; index < this.#path.length; index += 1) {
      if (at === undefined) return undefined;
      at = (at as Branch).get(values[this.#path[index] ?? '']);
    }
    // Without labels the root is what is left.
    return this.#path.length === 0 ? this.#cells[0] : (at as C | undefined);
  }

  #admit(values: GivenValues): Held<C> {
    let lost = false;
    const path = this.#path.map((name) => {
      const { text, loss } = this.#limits.admit(name, values[name]);
      if (loss !== undefined) {
        // One loss for one call, however many of its labels do not fit.
        if (!lost) this.#options.onLoss(loss, name);
        lost = true;
      }
      return text;
    });
    const known = this.#find(Object.fromEntries(this.#path.map((name, index) => [name, path[index]])));
    if (known !== undefined) return { cell: known, lost };
    const isOverflow = path.every((text) => text === OTHER);
    if (!isOverflow && this.#cells.length - (this.#overflow === undefined ? 0 : 1) >= this.#options.maxSeries) {
      if (!lost) this.#options.onLoss('full');
      const all = path.map(() => OTHER);
      this.#overflow ??= this.#create(all);
      return { cell: this.#overflow, lost: true };
    }
    const cell = this.#create(path);
    if (isOverflow) this.#overflow = cell;
    return { cell, lost };
  }

  #create(path: readonly string[]): C {
    const cell = this.#options.create(labelText(this.#labelled(path)));
    let at = this.#root;
    path.forEach((text, index) => {
      this.#limits.remember(this.#path[index] ?? '', text);
      if (index === path.length - 1) {
        at.set(text, cell);
        return;
      }
      const next = (at.get(text) as Branch | undefined) ?? new Map();
      at.set(text, next);
      at = next;
    });
    this.#cells.push(cell);
    return cell;
  }

  /** All labels in the order of the definition, from values in the order of the path. */
  #labelled(path: readonly string[]): Record<string, string> {
    const values = new Map(this.#path.map((name, index) => [name, path[index] ?? '']));
    return {
      ...this.#options.constants,
      ...Object.fromEntries(this.#names.map((name) => [name, values.get(name) ?? ''])),
    };
  }
}

/** About how many values a label has, for the order of the path. */
function breadthOf(spec: LabelSpec): number {
  if (!('kind' in spec)) return spec.length;
  return spec.kind === 'bounded' ? spec.limit : Number.MAX_SAFE_INTEGER;
}
