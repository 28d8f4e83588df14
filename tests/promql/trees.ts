import type {
  BinaryExpr,
  BinaryOperator,
  DurationExpr,
  Expr,
  UnaryExpr,
  VectorMatching,
  VectorSelector,
} from '../../promql/index.ts';

// Trees that nobody has written: no parentheses, no positions.

const nowhere = { from: 0, to: 0 };

export function metric(name: string, more: Partial<VectorSelector> = {}): VectorSelector {
  const matcher = { ...nowhere, name: '__name__', operator: '=', value: name, valueSpan: nowhere } as const;
  return { ...nowhere, kind: 'VectorSelector', name, matchers: [matcher], ...more };
}

export function number(value: number): Expr {
  return { ...nowhere, kind: 'NumberLiteral', value };
}

export function binary(left: Expr, operator: BinaryOperator, right: Expr): BinaryExpr {
  return { ...nowhere, kind: 'BinaryExpr', operator, operatorSpan: nowhere, left, right, returnBool: false };
}

export function negative(expr: Expr): UnaryExpr {
  return { ...nowhere, kind: 'UnaryExpr', operator: '-', expr };
}

export function subquery(expr: Expr, offset?: DurationExpr): Expr {
  return { ...nowhere, kind: 'SubqueryExpr', expr, range: seconds(300), ...(offset && { offset }) };
}

export function call(func: string, ...args: Expr[]): Expr {
  return { ...nowhere, kind: 'Call', func, funcSpan: nowhere, args };
}

export function sum(expr: Expr): Expr {
  return { ...nowhere, kind: 'AggregateExpr', operator: 'sum', expr, grouping: [], without: false, grouped: false };
}

export function seconds(value: number): DurationExpr {
  return { ...nowhere, kind: 'DurationLiteral', seconds: value, number: false };
}

export const step: DurationExpr = { ...nowhere, kind: 'DurationCall', name: 'step', args: [] };

export function durationOf(
  left: DurationExpr,
  operator: '+' | '-' | '*' | '/' | '^',
  right: DurationExpr,
): DurationExpr {
  return { ...nowhere, kind: 'DurationBinary', operator, left, right };
}

export function signedDuration(expr: DurationExpr): DurationExpr {
  return { ...nowhere, kind: 'DurationUnary', operator: '-', expr };
}

export function durationIn(expr: DurationExpr): DurationExpr {
  return { ...nowhere, kind: 'DurationParen', expr };
}

/** Where things stand, and what is written in two ways and means the same. */
const incidental = new Set([
  ...['from', 'to', 'valueSpan', 'nameSpan', 'funcSpan', 'operatorSpan'],
  ...['grouped', 'written', 'number'],
]);

/** What two trees have in common whose meaning is the same; `without` leaves out parentheses too. */
export function meaning(value: unknown, without: 'nothing' | 'parentheses' = 'nothing'): unknown {
  if (Array.isArray(value)) return value.map((each) => meaning(each, without));
  if (typeof value !== 'object' || value === null) return value;
  const isParen = 'kind' in value && (value.kind === 'ParenExpr' || value.kind === 'DurationParen');
  if (isParen && without === 'parentheses' && 'expr' in value) return meaning(value.expr, without);
  const entries = Object.entries<unknown>({ ...value }).filter(
    ([key, each]) =>
      !incidental.has(key) && each !== undefined && !(key === 'matching' && saysNothing(each as VectorMatching)),
  );
  return Object.fromEntries(
    entries.map(([key, each]) => {
      const kept = meaning(each, without);
      return [key, key === 'matchers' && Array.isArray(kept) ? kept.map((one) => JSON.stringify(one)).sort() : kept];
    }),
  );
}

/** Whether two vectors are matched as they are when nothing is said. */
function saysNothing(matching: VectorMatching): boolean {
  const { card, on, labels, fill } = matching;
  return !on && labels.length === 0 && fill === undefined && (card === 'one-to-one' || card === 'many-to-many');
}
