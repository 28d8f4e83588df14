import type { Expr } from '../../promql/index.ts';

type DurationExpr = Extract<Expr, { readonly kind: 'MatrixSelector' }>['range'];

/** Seconds of a length of time. What depends on the query, such as `step()`, is the interval of the evaluation, in seconds. */
export function lengthOf(duration: DurationExpr, interval: number): number {
  switch (duration.kind) {
    case 'DurationLiteral':
      return duration.seconds;
    case 'DurationParen':
      return lengthOf(duration.expr, interval);
    case 'DurationUnary':
      return lengthOf(duration.expr, interval) * (duration.operator === '-' ? -1 : 1);
    case 'DurationCall': {
      const lengths = duration.args.map((arg) => lengthOf(arg, interval));
      if (lengths.length === 0) return interval;
      return duration.name === 'min_of' ? Math.min(...lengths) : Math.max(...lengths);
    }
    case 'DurationBinary': {
      const [a, b] = [lengthOf(duration.left, interval), lengthOf(duration.right, interval)];
      switch (duration.operator) {
        case '+':
          return a + b;
        case '-':
          return a - b;
        case '*':
          return a * b;
        case '/':
          return a / b;
        case '%':
          return a % b;
        case '^':
          return a ** b;
      }
    }
  }
}
