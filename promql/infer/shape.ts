import type { Span, ValueType, VectorSelector } from '../syntax/ast.ts';
import type { Bounds, LabelFacts, Series, SeriesKind } from './catalog.ts';
import type { Unit } from './unit.ts';

/** A selector, and the series of the catalog that it can meet. */
export interface Selection {
  readonly selector: VectorSelector;
  /** Empty where nothing is known of the name, or no series can match. */
  readonly series: readonly Series[];
}

/** Why nothing can ever come out of an expression, or why a comparison always holds. */
export interface Emptiness {
  readonly reason: string;
  readonly span: Span;
}

/** What is known of the value of an expression. */
export interface Shape {
  readonly type: ValueType;
  /** `undefined`: nobody knows. */
  readonly kind: SeriesKind | undefined;
  /** As on `Series`. */
  readonly aggregated: boolean;
  /** Of a number that is written down it is `undefined`, see `adapts`. */
  readonly unit: Unit | undefined;
  /** How many of its numbers make one of its unit: 1000 for milliseconds after `* 1000`, 100 for a percentage. */
  readonly scale: number;
  /** Made of written numbers alone: it fits any unit that it is compared with or added to, and is a plain number in a product. */
  readonly adapts: boolean;
  /** As on `Series`. */
  readonly observes: Unit | undefined;
  readonly bounds: Bounds;
  /** NaN can come out as well, which no comparison but `!=` keeps. */
  readonly nan: boolean;
  /** The labels that its series may carry, without `__name__`; none for scalars and strings. */
  readonly labels: ReadonlyMap<string, LabelFacts>;
  /** No other label can be there. */
  readonly closed: boolean;
  /** These labels tell its series apart; `undefined`: nobody knows. */
  readonly key: readonly string[] | undefined;
  /** Whether the name of the metric is still there. */
  readonly named: boolean;
  /** Nothing can ever come out. */
  readonly empty?: Emptiness | undefined;
  /** On a comparison: it is true of every value, and why. */
  readonly vacuous?: Emptiness | undefined;
  /** Something always comes out, whatever is stored: `vector(1)`, `x or vector(0)`. */
  readonly alwaysPresent: boolean;
  /** What it reads, in the order of the text. */
  readonly selections: readonly Selection[];
}

/** What is known of every part of an expression. */
export interface Inference {
  readonly of: (expr: import('../syntax/ast.ts').Expr) => Shape;
}
