import { alert, promql, rulePack } from 'narthex';
import { describe, expect, it } from 'vitest';
import { expression } from '../../promql/index.ts';
import {
  checkExpressions,
  parseExpression,
  readsAny,
  stackExpressions,
  surroundings,
} from '../../stacks/analysis/index.ts';
import type { Plan, Suppression } from '../../stacks/model/index.ts';
import { planOf, shop } from '../support/stacks.ts';

/** A sum of so many terms. */
const chain = (terms: number): string => `up${' + up'.repeat(terms - 1)}`;

const runbook = { meaning: 'a', impact: 'b', diagnosis: 'c', mitigation: 'd' };

/** The plan of a stack that records such a sum, and reads what it recorded. What the stack costs was estimated with a short one. */
function planWith(terms: number, ignore: readonly Suppression[] = []): Plan {
  const short = { kind: 'recording', name: 'stack:up:sum', expr: promql`up + up`, ignore } as const;
  const reader = alert('Much', {
    expr: promql`stack:up:sum{anything="goes"} > 5`,
    for: '5m',
    severity: 'warning',
    summary: 'Much.',
    description: 'Very much.',
    runbook,
    scenarios: [],
  });
  const plan = planOf(shop({ rules: [rulePack('long', [short, reader])] }));
  const expr = expression(chain(terms));
  const groups = plan.groups.map((group) => ({
    ...group,
    rules: group.rules.map((rule) => (rule.name === short.name ? { ...rule, expr } : rule)),
  }));
  return { ...plan, groups };
}

describe('an expression of too many parts', () => {
  it.each([
    [1001, '2,001'],
    [20_000, '39,999'],
  ])('of %i terms gets a single warning, and nothing else looks at it', (terms, parts) => {
    const { findings } = checkExpressions(planWith(terms), '2027-01-01');
    const own = findings.filter(({ expression }) => expression.usage.name === 'stack:up:sum');
    expect(own).toMatchObject([
      { code: 'NX545', check: 'too-long', severity: 'warning', span: { from: 0, to: 5 * terms - 3 } },
    ]);
    expect(own[0]?.message).toContain(`${parts} parts`);
  });

  it('is one of more than 2,000: the parts are selectors, numbers, operators and calls', () => {
    const { findings } = checkExpressions(planWith(1000), '2027-01-01');
    expect(findings.filter(({ code }) => code === 'NX545')).toEqual([]);
  });

  it('leaves open what it records: any label may be there', () => {
    const recorded = (terms: number) => {
      const plan = planWith(terms);
      const parsed = stackExpressions(plan).flatMap((each) => parseExpression(each) ?? []);
      return surroundings(plan, parsed).catalog.find('stack:up:sum');
    };
    expect(recorded(10)).toMatchObject([{ closed: true }]);
    expect(recorded(10_000)).toMatchObject([{ closed: false, kind: undefined, unit: undefined }]);
    const { findings } = checkExpressions(planWith(10_000), '2027-01-01');
    expect(findings.filter(({ code }) => code === 'NX502')).toEqual([]);
  });

  it('can be meant', () => {
    const ignore: Suppression[] = [{ check: 'NX545', reason: 'a program writes and reviews it' }];
    const { findings } = checkExpressions(planWith(10_000, ignore), '2027-01-01');
    expect(findings.filter(({ expression }) => expression.usage.name === 'stack:up:sum')).toEqual([]);
  });

  it('takes no longer than it takes to read it', () => {
    const begin = performance.now();
    const plan = planWith(100_000);
    checkExpressions(plan, '2027-01-01');
    expect(readsAny(stackExpressions(plan))('up', 'api')).toBe(true);
    expect(performance.now() - begin).toBeLessThan(10_000);
  });
});
