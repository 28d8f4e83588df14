import { bounded, counter, gauge, histogram, instrumentationMetrics, open } from '@narthex/instrumentation';
import { describe, expect, it } from 'vitest';
import { cadvisor, nodeExporter } from '../../exporters/index.ts';
import { jobCost } from '../../stacks/cost/index.ts';
import { planOf, shop } from '../support/stacks.ts';
import { catalogOf, changed, shopWith, sourceOf } from './sources.ts';

const requests = counter('http_requests_total', 'X.', { labels: { method: ['GET', 'POST'], status: ['2xx', '5xx'] } });
const duration = histogram('http_duration_seconds', 'X.', {
  unit: 'seconds',
  labels: { route: bounded(20, { typically: 5 }) },
  buckets: [0.1, 1],
});
const catalog = catalogOf(requests, duration);

describe('what a job costs', () => {
  it('is its metrics and the five series of its target, each written once in an interval', () => {
    const plan = shopWith(catalog);
    const cost = jobCost(sourceOf(plan, 'api'), plan);
    // 2 * 2 of the counter, 5 * (2 + 1 + 2) of the histogram; 2 * 2 of the instrumentation, 80 of the runtime; 5 of the target.
    expect(cost).toMatchObject({ job: 'api', targets: 1, samplesPerScrape: 113, known: true, undeclared: [] });
    expect(cost.series).toBe(118);
    expect(cost.samplesPerSecond).toBeCloseTo(11.8);
    expect(cost.mostSamplesPerScrape).toBe(4 + 21 * 5 + 4 + 80);
    expect(cost.metrics.map(({ name, series }) => [name, series])).toEqual([
      ['process and language', 80],
      ['http_duration_seconds', 25],
      ['http_requests_total', 4],
      ['narthex_samples_rejected_total', 2],
      ['narthex_series_dropped_total', 2],
    ]);
  });

  it('leaves out of that what the catalog lists itself', () => {
    const all = catalogOf(requests, gauge('process_open_fds', 'X.'), ...Object.values(instrumentationMetrics));
    const plan = shopWith(all);
    expect(jobCost(sourceOf(plan, 'api'), plan).metrics.map(({ name }) => name)).not.toContain('process and language');
    // 4 of the counter, 1 of the process, 40 for each of the two of the instrumentation, as their catalog says.
    expect(jobCost(sourceOf(plan, 'api'), plan).samplesPerScrape).toBe(85);
  });

  it('is multiplied by the instances of a service that somebody else deploys', () => {
    const plan = shopWith(catalog, { scale: { replicas: { api: 3 } } });
    const cost = jobCost(sourceOf(plan, 'api'), plan);
    expect(cost).toMatchObject({ targets: 3, samplesPerScrape: 113, series: 3 * 118 });
    expect(cost.metrics[1]?.factors).toEqual([
      { label: 'target', count: 3 },
      { label: 'route', count: 5 },
      { count: 5 },
    ]);
  });

  it('counts only what is stored', () => {
    const plan = shopWith(catalog);
    const stored = ['http_duration_seconds_count', 'http_duration_seconds_sum', 'http_requests_total'];
    const cost = jobCost(changed(sourceOf(plan, 'api'), { stored }), plan);
    expect(cost.samplesPerScrape).toBe(4 + 5 * 2);
    expect(cost.known).toBe(true);
  });

  it('takes a stored name that nobody declared for one series, and says so', () => {
    const plan = shopWith(catalog);
    const cost = jobCost(changed(sourceOf(plan, 'api'), { stored: ['http_requests_total', 'mystery'] }), plan);
    expect(cost).toMatchObject({ samplesPerScrape: 5, known: false, undeclared: ['mystery'] });
    expect(cost.metrics.map(({ name }) => name)).toEqual(['http_requests_total', 'mystery']);
  });

  it('is a guess where an open label counts', () => {
    const plan = shopWith(catalogOf(gauge('depth', 'X.', { labels: { queue: open() } })));
    expect(jobCost(sourceOf(plan, 'api'), plan)).toMatchObject({ samplesPerScrape: 92, known: false });
  });

  it('is multiplied by the machines for what runs on each, in a cluster the kubelets too', () => {
    const plan = planOf(shop({ exporters: [nodeExporter(), cadvisor()], scale: { nodes: 6 } }));
    for (const job of ['node', 'cadvisor']) expect(jobCost(sourceOf(plan, job), plan).targets).toBe(6);
  });

  it('counts what is pushed once, without the series of a target', () => {
    const plan = shopWith(catalog);
    const source = sourceOf(plan, 'api');
    const [own] = source.exposes;
    if (own === undefined) throw new Error('no exposure');
    const pushed = {
      targets: [],
      metrics: catalogOf(gauge('backup_bytes', 'X.', { unit: 'bytes' })),
      pushedBy: 'backup',
    };
    const cost = jobCost({ ...source, exposes: [own, pushed] }, plan);
    expect(cost).toMatchObject({ targets: 1, samplesPerScrape: 114, series: 119 });
  });
});
