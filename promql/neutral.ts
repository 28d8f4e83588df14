import type { Expr, LabelMatcher, Span } from './syntax/ast.ts';
import { fold } from './syntax/walk.ts';

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
  return fold<Expr>(expr, (part, of) => {
    switch (part.kind) {
      case 'VectorSelector':
        return { ...part, matchers: part.matchers.map(neutral) };
      case 'MatrixSelector':
        return { ...part, selector: { ...part.selector, matchers: part.selector.matchers.map(neutral) } };
      case 'AggregateExpr':
        return { ...part, expr: of(part.expr), ...(part.param && { param: of(part.param) }) };
      case 'BinaryExpr':
        return { ...part, left: of(part.left), right: of(part.right) };
      case 'Call':
        return { ...part, args: part.args.map(of) };
      case 'ParenExpr':
      case 'SubqueryExpr':
      case 'UnaryExpr':
        return { ...part, expr: of(part.expr) };
      case 'NumberLiteral':
      case 'StringLiteral':
        return part;
    }
  });
}
