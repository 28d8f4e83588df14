import type { BinaryExpr, BinaryOperator, DurationBinary, DurationExpr, Expr, Modifiers, ParenExpr } from './ast.ts';
import { fold, foldDuration } from './walk.ts';

/** How tight an operator binds; the higher, the tighter. A sign stands just below `^`. */
const precedence: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  unless: 2,
  '==': 3,
  '!=': 3,
  '<=': 3,
  '<': 3,
  '>=': 3,
  '>': 3,
  '</': 3,
  '>/': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  atan2: 5,
  '^': 6,
};

/** The same tree with the parentheses that its text needs, for trees that nobody has written: a parsed one comes back as it is. */
export function withParens(expr: Expr): Expr {
  return fold(expr, partWithParens);
}

type Rewritten<Node> = (within: Node) => Node;

function partWithParens(expr: Expr, of: Rewritten<Expr>): Expr {
  switch (expr.kind) {
    case 'AggregateExpr': {
      const inner = of(expr.expr);
      const param = expr.param && of(expr.param);
      if (inner === expr.expr && param === expr.param) return expr;
      return param === undefined ? { ...expr, expr: inner } : { ...expr, expr: inner, param };
    }
    case 'BinaryExpr':
      return operandsWithParens(expr, of);
    case 'Call': {
      const args = expr.args.map(of);
      return args.every((arg, index) => arg === expr.args[index]) ? expr : { ...expr, args };
    }
    case 'MatrixSelector': {
      const selector = modifiersWithParens(expr.selector);
      const range = durationWithParens(expr.range);
      return selector === expr.selector && range === expr.range ? expr : { ...expr, selector, range };
    }
    case 'ParenExpr': {
      const inner = of(expr.expr);
      return inner === expr.expr ? expr : { ...expr, expr: inner };
    }
    case 'SubqueryExpr': {
      const inner = wrapIf(isOperation(expr.expr), of(expr.expr));
      const range = durationWithParens(expr.range);
      const step = expr.step && durationWithParens(expr.step);
      const same = inner === expr.expr && range === expr.range && step === expr.step;
      const changed = same ? expr : { ...expr, expr: inner, range, ...(step && { step }) };
      return modifiersWithParens(changed);
    }
    case 'UnaryExpr': {
      const { expr: signed } = expr;
      // Of a number the sign would become a part: `-(1)` is not `-1`.
      const wrap = signed.kind === 'NumberLiteral' || (signed.kind === 'BinaryExpr' && signed.operator !== '^');
      const inner = wrapIf(wrap, of(signed));
      return inner === signed ? expr : { ...expr, expr: inner };
    }
    case 'VectorSelector':
      return modifiersWithParens(expr);
    case 'NumberLiteral':
    case 'StringLiteral':
      return expr;
  }
}

function operandsWithParens(expr: BinaryExpr, of: Rewritten<Expr>): BinaryExpr {
  const own = precedence[expr.operator];
  const isPower = expr.operator === '^';
  const { left, right } = expr;
  const looserLeft = left.kind === 'BinaryExpr' && (precedence[left.operator] < own || isPower);
  const signedLeft = isPower && isSigned(left);
  const looserRight =
    right.kind === 'BinaryExpr' &&
    (precedence[right.operator] < own || (precedence[right.operator] === own && !isPower));
  const newLeft = wrapIf(looserLeft || signedLeft || swallows(left, expr.operator), of(left));
  const newRight = wrapIf(looserRight, of(right));
  return newLeft === left && newRight === right ? expr : { ...expr, left: newLeft, right: newRight };
}

function wrapIf(wrap: boolean, expr: Expr): Expr {
  if (!wrap) return expr;
  const { from, to } = expr;
  const paren: ParenExpr = { kind: 'ParenExpr', from, to, expr };
  return paren;
}

/** Whether its text begins with a sign that would belong to more than it. `Inf` can do without. */
function isSigned(expr: Expr): boolean {
  if (expr.kind === 'NumberLiteral') return expr.value < 0 || Object.is(expr.value, -0);
  return expr.kind === 'UnaryExpr';
}

