import type { Expr } from '../syntax/ast.ts';
import { children } from '../syntax/walk.ts';
import { inferAggregate } from './aggregate.ts';
import { inferBinary } from './binary.ts';
import { exactly, negate } from './bounds.ts';
import { inferCall } from './call.ts';
import type { Catalog } from './catalog.ts';
import { noLabels } from './labels.ts';
import { derive, scalarShape, unknownShape } from './make.ts';
import { inferSelector } from './selector.ts';
import type { Inference, Shape } from './shape.ts';
import { seconds } from './units.ts';

/** Finds out what is known of every part of an expression. What cannot be known is left open, so that nobody reports a guess. */
export function infer(expr: Expr, catalog: Catalog): Inference {
  const shapes = new Map<Expr, Shape>();
  return {
    of: (part) => {
      // All of it at once, as what a part means depends on where it stands; and not before somebody asks.
      if (shapes.size === 0) inferAll(expr, catalog, shapes);
      return shapes.get(part) ?? inferAll(part, catalog, shapes);
    },
  };
}

/** The inner before the outer, and without recursion: sums of a thousand terms are a thousand levels deep. */
function inferAll(root: Expr, catalog: Catalog, shapes: Map<Expr, Shape>): Shape {
  const order: Expr[] = [];
  const waiting: Expr[] = [root];
  for (let expr = waiting.pop(); expr !== undefined; expr = waiting.pop()) {
    order.push(expr);
    waiting.push(...children(expr));
  }
  const of = (part: Expr): Shape => shapes.get(part) ?? unknownShape('vector');
  for (const expr of order) {
    // The labels that `info` asks for are not conditions on stored series.
    if (expr.kind === 'Call' && expr.func === 'info' && expr.args[1]) shapes.set(expr.args[1], unknownShape('vector'));
  }
  for (const expr of order.reverse()) if (!shapes.has(expr)) shapes.set(expr, keyed(inferOne(expr, catalog, of)));
  return of(root);
}

/** Series of several metrics are told apart by their names, as long as they have them. */
function keyed(shape: Shape): Shape {
  return !shape.named && shape.key?.includes('__name__') ? { ...shape, key: undefined } : shape;
}

function inferOne(expr: Expr, catalog: Catalog, of: (part: Expr) => Shape): Shape {
  switch (expr.kind) {
    case 'VectorSelector':
      return inferSelector(expr, catalog);
    case 'MatrixSelector':
      return derive(of(expr.selector), { type: 'matrix' });
    case 'SubqueryExpr':
      return derive(of(expr.expr), { type: 'matrix' });
    case 'ParenExpr':
      return of(expr.expr);
    case 'UnaryExpr':
      return expr.operator === '-' ? negated(of(expr.expr)) : derive(of(expr.expr), {});
    case 'NumberLiteral':
      return { ...scalarShape(exactly(expr.value), undefined), ...literal(expr), nan: Number.isNaN(expr.value) };
    case 'StringLiteral':
      return { ...unknownShape('string'), ...noLabels, key: [], alwaysPresent: true };
    case 'AggregateExpr':
      return inferAggregate(expr, of(expr.expr), expr.param && of(expr.param));
    case 'Call':
      return inferCall(expr, expr.args.map(of));
    case 'BinaryExpr':
      return inferBinary(expr, of(expr.left), of(expr.right));
  }
}

function literal({ duration }: { readonly duration?: boolean }): Pick<Shape, 'unit' | 'adapts'> {
  return duration === true ? { unit: seconds, adapts: false } : { unit: undefined, adapts: true };
}

/** A counter that counts down is none. */
function negated(inner: Shape): Shape {
  const counts = inner.kind !== undefined && inner.kind !== 'histogram';
  return derive(inner, {
    bounds: negate(inner.bounds),
    named: false,
    unit: inner.unit?.instant === true ? undefined : inner.unit,
    ...(counts ? { kind: 'gauge' as const, aggregated: false } : {}),
  });
}
