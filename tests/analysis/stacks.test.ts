import { describe, expect, it } from 'vitest';
import { checkExpressions, stackExpressions } from '../../stacks/analysis/index.ts';
import { environmentNames } from '../../stacks/model/index.ts';
import { ownStacks } from '../support/own-stacks.ts';
import { planOf } from '../support/stacks.ts';

const plans = Object.entries(ownStacks).flatMap(([name, definition]) =>
  environmentNames.map((environment) => ({ name, definition, environment })),
);

describe.each(plans)('$name in $environment', ({ definition, environment }) => {
  const plan = planOf(definition, environment);

  it('has nothing wrong in any expression', () => {
    const { findings, checked } = checkExpressions(plan, '2026-01-01');
    const told = findings.map(({ code, message, expression: { where, text }, fix }) => ({
      code,
      message,
      where,
      text,
      fix,
    }));
    expect(told).toEqual([]);
    expect(checked).toBe(stackExpressions(plan).length);
  });
});
