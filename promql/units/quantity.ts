import { isPart } from '../infer/ratio.ts';
import type { Inference } from '../infer/shape.ts';
import type { Unit } from '../infer/unit.ts';
import { isPlain } from '../infer/units.ts';
import type { BinaryExpr, Call, Expr } from '../syntax/ast.ts';
import { unwrap, walk } from '../syntax/walk.ts';

/**
 * What a plain number is: a share of a whole, a count, or nobody knows: five rows per query and five failures per request have no unit
 * either. `undefined` is a written number, which takes on what stands beside it.
 */
export type Quantity = 'share' | 'count' | 'unclear' | undefined;

/** What the plain numbers are that come out of an expression. */
export function quantity(expr: Expr, infer: Inference): Quantity {
  const part = unwrap(expr);
  switch (part.kind) {
    case 'VectorSelector':
      return /(^|[_:])ratio(?![a-z])/.test(part.name ?? '') ? 'share' : 'count';
    case 'MatrixSelector':
      return quantity(part.selector, infer);
    case 'SubqueryExpr':
    case 'UnaryExpr':
      return quantity(part.expr, infer);
    case 'NumberLiteral':
    case 'StringLiteral':
      return undefined;
    case 'AggregateExpr':
      return counting.has(part.operator) ? 'count' : quantity(part.expr, infer);
    case 'Call':
      return ofCall(part, infer);
    case 'BinaryExpr':
      return ofBinary(part, infer);
    default:
      return 'unclear';
  }
}

const counting = new Set(['count', 'count_values', 'group']);
/** Of seconds: so many seconds in a second, which is a share of the time or a number of processors. */
const perSecond = new Set(['rate', 'irate', 'deriv']);
const counted = new Set(['changes', 'resets', 'count_over_time', 'present_over_time', 'absent', 'absent_over_time']);

function ofCall({ func, args }: Call, infer: Inference): Quantity {
  if (perSecond.has(func)) return 'unclear';
  if (counted.has(func)) return 'count';
  if (func === 'histogram_fraction') return 'share';
  return args.map((arg) => quantity(arg, infer)).find((each) => each !== undefined);
}

function ofBinary(expr: BinaryExpr, infer: Inference): Quantity {
  const { operator, left, right } = expr;
  if (operator === '/') return ofQuotient(expr, infer);
  if (expr.returnBool) return 'count';
  const [mine, theirs] = [quantity(left, infer), quantity(right, infer)];
  if (['and', 'unless', '==', '!=', '<', '<=', '>', '>='].includes(operator)) return mine ?? theirs;
  if (operator === '*') {
    if (isZero(left) || isZero(right)) return undefined;
    if (infer.of(right).kind === 'info') return mine;
  }
  return mine === undefined || theirs === undefined || mine === theirs ? (mine ?? theirs) : 'unclear';
}

function ofQuotient(expr: BinaryExpr, infer: Inference): Quantity {
  if (quantity(expr.right, infer) === undefined) return quantity(expr.left, infer);
  if (quantity(expr.left, infer) === undefined) return 'unclear';
  const { unit } = infer.of(expr.left);
  if (unit === undefined) return 'unclear';
  if (!isCount(unit) || isPart(expr)) return 'share';
  const [above, below] = [namesOf(expr.left), namesOf(expr.right)];
  return [...above].every((name) => below.has(name)) ? 'share' : 'unclear';
}

/** Whether something is counted, at once or by the second. */
function isCount(unit: Unit): boolean {
  return isPlain(unit) || (Object.keys(unit.powers).length === 1 && unit.powers.seconds === -1);
}

function isZero(expr: Expr): boolean {
  const part = unwrap(expr);
  return part.kind === 'NumberLiteral' && part.value === 0;
}

function namesOf(expr: Expr): Set<string> {
  return new Set([...walk(expr)].flatMap((part) => (part.kind === 'VectorSelector' ? [part.name ?? ''] : [])));
}
