import type { DurationExpr, Expr } from './ast.ts';

/** The expressions directly within one, in the order of the text. The selector of a range selector counts as one. */
export function children(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'AggregateExpr':
      return expr.param === undefined ? [expr.expr] : [expr.param, expr.expr];
    case 'BinaryExpr':
      return [expr.left, expr.right];
    case 'Call':
      return expr.args;
    case 'MatrixSelector':
      return [expr.selector];
    case 'ParenExpr':
    case 'SubqueryExpr':
    case 'UnaryExpr':
      return [expr.expr];
    case 'NumberLiteral':
    case 'StringLiteral':
    case 'VectorSelector':
      return [];
  }
}

/** The durations directly within one, in the order of the text. */
function durationParts(duration: DurationExpr): readonly DurationExpr[] {
  switch (duration.kind) {
    case 'DurationCall':
      return duration.args;
    case 'DurationBinary':
      return [duration.left, duration.right];
    case 'DurationParen':
    case 'DurationUnary':
      return [duration.expr];
    case 'DurationLiteral':
      return [];
  }
}

const walked = new WeakMap<Expr, readonly Expr[]>();

/** An expression and everything within it, the outer before the inner, in the order of the text. Remembered: every check asks anew. */
export function walk(expr: Expr): readonly Expr[] {
  const known = walked.get(expr);
  if (known !== undefined) return known;
  const parts = inOrder(expr, children);
  walked.set(expr, parts);
  return parts;
}

/** The outer before the inner, in the order of the text. */
function inOrder<Node>(root: Node, within: (part: Node) => readonly Node[]): Node[] {
  const parts: Node[] = [];
  const waiting = [root];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    parts.push(part);
    const inner = within(part);
    for (let index = inner.length - 1; index >= 0; index--) {
      const child = inner[index];
      if (child !== undefined) waiting.push(child);
    }
  }
  return parts;
}

/** A duration and everything within it, the outer before the inner, in the order of the text. */
export function walkDuration(duration: DurationExpr): readonly DurationExpr[] {
  return inOrder(duration, durationParts);
}

/** Makes something of one part; `of` gives what was made of a part directly within it. */
export type Make<Node, Made> = (part: Node, of: (within: Node) => Made) => Made;

/**
 * Makes something of an expression, the inner before the outer. It is no recursion, so that a sum of a hundred thousand terms, which is
 * as deep as it is long, does not exhaust the stack.
 */
export function fold<Made>(expr: Expr, make: Make<Expr, Made>): Made {
  return foldParts(walk(expr), expr, make);
}

/** The same for a duration. */
export function foldDuration<Made>(duration: DurationExpr, make: Make<DurationExpr, Made>): Made {
  return foldParts(walkDuration(duration), duration, make);
}

function foldParts<Node, Made>(parts: readonly Node[], root: Node, make: Make<Node, Made>): Made {
  const made = new Map<Node, Made>();
  const of = (part: Node): Made => {
    if (!made.has(part)) throw new TypeError('only what stands directly within a part is known to it');
    return made.get(part) as Made;
  };
  for (let index = parts.length - 1; index >= 0; index--) {
    const part = parts[index];
    if (part !== undefined) made.set(part, make(part, of));
  }
  return of(root);
}

/** What stands within any number of parentheses. */
export function unwrap(expr: Expr): Exclude<Expr, { readonly kind: 'ParenExpr' }> {
  let inner = expr;
  while (inner.kind === 'ParenExpr') inner = inner.expr;
  return inner;
}
