import type { BinaryExpr, BinaryOperator } from '../syntax/ast.ts';
import { exactValue, within } from './bounds.ts';
import type { Bounds } from './catalog.ts';
import { describe } from './describe.ts';
import type { Shape } from './shape.ts';

/** `never`: true of no value; `always`: of every value. Each says why. */
export type Verdict = { readonly never: string } | { readonly always: string } | undefined;

/** The operators that compare. */
export type Comparison = '==' | '!=' | '<=' | '<' | '>=' | '>';

/** Whether an operator compares. Those that trim histograms do not. */
export function isComparison(operator: BinaryOperator): operator is Comparison {
  return ['==', '!=', '<=', '<', '>=', '>'].includes(operator);
}

const mirrored = { '==': '==', '!=': '!=', '<=': '>=', '<': '>', '>=': '<=', '>': '<' } as const;
const opposite = { '==': '!=', '!=': '==', '<=': '>', '<': '>=', '>=': '<', '>': '<=' } as const;

/** Whether the bounds of both sides decide a comparison. */
export function judge(expr: BinaryExpr & { readonly operator: Comparison }, left: Shape, right: Shape): Verdict {
  const why = (operator: Comparison): string | undefined =>
    impossible(
      operator,
      { bounds: left.bounds, text: describe(expr.left, 'the left side') },
      {
        bounds: right.bounds,
        text: describe(expr.right, 'the right side'),
      },
    );
  const nan = left.nan || right.nan;
  const never = expr.operator === '!=' && nan ? undefined : why(expr.operator);
  if (never !== undefined) return { never };
  const always = nan && expr.operator !== '!=' ? undefined : why(opposite[expr.operator]);
  return always === undefined ? undefined : { always };
}

interface Side {
  readonly bounds: Bounds;
  readonly text: string;
}

/** Why a comparison is true of no two values. */
function impossible(operator: Comparison, left: Side, right: Side): string | undefined {
  switch (operator) {
    case '>':
      return left.bounds.max <= right.bounds.min ? apart(left, right) : undefined;
    case '>=':
      return left.bounds.max < right.bounds.min ? apart(left, right) : undefined;
    case '<':
    case '<=':
      return impossible(mirrored[operator], right, left);
    case '==':
      return impossible('>=', left, right) ?? impossible('>=', right, left);
    case '!=': {
      const value = exactValue(left.bounds);
      if (value === undefined || value !== exactValue(right.bounds)) return undefined;
      return `${left.text === String(value) ? right.text : left.text} is always ${value}`;
    }
  }
}

/** Of two sides of which one never comes above the other. */
function apart(low: Side, high: Side): string {
  const fixed = (side: Side): boolean => side.text === String(exactValue(side.bounds));
  const below = `${low.text} is never above ${low.bounds.max}`;
  const above = `${high.text} is never below ${high.bounds.min}`;
  if (exactValue(high.bounds) !== undefined && !fixed(low)) return below;
  if (exactValue(low.bounds) !== undefined) return above;
  return `${below}, and ${above}`;
}

/** The bounds of the values that pass a comparison with `limit`, those of the left side. */
export function passing(operator: Comparison, bounds: Bounds, limit: Bounds): Bounds {
  switch (operator) {
    case '==':
      return within(bounds, limit);
    case '>':
    case '>=':
      return within(bounds, { min: limit.min, max: Number.POSITIVE_INFINITY });
    case '<':
    case '<=':
      return within(bounds, { min: Number.NEGATIVE_INFINITY, max: limit.max });
    case '!=':
      return bounds;
  }
}

/** The same comparison, read from right to left. */
export function mirror(operator: Comparison): Comparison {
  return mirrored[operator];
}
