import { type BinaryExpr, type Expr, unwrap } from '../../promql/index.ts';

/** Labels that have a handful of values wherever they are used. */
const fewValues: ReadonlySet<string> = new Set([
  'code',
  'environment',
  'le',
  'mode',
  'outcome',
  'phase',
  'quantile',
  'result',
  'severity',
  'slo',
  'state',
  'status',
  'status_code',
  'team',
]);

/** Whether an expression says itself how many series it has at most, or has only labels with a handful of values; `few` are such labels, too. */
export function limitsSeries(expr: Expr, few: ReadonlySet<string> = new Set()): boolean {
  const limits = (inner: Expr) => limitsSeries(inner, few);
  const part = unwrap(expr);
  switch (part.kind) {
    case 'NumberLiteral':
      return true;
    case 'AggregateExpr':
      if (['topk', 'bottomk', 'limitk'].includes(part.operator)) return true;
      if (part.operator === 'count_values' || part.operator === 'limit_ratio') return false;
      if (!part.without && part.grouping.every(({ name }) => fewValues.has(name) || few.has(name))) return true;
      return limits(part.expr);
    case 'Call':
      return part.args.filter((arg) => !isWritten(arg)).every(limits);
    case 'BinaryExpr':
      return ofBinary(part, limits);
    case 'UnaryExpr':
    case 'SubqueryExpr':
      return limits(part.expr);
    default:
      return false;
  }
}

function ofBinary({ operator, left, right, matching }: BinaryExpr, limits: (expr: Expr) => boolean): boolean {
  if (isWritten(left)) return limits(right);
  if (isWritten(right) || operator === 'unless' || matching?.card === 'many-to-one') return limits(left);
  if (matching?.card === 'one-to-many') return limits(right);
  const both = [limits(left), limits(right)];
  return operator === 'or' ? both.every(Boolean) : both.some(Boolean);
}

function isWritten(expr: Expr): boolean {
  const { kind } = unwrap(expr);
  return kind === 'NumberLiteral' || kind === 'StringLiteral';
}
