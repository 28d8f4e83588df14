import { type CheckFinding, type Expr, walk } from '../../promql/index.ts';

/** Parts of an expression (`walk`) beyond which it is not looked at: the longest that people write have some hundred. */
const mostParts = 2000;

/** Whether an expression is beyond what can be reviewed, by people or by the checks. */
export function isTooLong(expr: Expr): boolean {
  return walk(expr).length > mostParts;
}

/** The one finding about such an expression (NX545). */
export function tooLong(expr: Expr): CheckFinding {
  return {
    code: 'NX545',
    check: 'too-long',
    severity: 'warning',
    span: { from: expr.from, to: expr.to },
    message: `the expression has ${walk(expr).length.toLocaleString('en-US')} parts; nobody can review it, and it is not checked`,
    fix: 'record pieces of it with rules of their own, and read what they record',
  };
}
