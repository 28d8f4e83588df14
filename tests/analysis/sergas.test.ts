import { describe, expect, it } from 'vitest';
import { checkExpressions, stackExpressions } from '../../stacks/analysis/index.ts';
import { environmentNames } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { planOf } from '../support/stacks.ts';

describe.each(environmentNames)('Sergas in %s', (environment) => {
  const plan = planOf(sergas, environment);

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
