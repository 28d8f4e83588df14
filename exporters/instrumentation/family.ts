/**
 * A metric as it stands in the registry of the client: an object of ours with the few members that the clients ask of theirs, so
 * that the registry serves it like its own, and `expose` reads it without a detour.
 */
import type { Cell, CellSample, SampleNames } from './cells.ts';
import type { MetricDefinition } from './definition.ts';
import { stemOf } from './exposition/text.ts';
import type { SeriesTable } from './series.ts';

// On the object itself, so that a metric is known again by another copy of this package: the CommonJS one beside the ESM one, or
// what a hot reload has loaded anew.
const FAMILY = Symbol.for('narthex.instrumentation.family.1');

/** What a client answers for a metric. */
export interface FamilyAnswer {
  name: string;
  help: string;
  type: MetricDefinition['type'];
  values: CellSample[];
  aggregator: Aggregator;
}

/** How the values of several processes become one; the clients know these names. */
export type Aggregator = 'sum' | 'first' | 'min' | 'max' | 'average' | 'omit';

/** Brings the values up to date before they are read. */
export type Refresh = () => Promise<void>;

/** What is told about a family besides its definition. */
export interface FamilyOptions {
  /** The shape that a second definition of the name must have. */
  readonly shape: string;
  readonly labelNames: readonly string[];
}

/** A metric in a registry, with all its series. */
export class Family {
  readonly help: string;
  readonly type: MetricDefinition['type'];
  readonly labelNames: readonly string[];
  readonly aggregator: Aggregator;
  readonly shape: string;
  /** By the constant labels, as JSON: parts of a program may share a metric under different constants. */
  readonly tables = new Map<string, SeriesTable<Cell>>();
  /** Asked before every reading; none for what is recorded as it happens. Each settles well, whatever happens. */
  readonly refreshes = new Set<Refresh>();
  readonly #name: string;
  readonly #heads: readonly string[];
  #asOpenMetrics = false;

  constructor(definition: MetricDefinition, { shape, labelNames }: FamilyOptions) {
    this.#name = definition.name;
    this.#heads = headsOf(definition);
    this.help = definition.help;
    this.type = definition.type;
    this.labelNames = labelNames;
    this.aggregator = aggregatorOf(definition);
    this.shape = shape;
    Object.defineProperty(this, FAMILY, { value: true });
  }

  get name(): string {
    return this.#name;
  }

  /**
   * For OpenMetrics the clients take `_total` off the name of the metric object itself, right before they ask for its samples, and
   * never put it back. Here that counts for this one time.
   */
  set name(name: string) {
    this.#asOpenMetrics = name !== this.#name && name === stemOf(this.#name);
  }

  /** The samples for a text that the client writes. */
  async getForPromString(): Promise<FamilyAnswer> {
    const name = this.#asOpenMetrics ? stemOf(this.#name) : this.#name;
    this.#asOpenMetrics = false;
    return this.#answer(name);
  }

  /** The samples for JSON, as workers of a cluster send them. */
  async get(): Promise<FamilyAnswer> {
    return this.getForPromString();
  }

  /** Brings the values up to date. */
  async refresh(): Promise<void> {
    if (this.refreshes.size > 0) await Promise.all([...this.refreshes].map((refresh) => refresh()));
  }

  /** Every value back to zero. The series stay, because cells are held by those who record. */
  reset(): void {
    for (const table of this.tables.values()) for (const cell of table.cells) cell.reset();
  }

  /** Its series in a scrape, each as its lines; `more` are labels that the registry gives to all. */
  *lines(more: string, exemplars: boolean): Generator<string> {
    const names: SampleNames = { name: this.#name, heads: this.#heads, more, exemplars };
    for (const table of this.tables.values()) {
      // By number: series that appear while others are written come along without harm.
      for (let index = 0; index < table.cells.length; index += 1) {
        const cell = table.cells[index];
        if (cell !== undefined) yield cell.lines(names);
      }
    }
  }

  async #answer(name: string): Promise<FamilyAnswer> {
    await this.refresh();
    const values = [...this.tables.values()].flatMap((table) =>
      [...table.entries()].flatMap(([labels, cell]) => cell.samples(name, labels)),
    );
    return { name, help: this.help, type: this.type, values, aggregator: this.aggregator };
  }
}

/** The metric object as one of ours, also of another copy of this package. */
export function asFamily(metric: object | undefined): Family | undefined {
  return metric !== undefined && isFamily(metric) ? metric : undefined;
}

function isFamily(metric: object): metric is Family {
  return FAMILY in metric;
}

function headsOf(definition: MetricDefinition): readonly string[] {
  const { name } = definition;
  switch (definition.type) {
    case 'histogram':
      return [...definition.buckets.map(String), '+Inf'].map((le) => `${name}_bucket{le="${le}"`);
    case 'summary':
      return definition.quantiles.map((quantile) => `${name}{quantile="${quantile}"`);
    default:
      return [];
  }
}

/** Sums of points in time, of versions, of shares, and of yes and no, mean nothing: of the last the mean is the share of yes. */
function aggregatorOf(definition: MetricDefinition): Aggregator {
  if (definition.type !== 'gauge') return 'sum';
  if (definition.info === true) return 'first';
  if (definition.unit === 'timestamp') return 'max';
  const [least, most] = definition.range ?? [];
  return definition.unit === 'ratio' || (least === 0 && most === 1) ? 'average' : 'sum';
}
