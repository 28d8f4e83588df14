import { bounded, counter, gauge, open } from '@narthex/instrumentation';
import { describe, expect, it } from 'vitest';
import { pushgateway } from '../../exporters/index.ts';
import { stackCost } from '../../stacks/cost/index.ts';
import { prometheusMemory, withSampleLimit } from '../../stacks/cost/limits.ts';
import { defaultLimits, type Plan } from '../../stacks/model/index.ts';
import { planOf, shop } from '../support/stacks.ts';
import { catalogOf, shopWith, sourceOf } from './sources.ts';

const small = catalogOf(gauge('depth', 'X.'));
const large = catalogOf(
  counter('a_total', 'X.', { labels: { a: bounded(30, { typically: 20 }), b: bounded(50, { typically: 45 }) } }),
);
const limitOf = (plan: Plan, job = 'api') => sourceOf(plan, job).job.limits.samples;
const prometheusOf = ({ workloads }: Plan) => workloads.find(({ name }) => name === 'prometheus');

describe('the sample limit of a job', () => {
  it('is 1,000 for the little that a small service brings', () => {
    expect(limitOf(shopWith(small))).toBe(1_000);
  });

  it('is three times what is predicted, rounded up', () => {
    // 20 * 45, 2 of the instrumentation, 80 of the runtime: 982.
    expect(limitOf(shopWith(large))).toBe(3_000);
  });

  it.each([
    ['that a service sets', shopWith(large, {}, { sampleLimit: 10_000 }), 10_000],
    [
      'that an environment sets',
      shopWith(large, { environments: { development: { jobs: { api: { sampleLimit: 1_234 } } } } }),
      1_234,
    ],
  ])('stays the one %s', (_, plan, limit) => {
    expect(limitOf(plan)).toBe(limit);
    expect(sourceOf(plan, 'api').job.limitPredicted).toBeUndefined();
  });

  it('stays the default where an open label makes it a guess', () => {
    const guessed = catalogOf(gauge('depth', 'X.', { labels: { queue: open({ typically: 3 }) } }));
    expect(limitOf(shopWith(guessed))).toBe(defaultLimits.samples);
  });

  it('stays the default where anything may be pushed', () => {
    expect(limitOf(planOf(shop({ exporters: [pushgateway()] })), 'pushgateway')).toBe(defaultLimits.samples);
  });

  it('leaves the other limits as they are', () => {
    const { job } = sourceOf(shopWith(small), 'api');
    const limited = withSampleLimit(job, { known: true, samplesPerScrape: 5_000, mostSamplesPerScrape: 5_000 });
    expect(limited).toEqual({ ...job, limits: { ...job.limits, samples: 15_000 } });
  });

  it('is one of the jobs of the plan, which is what targets render', () => {
    const plan = shopWith(large);
    expect(plan.jobs).toEqual(plan.sources.map(({ job }) => job));
  });
});

describe('the memory of Prometheus', () => {
  it('is at least 512 MiB', () => {
    expect(prometheusOf(shopWith(small))?.resources.memory).toEqual({ request: '512Mi', limit: '512Mi' });
  });

  it('follows from what it will hold', () => {
    const plan = shopWith(large, { scale: { replicas: { api: 200 } } });
    const { total } = stackCost(plan);
    // 200 * 987 series * 4 KiB, and 19,740 samples per second * 48,600 B.
    expect(total.memory).toBeGreaterThan(200 * 987 * (4_096 + 4_860));
    expect(prometheusMemory(plan.stack, { total })).toBe('4Gi');
    expect(prometheusOf(plan)?.resources.memory.limit).toBe('4Gi');
  });

  it('is what the stack sets', () => {
    expect(prometheusOf(shopWith(small, { prometheus: { memory: '3Gi' } }))?.resources.memory.limit).toBe('3Gi');
  });

  it.each([
    ['512Mi', 8_388_608],
    ['8Gi', 50_000_000],
  ])('of %s lets one query load %i samples', (memory, samples) => {
    const workload = prometheusOf(shopWith(small, { prometheus: { memory } }));
    const at = { file: () => '', data: () => '', listen: () => '' };
    expect(workload?.args(at as never)).toContain(`--query.max-samples=${samples}`);
  });
});
