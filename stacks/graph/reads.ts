import { type Catalog, type Expr, infer, type Series, type VectorSelector, walk } from '../../promql/index.ts';

/** A selector of an expression. */
export interface ReadSelector {
  readonly selector: VectorSelector;
  /** Within `absent(…)`: it asks whether there is a series, not what its value is. */
  readonly absent: boolean;
}

/** The selectors of an expression, in the order of the text. */
export function selectorsOf(expr: Expr): ReadSelector[] {
  const parts = [...walk(expr)];
  const absent = new Set(
    parts.flatMap((part) =>
      part.kind === 'Call' && part.func.startsWith('absent') ? part.args.flatMap((arg) => [...walk(arg)]) : [],
    ),
  );
  return parts.flatMap((part) =>
    part.kind === 'VectorSelector' ? [{ selector: part, absent: absent.has(part) }] : [],
  );
}

/** The series of a catalog that a selector can meet. */
export function seriesMet(selector: VectorSelector, catalog: Catalog): readonly Series[] {
  return infer(selector, catalog)
    .of(selector)
    .selections.flatMap(({ series }) => series);
}
