import type { MetricDefinition, MetricSet } from '@narthex/instrumentation';
import { describeMetrics } from '@narthex/instrumentation';
import { deployed, type Exposure, type JobSource, type Plan } from '../../stacks/model/index.ts';
import { planOf, shop, smallest } from '../support/stacks.ts';

/** A catalog of these metrics. */
export function catalogOf(...metrics: readonly MetricDefinition[]): MetricSet {
  return describeMetrics(Object.fromEntries(metrics.map((metric) => [metric.name, metric])));
}

/** The shop whose API exposes these metrics, read every 10 seconds, with changes at the top level of the definition. */
export function shopWith(metrics: MetricSet, changes: object = {}, job: object = {}): Plan {
  return planOf(
    shop({
      services: {
        api: {
          ...smallest.services.api,
          metrics: { catalog: metrics, interval: '10s', ...job },
          run: deployed('api.internal:8000', { namespace: 'shop', service: 'api', port: 'http' }),
        },
      },
      ...changes,
    }),
  );
}

/** The source of one job of a plan. Throws where there is none. */
export function sourceOf(plan: Plan, job: string): JobSource {
  const found = plan.sources.find((source) => source.job.name === job);
  if (found === undefined) throw new Error(`there is no job ${job}`);
  return found;
}

/** The same source with other facts. */
export function changed(source: JobSource, changes: Partial<Omit<JobSource, 'job'>>, exposure: Partial<Exposure> = {}) {
  const exposes = source.exposes.map((each) => ({ ...each, ...exposure }));
  return { ...source, exposes, ...changes };
}
