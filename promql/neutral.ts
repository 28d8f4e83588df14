import type { Expr, LabelMatcher, Span } from './syntax/ast.ts';

/**
 * The same expression, with every matcher whose value stands in one of these spans letting anything through: what a dashboard's
 * variable holds is not known before somebody chooses.
 */
export function withoutUnknownValues(expr: Expr, variables: readonly Span[]): Expr {
  if (variables.length === 0) return expr;
  const neutral = (matcher: LabelMatcher): LabelMatcher =>
    variables.some(({ from, to }) => from < matcher.valueSpan.to && to > matcher.valueSpan.from)
      ? { ...matcher, operator: '=~', value: '.*' }
      : matcher;
  const rewrite = (part: Expr): Expr => {
    switch (part.kind) {
      case 'VectorSelector':
        return { ...part, matchers: part.matchers.map(neutral) };
      case 'MatrixSelector':
        return { ...part, selector: { ...part.selector, matchers: part.selector.matchers.map(neutral) } };
      case 'AggregateExpr':
        return { ...part, expr: rewrite(part.expr), ...(part.param && { param: rewrite(part.param) }) };
      case 'BinaryExpr':
        return { ...part, left: rewrite(part.left), right: rewrite(part.right) };
      case 'Call':
        return { ...part, args: part.args.map(rewrite) };
      case 'ParenExpr':
      case 'SubqueryExpr':
      case 'UnaryExpr':
        return { ...part, expr: rewrite(part.expr) };
      case 'NumberLiteral':
      case 'StringLiteral':
        return part;
    }
  };
  return rewrite(expr);
}
