import type {
  AggregateExpr,
  BinaryExpr,
  Call,
  Expr,
  Span,
  SubqueryExpr,
  ValueType,
  VectorMatching,
  VectorSelector,
} from './ast.ts';
import { PromqlError } from './error.ts';
import { aggregations, type FunctionSignature, functions } from './functions.ts';
import type { Mutable } from './mutable.ts';
import { quoted } from './quote.ts';
import { regexpMatchesEmpty } from './regexp.ts';

/** What was written between operators and their right sides. */
export type WrittenMatchings = ReadonlyMap<BinaryExpr, VectorMatching>;

const names: Readonly<Record<ValueType, string>> = {
  scalar: 'scalar',
  vector: 'instant vector',
  matrix: 'range vector',
  string: 'string',
};

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<=', '<', '>=', '>']);
const setOperators: ReadonlySet<string> = new Set(['and', 'or', 'unless']);

/**
 * Checks that everything fits together as Prometheus wants it, and gives each operator between two vectors its matching. Returns the
 * type of the whole. Throws a `PromqlError` for the first mistake, in the order in which Prometheus finds them.
 */
export function checkTypes(root: Expr, matchings: WrittenMatchings): ValueType {
  if (root.kind !== 'BinaryExpr' && root.kind !== 'SubqueryExpr') return checkSingle(root, matchings);
  // `a + b + c …` is as deep as it is long, so its left side is no recursion.
  const spine: (BinaryExpr | SubqueryExpr)[] = [];
  let node: Expr = root;
  while (node.kind === 'BinaryExpr' || node.kind === 'SubqueryExpr') {
    spine.push(node);
    node = node.kind === 'BinaryExpr' ? node.left : node.expr;
  }
  let type = checkSingle(node, matchings);
  for (let each = spine.pop(); each !== undefined; each = spine.pop()) {
    type = each.kind === 'BinaryExpr' ? checkBinary(each, type, matchings) : checkSubquery(each, type);
  }
  return type;
}

function checkSingle(
  expr: Exclude<Expr, { readonly kind: 'BinaryExpr' | 'SubqueryExpr' }>,
  matchings: WrittenMatchings,
): ValueType {
  switch (expr.kind) {
    case 'NumberLiteral':
      return 'scalar';
    case 'StringLiteral':
      return 'string';
    case 'VectorSelector':
      checkSelector(expr);
      return 'vector';
    case 'MatrixSelector':
      checkSelector(expr.selector);
      return 'matrix';
    case 'ParenExpr':
      return checkTypes(expr.expr, matchings);
    case 'UnaryExpr': {
      const type = checkTypes(expr.expr, matchings);
      if (type === 'scalar' || type === 'vector') return type;
      const rule = 'unary expression only allowed on expressions of type scalar or instant vector';
      throw fault(`${rule}, got "${names[type]}"`, expr);
    }
    case 'AggregateExpr':
      return checkAggregate(expr, matchings);
    case 'Call':
      return checkCall(expr, matchings);
  }
}

function fault(message: string, { from, to }: Span): PromqlError {
  return new PromqlError(message, from, to);
}

function checkSubquery(expr: SubqueryExpr, inner: ValueType): ValueType {
  if (inner === 'vector') return 'matrix';
  throw fault(`subquery is only allowed on instant vector, got ${inner} instead`, expr);
}

function checkAggregate(expr: AggregateExpr, matchings: WrittenMatchings): ValueType {
  expectType(expr.expr, 'vector', 'aggregation expression', matchings);
  const wanted = aggregations[expr.operator].param;
  if (expr.param !== undefined && wanted !== undefined) {
    expectType(expr.param, wanted, 'aggregation parameter', matchings);
  }
  return 'vector';
}

function expectType(expr: Expr, wanted: ValueType, place: string, matchings: WrittenMatchings): void {
  const type = checkTypes(expr, matchings);
  if (type === wanted) return;
  throw fault(`expected type ${names[wanted]} in ${place}, got ${names[type]}${advice(wanted, type, expr)}`, expr);
}

/** How the types can be brought together, where it is plain. */
function advice(wanted: ValueType, type: ValueType, expr: Expr): string {
  if (wanted === 'matrix' && type === 'vector') {
    return expr.kind === 'VectorSelector' ? '; add a range such as [5m]' : '; a subquery makes one: [5m:]';
  }
  if (wanted === 'vector' && type === 'matrix') return '; a function such as rate() or avg_over_time() makes one of it';
  if (wanted === 'vector' && type === 'scalar') return '; vector() makes one of it';
  return wanted === 'scalar' && type === 'vector' ? '; scalar() makes one of a single series' : '';
}

