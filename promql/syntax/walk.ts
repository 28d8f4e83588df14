import type { Expr } from './ast.ts';

/** The expressions directly within one, in the order of the text. The selector of a range selector counts as one. */
export function children(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'AggregateExpr':
      return expr.param === undefined ? [expr.expr] : [expr.param, expr.expr];
    case 'BinaryExpr':
      return [expr.left, expr.right];
    case 'Call':
      return expr.args;
    case 'MatrixSelector':
      return [expr.selector];
    case 'ParenExpr':
    case 'SubqueryExpr':
    case 'UnaryExpr':
      return [expr.expr];
    case 'NumberLiteral':
    case 'StringLiteral':
    case 'VectorSelector':
      return [];
  }
}

const walked = new WeakMap<Expr, readonly Expr[]>();

/** An expression and everything within it, the outer before the inner, in the order of the text. Remembered: every check asks anew. */
export function walk(expr: Expr): readonly Expr[] {
  const known = walked.get(expr);
  if (known !== undefined) return known;
  const parts: Expr[] = [];
  const waiting: Expr[] = [expr];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    parts.push(part);
    const within = children(part);
    for (let index = within.length - 1; index >= 0; index--) {
      const child = within[index];
      if (child !== undefined) waiting.push(child);
    }
  }
  walked.set(expr, parts);
  return parts;
}

/** What stands within any number of parentheses. */
export function unwrap(expr: Expr): Exclude<Expr, { readonly kind: 'ParenExpr' }> {
  let inner = expr;
  while (inner.kind === 'ParenExpr') inner = inner.expr;
  return inner;
}
