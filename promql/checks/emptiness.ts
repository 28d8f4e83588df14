import type { Emptiness, Inference } from '../infer/shape.ts';
import type { BinaryExpr, Expr } from '../syntax/ast.ts';
import { children, walk } from '../syntax/walk.ts';

/** A part out of which nothing can come, though something can come out of all that stands in it: where the fault lies. */
export interface Fault {
  readonly expr: Expr;
  readonly empty: Emptiness;
}

/** Where an expression goes empty. One fault, however much around it is empty for its sake. */
export function* faults(expr: Expr, infer: Inference): Generator<Fault> {
  for (const part of walk(expr)) {
    const { empty } = infer.of(part);
    if (empty === undefined || part.kind === 'MatrixSelector') continue;
    if (children(part).every((child) => infer.of(child).empty === undefined)) yield { expr: part, empty };
  }
}

/** Whether a part compares with a number, rather than one vector with another. */
export function isThreshold({ left, right }: BinaryExpr, infer: Inference): boolean {
  return infer.of(left).type === 'scalar' || infer.of(right).type === 'scalar';
}
