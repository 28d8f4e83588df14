import type { JobSource, ScrapeJob, Size, Stack } from '../model/index.ts';
import type { JobCost } from './job.ts';
import { memoryLimit, sampleLimit } from './sizing.ts';
import type { StackCost } from './stack.ts';

/**
 * A job with the limit of samples that follows from what it is predicted to bring. One that somebody has set stays, and so does the
 * default where the catalog does not say what comes: a limit that is too low loses the whole scrape.
 */
export function withSampleLimit(
  job: ScrapeJob,
  cost: Pick<JobCost, 'known' | 'samplesPerScrape' | 'mostSamplesPerScrape'>,
): ScrapeJob {
  if (!job.limitPredicted || !cost.known) return job;
  return { ...job, limits: { ...job.limits, samples: sampleLimit(cost.samplesPerScrape, cost.mostSamplesPerScrape) } };
}

/** The memory limit of Prometheus: what the stack sets, else what follows from the prediction. */
export function prometheusMemory({ prometheus }: Pick<Stack, 'prometheus'>, { total }: Pick<StackCost, 'total'>): Size {
  return prometheus.memory === 'predicted' ? memoryLimit(total.memory) : prometheus.memory;
}

/** Sources whose jobs have their predicted limits. */
export function limitedSources(sources: readonly JobSource[], costs: readonly JobCost[]): JobSource[] {
  const byJob = new Map(costs.map((cost) => [cost.job, cost]));
  return sources.map((source) => {
    const cost = byJob.get(source.job.name);
    return cost === undefined ? source : { ...source, job: withSampleLimit(source.job, cost) };
  });
}
