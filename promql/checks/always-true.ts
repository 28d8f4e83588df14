import { exactValue } from '../infer/bounds.ts';
import type { Shape } from '../infer/shape.ts';
import { walk } from '../syntax/walk.ts';
import type { Check } from './check.ts';

/** NX514 */
export const alwaysTrue: Check = {
  code: 'NX514',
  name: 'always-true',
  severity: 'error',
  title: 'A comparison that holds for every value.',
  why: 'A share is always at least 0 and a count never negative: the condition filters nothing, and an alert that rests on it fires all the time.',
  bad: [
    { expr: 'up >= 0', says: 'never below 0' },
    { expr: 'cache_hit_ratio <= 1', says: 'never above 1' },
  ],
  good: [{ expr: 'up == 1' }, { expr: 'queue_depth > 0' }, { expr: 'app_build_info{version="1.0"} == 1' }],
  *run({ expr, infer }) {
    for (const part of walk(expr)) {
      const vacuous = part.kind === 'BinaryExpr' ? infer.of(part).vacuous : undefined;
      if (vacuous === undefined || part.kind !== 'BinaryExpr') continue;
      // Two written numbers: `1 == bool 1` is how one writes a constant.
      if (infer.of(part.left).adapts && infer.of(part.right).adapts) continue;
      if (asksWhetherThere(infer.of(part.left)) || asksWhetherThere(infer.of(part.right))) continue;
      yield {
        span: part,
        message: `this holds for every value: ${vacuous.reason}`,
        fix: 'compare with a value that separates good from bad, or leave the comparison out',
      };
    }
  },
};

/** Of series that are always 1, `== 1` says aloud that it is their presence that counts. */
function asksWhetherThere({ type, bounds, selections }: Shape): boolean {
  return type === 'vector' && selections.length > 0 && exactValue(bounds) !== undefined;
}
