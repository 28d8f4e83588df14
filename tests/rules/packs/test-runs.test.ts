import { pushgateway, testRunMetrics } from 'narthex';
import { describe, expect, it } from 'vitest';
import { checkExpressions } from '../../../stacks/analysis/index.ts';
import { describePack } from '../../support/packs.ts';
import { planOf, shop } from '../../support/stacks.ts';

const runs = { 'unit-tests': testRunMetrics, 'nightly-tests': { metrics: testRunMetrics, every: '12h' } } as const;
const tested = shop({ exporters: [pushgateway({ pushes: runs })] });

describePack('of runs of tests', planOf(tested, 'production'), ['test-runs', 'test-runs-history', 'batch-jobs']);

describe('runs of tests', () => {
  const groupsOf = (changes: object) =>
    planOf(shop({ exporters: [pushgateway({ pushes: runs })], ...changes }))
      .groups.filter(({ name }) => /^(test-runs|batch-jobs)/.test(name))
      .map(({ name, rules }) => [name, rules.map((rule) => rule.name)]);

  it('are late and slow by rules of their own, and missed like any other job', () => {
    expect(groupsOf({})).toEqual([
      ['batch-jobs', ['BatchJobMissing', 'BatchJobPushFailed']],
      ['test-runs', ['TestRunStale', 'TestSuiteBroken', 'TestRunErrors', 'TestSuiteFlaky', 'TestBudgetExceeded']],
      ['test-runs-history', ['TestSuiteSlow', 'TestCoverageFell']],
    ]);
  });

  it('are not compared with a past that is not stored', () => {
    const prometheus = { retention: { time: '2d', size: '1Gi' } };
    expect(groupsOf({ prometheus }).map(([name]) => name)).toEqual(['batch-jobs', 'test-runs']);
    const plan = planOf(shop({ exporters: [pushgateway({ pushes: runs })], prometheus }));
    expect(checkExpressions(plan, '2026-01-01').findings.map(({ message }) => message)).toEqual([]);
    const board = plan.dashboards.find(({ uid }) => uid === 'shop-test-runs');
    expect(board?.queries.filter(({ expr }) => expr.text.includes('[7d]'))).toEqual([]);
  });
});