function checkBinary(expr: BinaryExpr, left: ValueType, matchings: WrittenMatchings): ValueType {
  const right = checkTypes(expr.right, matchings);
  const { operator, operatorSpan } = expr;
  const written = matchings.get(expr);
  if (expr.returnBool && !comparisons.has(operator)) {
    throw fault('bool modifier can only be used on comparison operators', operatorSpan);
  }
  if (comparisons.has(operator) && !expr.returnBool && left === 'scalar' && right === 'scalar') {
    const hint = `; write "${operator} bool"`;
    throw fault(`comparisons between scalars must use BOOL modifier${hint}`, operatorSpan);
  }
  if (written?.on === true) checkInclude(written);
  for (const [side, type] of [[expr.left, left] as const, [expr.right, right] as const]) {
    if (type === 'scalar' || type === 'vector') continue;
    const hint = `; this is a ${names[type]}`;
    throw fault(`binary expression must contain only scalar and instant vector types${hint}`, side);
  }
  if (left === 'vector' && right === 'vector') {
    const node: Mutable<BinaryExpr> = expr;
    node.matching = matchingOf(expr, written);
    return 'vector';
  }
  if (written !== undefined && written.labels.length > 0) {
    throw fault('vector matching only allowed between instant vectors', expr);
  }
  if (written?.fill !== undefined) {
    throw fault('filling in missing series only allowed between instant vectors', expr);
  }
  if (setOperators.has(operator)) {
    const hint = left === 'vector' || right === 'vector' ? '; vector() makes a vector of a number' : '';
    throw fault(`set operator "${operator}" not allowed in binary scalar expression${hint}`, expr);
  }
  return left === 'scalar' && right === 'scalar' ? 'scalar' : 'vector';
}

function checkInclude({ labels, include }: VectorMatching): void {
  for (const label of labels) {
    const twice = include.find(({ name }) => name === label.name);
    if (twice === undefined) continue;
    throw fault(`label ${quoted(label.name)} must not occur in ON and GROUP clause at once`, twice);
  }
}

const unwritten: VectorMatching = { card: 'one-to-one', on: false, written: false, labels: [], include: [] };
const unwrittenSet: VectorMatching = { ...unwritten, card: 'many-to-many' };

/** Between two vectors. */
function matchingOf(expr: BinaryExpr, written: VectorMatching | undefined): VectorMatching {
  const isSet = setOperators.has(expr.operator);
  if (written === undefined) return isSet ? unwrittenSet : unwritten;
  if (!isSet) return written;
  if (written.card !== 'one-to-one') {
    throw fault(`no grouping allowed for "${expr.operator}" operation`, expr);
  }
  if (written.fill !== undefined) throw fault('filling in missing series not allowed for set operators', expr);
  return { ...written, card: 'many-to-many' };
}

function checkCall(call: Call, matchings: WrittenMatchings): ValueType {
  const signature = functions[call.func];
  if (signature === undefined) throw fault(`unknown function with name ${quoted(call.func)}`, call.funcSpan);
  checkCount(call, signature);
  const last = signature.args.length - 1;
  const infoSelector = call.func === 'info' ? call.args[1] : undefined;
  if (infoSelector !== undefined) checkInfoSelector(infoSelector, matchings);
  for (const [index, arg] of call.args.entries()) {
    const wanted = signature.args[Math.min(index, last)];
    if (wanted !== undefined && arg !== infoSelector)
      expectType(arg, wanted, `call to function "${call.func}"`, matchings);
  }
  return signature.returns;
}

function checkCount(call: Call, { args, variadic }: FunctionSignature): void {
  const count = call.args.length;
  const least = variadic === 0 ? args.length : args.length - 1;
  const most = variadic < 0 ? Number.POSITIVE_INFINITY : least + variadic;
  if (count >= least && count <= most) return;
  const wanted = variadic === 0 ? `${least}` : count < least ? `at least ${least}` : `at most ${most}`;
  throw fault(`expected ${wanted} argument(s) in call to "${call.func}", got ${count}`, call);
}

/** The second argument of `info` is no selector of series but what the labels must be, and may be empty. */
function checkInfoSelector(arg: Expr, matchings: WrittenMatchings): void {
  if (arg.kind !== 'VectorSelector') {
    const type = checkTypes(arg, matchings);
    if (type === 'vector') throw fault('expected label selectors only', arg);
    throw fault(`expected type instant vector in call to function "info", got ${names[type]}`, arg);
  }
  if (nameBeforeBraces(arg)) {
    throw fault('expected label selectors only, got vector selector instead; write {__name__="…"}', arg);
  }
  // There a name is a condition like any other: before braces it could not stand.
  const selector: Mutable<VectorSelector> = arg;
  delete selector.name;
  delete selector.nameSpan;
}

function nameBeforeBraces(selector: VectorSelector): boolean {
  return selector.nameSpan !== undefined && selector.nameSpan.from === selector.from;
}

function checkSelector(selector: VectorSelector): void {
  const { name, matchers } = selector;
  if (name !== undefined && nameBeforeBraces(selector)) {
    for (let index = 1; index < matchers.length; index++) {
      const other = matchers[index];
      if (other?.name !== '__name__') continue;
      throw fault(`metric name must not be set twice: ${quoted(name)} or ${quoted(other.value)}`, other);
    }
    return;
  }
  for (const { operator, value } of matchers) {
    if (operator === '=' ? value !== '' : operator === '!=' && value === '') return;
    if (operator === '=~' && !regexpMatchesEmpty(value)) return;
    if (operator === '!~' && regexpMatchesEmpty(value)) return;
  }
  throw fault('vector selector must contain at least one non-empty matcher', selector);
}
