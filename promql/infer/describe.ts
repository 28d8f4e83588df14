import type { Expr } from '../syntax/ast.ts';
import { unwrap } from '../syntax/walk.ts';

/** An expression in a few words, for a sentence about it: `up`, `rate(…)`, `the left side`. */
export function describe(expr: Expr, otherwise: string): string {
  const inner = unwrap(expr);
  switch (inner.kind) {
    case 'VectorSelector':
      return inner.name ?? otherwise;
    case 'MatrixSelector':
      return inner.selector.name ?? otherwise;
    case 'Call':
      return inner.args.length === 0 ? `${inner.func}()` : `${inner.func}(…)`;
    case 'AggregateExpr':
      return `${inner.operator}(…)`;
    case 'NumberLiteral':
      return String(inner.value);
    case 'BinaryExpr':
    case 'StringLiteral':
    case 'SubqueryExpr':
    case 'UnaryExpr':
      return otherwise;
  }
}
