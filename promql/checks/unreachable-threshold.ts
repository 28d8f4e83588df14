import { walk } from '../syntax/walk.ts';
import type { Check } from './check.ts';
import { faults, isThreshold } from './emptiness.ts';

/** NX513 */
export const unreachableThreshold: Check = {
  code: 'NX513',
  name: 'unreachable-threshold',
  severity: 'error',
  title: 'A threshold that the value can never pass.',
  why: 'A share is at most 1: "more than 5" was meant to be 5 %, which is 0.05. A count is never below zero. The alert cannot fire, whatever happens.',
  bad: [
    { expr: 'cache_hit_ratio > 5', says: '0.05' },
    { expr: 'up > 1', says: 'never above 1' },
    {
      expr: 'sum(rate(http_requests_total{status_code="5xx"}[5m])) / sum(rate(http_requests_total[5m])) > 10',
      says: '0.1',
    },
    { expr: 'up == bool 2', says: '2' },
  ],
  good: [{ expr: 'cache_hit_ratio < 0.5' }, { expr: 'up == 0' }],
  *run({ expr, infer }) {
    for (const { expr: part, empty } of faults(expr, infer)) {
      if (part.kind !== 'BinaryExpr' || !isThreshold(part, infer)) continue;
      const share = [part.left, part.right].some(
        (side) => infer.of(side).bounds.min >= 0 && infer.of(side).bounds.max <= 1,
      );
      const percent = [part.left, part.right].map((side) => infer.of(side)).find(({ adapts }) => adapts)?.bounds.max;
      yield {
        span: part,
        message: `this is never true: ${empty.reason}`,
        fix:
          share && percent !== undefined && percent > 1 && percent <= 100
            ? `write ${percent / 100} for ${percent} %`
            : 'compare with a value that can be reached',
      };
    }
    for (const part of walk(expr)) {
      if (part.kind !== 'BinaryExpr' || !part.returnBool) continue;
      const { bounds } = infer.of(part);
      if (bounds.max > 0 || infer.of(part.left).adapts === infer.of(part.right).adapts) continue;
      const limit = infer.of(infer.of(part.left).adapts ? part.left : part.right).bounds.max;
      yield {
        span: part,
        message: `this is always 0: no value passes ${part.operator} ${limit}`,
        fix: 'compare with a value that can be reached',
      };
    }
  },
};
