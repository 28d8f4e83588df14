import type { DurationExpr } from './ast.ts';
import { foldDuration } from './walk.ts';

/**
 * The length of a duration in seconds, not finite where it divides by zero. What depends on the query that runs, `step()` and
 * `range()`, counts as `query` seconds; `undefined` where it is not given.
 */
export function secondsOf(duration: DurationExpr, query?: number): number | undefined {
  return foldDuration<number | undefined>(duration, (part, of) => {
    switch (part.kind) {
      case 'DurationLiteral':
        return part.seconds;
      case 'DurationParen':
        return of(part.expr);
      case 'DurationUnary': {
        const inner = of(part.expr);
        return inner === undefined || part.operator === '+' ? inner : -inner;
      }
      case 'DurationBinary': {
        const [left, right] = [of(part.left), of(part.right)];
        return left === undefined || right === undefined ? undefined : calculate(part.operator, left, right);
      }
      case 'DurationCall': {
        if (part.name === 'step' || part.name === 'range') return query;
        const args = part.args.map(of);
        const known = args.filter((arg) => arg !== undefined);
        if (known.length < args.length) return undefined;
        return part.name === 'min_of' ? Math.min(...known) : Math.max(...known);
      }
    }
  });
}

function calculate(
  operator: Extract<DurationExpr, { kind: 'DurationBinary' }>['operator'],
  left: number,
  right: number,
): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    case '^':
      return left ** right;
  }
}
