import { type Duration, seconds } from './duration.ts';
import type { ScrapeJob } from './job.ts';
import type { Stack } from './stack.ts';
import { defaultTimeout } from './timeout.ts';

/** A scrape job with what the environment changes of it. */
export function applyJobOverride(job: ScrapeJob, stack: Stack): ScrapeJob {
  const override = stack.jobs[job.name];
  if (override === undefined) return job;
  const { interval = job.interval, sampleLimit } = override;
  const timeout = override.timeout ?? shorter(job.timeout, defaultTimeout(interval));
  if (sampleLimit === undefined) return { ...job, interval, timeout };
  const { limitPredicted: _, ...others } = job;
  return { ...others, interval, timeout, limits: { ...job.limits, samples: sampleLimit } };
}

/** A job that is read more often than before must not wait longer than that. */
function shorter(a: Duration, b: Duration): Duration {
  return seconds(a) <= seconds(b) ? a : b;
}
