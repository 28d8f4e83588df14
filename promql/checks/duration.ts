import type { DurationExpr } from '../syntax/ast.ts';

/** The length of a duration in seconds; `undefined` where it depends on the query that runs. */
export function secondsOf(duration: DurationExpr): number | undefined {
  switch (duration.kind) {
    case 'DurationLiteral':
      return duration.seconds;
    case 'DurationParen':
      return secondsOf(duration.expr);
    case 'DurationUnary': {
      const inner = secondsOf(duration.expr);
      return inner === undefined || duration.operator === '+' ? inner : -inner;
    }
    case 'DurationBinary': {
      const [left, right] = [secondsOf(duration.left), secondsOf(duration.right)];
      return left === undefined || right === undefined ? undefined : calculate(duration.operator, left, right);
    }
    case 'DurationCall': {
      if (duration.name === 'step' || duration.name === 'range') return undefined;
      const args = duration.args.map(secondsOf);
      const known = args.filter((arg) => arg !== undefined);
      if (known.length < args.length) return undefined;
      return duration.name === 'min_of' ? Math.min(...known) : Math.max(...known);
    }
  }
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