function isOperation(expr: Expr): boolean {
  return expr.kind === 'BinaryExpr' || isSigned(expr);
}

/** Whether an offset at its end would take the operator for itself: `x offset (5m) - 1` is an offset of 299 s. */
function swallows(expr: Expr, operator: BinaryOperator): boolean {
  return /^[-+*/%^]$/.test(operator) && endsOpen(expr);
}

function endsOpen(expr: Expr): boolean {
  let last = expr;
  while (last.kind === 'BinaryExpr' || last.kind === 'UnaryExpr')
    last = last.kind === 'BinaryExpr' ? last.right : last.expr;
  if (last.kind === 'MatrixSelector') last = last.selector;
  return (
    (last.kind === 'SubqueryExpr' || last.kind === 'VectorSelector') && last.offset !== undefined && isOpen(last.offset)
  );
}

function isOpen(offset: DurationExpr): boolean {
  if (offset.kind === 'DurationUnary') return offset.expr.kind === 'DurationUnary';
  return offset.kind === 'DurationParen' || offset.kind === 'DurationBinary';
}

function modifiersWithParens<T extends Modifiers>(node: T): T {
  if (node.offset === undefined) return node;
  const inner = durationWithParens(node.offset);
  const offset = standsBehindOffset(inner) ? inner : parenOf(inner);
  return offset === node.offset ? node : { ...node, offset };
}

/** Whether Prometheus reads a duration behind `offset` to its end: arithmetic only if it begins with a parenthesis or two signs. */
function standsBehindOffset(duration: DurationExpr): boolean {
  switch (duration.kind) {
    case 'DurationUnary':
      return duration.expr.kind !== 'DurationBinary';
    case 'DurationBinary': {
      let first: DurationExpr = duration;
      while (first.kind === 'DurationBinary') first = first.left;
      return isOpen(first);
    }
    default:
      return true;
  }
}

/** The same for a duration. */
function durationWithParens(duration: DurationExpr): DurationExpr {
  return foldDuration(duration, durationPartWithParens);
}

function durationPartWithParens(duration: DurationExpr, of: Rewritten<DurationExpr>): DurationExpr {
  switch (duration.kind) {
    case 'DurationBinary':
      return durationOperandsWithParens(duration, of);
    case 'DurationCall': {
      const args = duration.args.map(of);
      return args.every((arg, index) => arg === duration.args[index]) ? duration : { ...duration, args };
    }
    case 'DurationParen': {
      const expr = of(duration.expr);
      return expr === duration.expr ? duration : { ...duration, expr };
    }
    case 'DurationUnary': {
      const { expr: signed } = duration;
      const wrap = signed.kind === 'DurationLiteral' || (signed.kind === 'DurationBinary' && signed.operator !== '^');
      const inner = of(signed);
      const expr = wrap ? parenOf(inner) : inner;
      return expr === signed ? duration : { ...duration, expr };
    }
    case 'DurationLiteral':
      return duration;
  }
}

function durationOperandsWithParens(duration: DurationBinary, of: Rewritten<DurationExpr>): DurationBinary {
  const own = precedence[duration.operator];
  const isPower = duration.operator === '^';
  const looser = (side: DurationExpr, orEqual: boolean): boolean =>
    side.kind === 'DurationBinary' &&
    (precedence[side.operator] < own || (orEqual && precedence[side.operator] === own));
  const newLeft = of(duration.left);
  const newRight = of(duration.right);
  const signed =
    isPower && (newLeft.kind === 'DurationUnary' || (newLeft.kind === 'DurationLiteral' && newLeft.seconds < 0));
  const left = looser(newLeft, isPower) || signed ? parenOf(newLeft) : newLeft;
  const right = looser(newRight, !isPower) ? parenOf(newRight) : newRight;
  return left === duration.left && right === duration.right ? duration : { ...duration, left, right };
}

function parenOf(expr: DurationExpr): DurationExpr {
  return { kind: 'DurationParen', from: expr.from, to: expr.to, expr };
}
