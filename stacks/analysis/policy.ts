import type { PolicyBounds, RulePolicy } from '../../promql/index.ts';
import { type Policy, seconds } from '../model/index.ts';

/** A policy as the checks read it; `groups`: the rule groups that it is about, all if left out. */
export function rulePolicy(policy: Policy, groups?: Iterable<string>): RulePolicy {
  const { for: wait, keepFiringFor, ...rest } = policy;
  return {
    ...rest,
    ...(wait && { for: bounds(wait) }),
    ...(keepFiringFor && { keepFiringFor: bounds(keepFiringFor) }),
    ...(groups && { groups: new Set(groups) }),
  };
}

function bounds({ min, max }: NonNullable<Policy['for']>): PolicyBounds {
  return { ...(min !== undefined && { min: seconds(min) }), ...(max !== undefined && { max: seconds(max) }) };
}
