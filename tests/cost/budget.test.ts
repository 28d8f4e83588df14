import { bounded, gauge, histogram } from '@narthex/instrumentation';
import { describe, expect, it } from 'vitest';
import { promql } from '../../promql/index.ts';
import { rulePack } from '../../rules/index.ts';
import { overruns, stackCost } from '../../stacks/cost/index.ts';
import type { Plan } from '../../stacks/model/index.ts';
import { planOf, problemsOf, shop } from '../support/stacks.ts';
import { catalogOf, shopWith } from './sources.ts';

// 3 routes, 3 buckets, sum and count; 1 gauge; 2 * 2 of the instrumentation, 80 of the runtime; 5 of the target: 105 series.
const catalog = catalogOf(
  histogram('http_duration_seconds', 'X.', {
    unit: 'seconds',
    labels: { route: bounded(9) },
    buckets: [0.1, 1],
  }),
  gauge('depth', 'X.'),
);
const expression = promql`sum(rate(http_duration_seconds_bucket[5m]))`;
const found = (plan: Plan) => overruns(stackCost(plan), plan);
const withBudget = (budget: object, changes: object = {}, job: object = {}) =>
  found(shopWith(catalog, { budget, ...changes }, job));

describe('a budget', () => {
  it('that is not given limits nothing', () => {
    expect(withBudget({})).toEqual([]);
  });

  it('that is enough is not spoken of', () => {
    expect(
      withBudget({
        series: 10_000,
        samplesPerSecond: 10_000,
        disk: '100Gi',
        memory: '100Gi',
        ruleSeries: 10_000,
        jobs: { api: { series: 105, samplesPerSecond: 10.5 } },
      }),
    ).toEqual([]);
  });

  it.each([
    [
      'series',
      { series: 50 },
      ['budget', 'series'],
      /^the stack brings \d+ series, and the budget is 50\. Most of it: /,
    ],
    [
      'samples',
      { samplesPerSecond: 1.5 },
      ['budget', 'samplesPerSecond'],
      /samples per second, and the budget is 1\.5/,
    ],
    ['disk', { disk: '1Mi' }, ['budget', 'disk'], /^the stack takes [\d.]+ MiB of disk, and the budget is 1Mi/],
    [
      'memory',
      { memory: '64Mi' },
      ['budget', 'memory'],
      /^the stack takes [\d.]+ MiB of memory, and the budget is 64Mi/,
    ],
  ] as const)('of %s that is not enough is NX950, with the numbers', (_, budget, path, message) => {
    expect(withBudget(budget)).toMatchObject([{ code: 'NX950', path, message: expect.stringMatching(message) }]);
  });

  it('of a job names what is the most of it', () => {
    const [overrun] = withBudget({ jobs: { api: { series: 100 } } });
    expect(overrun).toMatchObject({ code: 'NX950', path: ['budget', 'jobs', 'api', 'series'] });
    expect(overrun?.message).toBe(
      "the job 'api' brings 105 series, and the budget is 100. Most of it: process and language: 80 series; " +
        'http_duration_seconds: 15 series: 3 routes × 5; narthex_samples_rejected_total: 2 series: 2 metrics',
    );
  });

  it('of what a rule may read is NX951, for each rule that reads more', () => {
    const rule = { kind: 'recording', name: 'http_duration_seconds:sum', expr: expression } as const;
    const [overrun, ...others] = withBudget({ ruleSeries: 8 }, { rules: [rulePack('shop', [rule])] }).filter(
      ({ message }) => message.includes(rule.name),
    );
    expect(others).toEqual([]);
    expect(overrun).toMatchObject({ code: 'NX951', path: ['budget', 'ruleSeries'] });
    expect(overrun?.message).toBe(
      'the rule http_duration_seconds:sum (group shop) reads 9 series and 270 samples at each evaluation, and the budget is 8 series',
    );
    expect(
      withBudget({ ruleSeries: 9 }, { rules: [rulePack('shop', [rule])] }).map(({ message }) => message),
    ).not.toContain(overrun?.message);
  });

  it('of the environment wins, and its jobs are added', () => {
    const environments = { development: { budget: { series: 9_999, jobs: { prometheus: { series: 1 } } } } };
    const budget = { series: 1, jobs: { api: { series: 1 } } };
    const paths = withBudget(budget, { environments }).map(({ path }) => path.join('.'));
    expect(paths).toEqual(['budget.jobs.api.series', 'budget.jobs.prometheus.series']);
  });
});

describe('a setting of Prometheus', () => {
  const prometheus = (settings: object) => found(shopWith(catalog, { prometheus: settings }));

  it('that keeps less than the retention time needs is NX952', () => {
    const [overrun, ...others] = prometheus({ retention: { time: '3650d', size: '1Gi' } });
    expect(others).toEqual([]);
    expect(overrun).toMatchObject({ code: 'NX952', path: ['prometheus', 'retention', 'size'] });
    expect(overrun?.message).toMatch(/^3650d of \d+ samples per second take [\d.]+ GiB, and the retention is 1Gi/);
    expect(overrun?.fix).toMatch(/^use at least \d+Gi/);
  });

  it('that gives it less memory than it needs is NX952 too', () => {
    expect(prometheus({ memory: '64Mi' })).toMatchObject([{ code: 'NX952', path: ['prometheus', 'memory'] }]);
    expect(prometheus({ memory: '512Mi' })).toEqual([]);
  });
});

describe('a sample limit', () => {
  it('that a scrape would break is NX953', () => {
    // The 5 series of the target do not count.
    expect(withBudget({}, {}, { sampleLimit: 100 })).toEqual([]);
    const [overrun] = withBudget({}, {}, { sampleLimit: 99 });
    expect(overrun).toMatchObject({ code: 'NX953', path: ['jobs', 'api', 'sampleLimit'] });
    expect(overrun?.message).toMatch(/^a scrape of the job 'api' brings 100 samples, and its limit is 99: /);
  });
});

describe('a definition is refused', () => {
  it.each([
    ['a budget for a job that is not there', { budget: { jobs: { apy: { series: 1 } } } }, 'NX117', 'budget.jobs.apy'],
    ['an unknown key in a budget', { budget: { serie: 1 } }, 'NX117', 'budget.serie'],
    ['an unknown key for a job', { budget: { jobs: { api: { disk: '1Gi' } } } }, 'NX117', 'budget.jobs.api.disk'],
    ['no series at all', { budget: { series: 0 } }, 'NX954', 'budget.series'],
    ['a size that is none', { budget: { disk: '5GB' } }, 'NX954', 'budget.disk'],
    ['replicas of an unknown service', { scale: { replicas: { web: 2 } } }, 'NX117', 'scale.replicas.web'],
    ['no machine at all', { scale: { nodes: 0 } }, 'NX954', 'scale.nodes'],
    [
      'the same in an environment',
      { environments: { production: { scale: { nodes: -1 } } } },
      'NX954',
      'environments.production.scale.nodes',
    ],
    ['memory that is no size', { prometheus: { memory: 'lots' } }, 'NX118', 'prometheus.memory'],
  ])('with %s', (_, changes, code, path) => {
    const problems = problemsOf(() => shopWith(catalog, changes));
    expect(problems.map((problem) => [problem.code, problem.path.join('.')])).toEqual([[code, path]]);
  });

  it('with nothing to say about a scale and a budget that are well', () => {
    expect(
      problemsOf(() => planOf(shop({ scale: { nodes: 3, replicas: { api: 2 } }, budget: { series: 5_000 } }))),
    ).toEqual([]);
  });
});
