import type { Plan } from '../../../../stacks/model/index.ts';
import { start } from '../conditions.ts';
import { type DeclaredSeries, type Labels, type Measured, value } from './declared.ts';

/** The labels of one instance of the API; here are two of them. */
export function apiInstance(index: number): Labels {
  return { job: 'sergas', instance: `sergas-api-${index}:8000`, service: 'sergas-api' };
}

/** What Prometheus writes about every target that the stack declares, and when those that say so were started. */
export function targets(plan: Plan): DeclaredSeries[] {
  const apis = [0, 1].flatMap((index) => program(apiInstance(index), ({ api }) => Number(api[index])));
  const others = plan.sources
    .filter(({ job }) => job.name !== 'sergas')
    .flatMap(({ job, exposes }) =>
      exposes.flatMap(({ targets }) =>
        targets.flatMap(({ instance, labels = {} }) => {
          const own = { job: job.name, instance, ...labels };
          if (job.kind === 'probe') return scraped({ ...own, prober_module: job.module }, () => 1);
          return program(own, ({ redisExporter }) => (job.name === 'redis' ? Number(redisExporter) : 1));
        }),
      ),
    );
  return [...apis, ...others];
}

function scraped(labels: Labels, up: Measured): DeclaredSeries[] {
  return [
    value('up', labels, up),
    value('scrape_duration_seconds', labels, () => 0.02),
    value('scrape_samples_post_metric_relabeling', labels, (now) => (up(now) === 1 ? 400 : 0)),
  ];
}

function program(labels: Labels, up: Measured): DeclaredSeries[] {
  const started = value('process_start_time_seconds', labels, (now) => (up(now) === 1 ? start - 3600 : undefined));
  return [...scraped(labels, up), started];
}
