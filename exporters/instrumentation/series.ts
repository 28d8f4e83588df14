import type { SeriesLabels } from './client.ts';
import type { Labels } from './definition.ts';
import { OTHER } from './validate.ts';

interface Node {
  readonly next: Map<unknown, Node>;
  labels?: SeriesLabels;
}

/** Label values as they come from a caller, who may not have been type-checked. */
export type GivenValues = Readonly<Record<string, unknown>>;

/** What a table of series is made from. */
export interface SeriesTableOptions {
  readonly labels: Labels;
  /** Labels with one value each that stand on every series. */
  readonly constants: SeriesLabels;
  /** How many series are kept, without the overflow series. */
  readonly maxSeries: number;
  /** Called each time that label values do not fit. */
  readonly onOverflow: () => void;
}

/**
 * The series of one metric, found by their label values and held to their limits. It keeps one label object for each
 * series, so the caller may reuse and change its own. A known series costs one Map lookup for each label.
 */
export class SeriesTable {
  readonly #options: SeriesTableOptions;
  readonly #names: readonly string[];
  readonly #seen = new Map<string, Set<string>>();
  readonly #root: Node = { next: new Map() };
  readonly #overflow: SeriesLabels;
  #size = 0;

  constructor(options: SeriesTableOptions) {
    this.#options = options;
    this.#names = Object.keys(options.labels);
    this.#overflow = this.#labelled(this.#names.map(() => OTHER));
  }

  /**
   * The labels of the series for these label values. A value that its label does not allow becomes `__other__`; a new
   * series beyond the limit of the metric becomes the one with `__other__` everywhere. Never throws.
   */
  resolve(values: GivenValues): SeriesLabels {
    let node: Node | undefined = this.#root;
    for (const name of this.#names) {
      node = node.next.get(values[name]);
      if (node === undefined) return this.#admit(values);
    }
    return node.labels ?? this.#admit(values);
  }

  #admit(values: GivenValues): SeriesLabels {
    const path = this.#names.map((name) => this.#allowed(name, values[name]));
    const known = this.#find(path)?.labels;
    const full = known === undefined && this.#size >= this.#options.maxSeries;
    if (full || path.some((value, index) => value === OTHER && values[this.#names[index] ?? ''] !== OTHER)) {
      this.#options.onOverflow();
    }
    return full ? this.#overflow : (known ?? this.#create(path));
  }

  #allowed(name: string, value: unknown): string {
    const spec = this.#options.labels[name];
    // Numbers and booleans are what untyped callers pass for a status code or a flag; nothing else has one clear text.
    const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
    if (spec === undefined || typeof text !== 'string') return OTHER;
    if (!('kind' in spec)) return spec.includes(text) ? text : OTHER;
    if (spec.kind === 'open') return text;
    const seen = this.#seen.get(name);
    return seen === undefined || seen.has(text) || seen.size < spec.limit ? text : OTHER;
  }

  #find(path: readonly string[]): Node | undefined {
    let node: Node | undefined = this.#root;
    for (const value of path) node = node?.next.get(value);
    return node;
  }

  #create(path: readonly string[]): SeriesLabels {
    let node = this.#root;
    path.forEach((value, index) => {
      this.#remember(this.#names[index] ?? '', value);
      const next = node.next.get(value) ?? { next: new Map() };
      node.next.set(value, next);
      node = next;
    });
    this.#size += 1;
    node.labels = this.#labelled(path);
    return node.labels;
  }

  #remember(name: string, value: string): void {
    if (value === OTHER) return;
    const seen = this.#seen.get(name) ?? new Set();
    this.#seen.set(name, seen.add(value));
  }

  #labelled(path: readonly string[]): SeriesLabels {
    return {
      ...this.#options.constants,
      ...Object.fromEntries(this.#names.map((name, index) => [name, path[index] ?? ''])),
    };
  }
}
