import { type Plan, type ScrapeJob, seconds } from '../../stacks/model/index.ts';
import { askPrometheus, youngSince } from './ask.ts';
import type { Question } from './question.ts';

interface ActiveTarget {
  readonly labels: Readonly<Record<string, string>>;
  readonly health: 'up' | 'down' | 'unknown';
  readonly lastError: string;
}

/** Seconds before service discovery has told Prometheus the first targets. */
const discovery = 20;
/** Seconds that parts take to listen. */
const starting = 30;

/** Every target that the stack declares is known to Prometheus, and was read without error. */
export const targets: Question = {
  id: 'targets',
  title: 'every declared target is up',
  answer: async ({ plan, ask, leftOut, exactInstances }) => {
    const { activeTargets } = await askPrometheus<{ readonly activeTargets: readonly ActiveTarget[] }>(
      ask,
      '/api/v1/targets?state=active',
    );
    const expected = declared(plan).filter(({ part }) => part === undefined || leftOut[part] === undefined);
    const age = (Date.now() - (await youngSince(ask))) / 1000;
    const wrong: string[] = [];
    const pending: string[] = [];
    let up = 0;
    for (const { job, instance, interval } of expected) {
      const found = activeTargets.filter(
        ({ labels }) => labels.job === job && (!exactInstances || labels.instance === instance),
      );
      if (found.length === 0) (age < discovery ? pending : wrong).push(`${job}: Prometheus does not know ${instance}`);
      else if (found.every(({ health }) => health === 'up')) up++;
      for (const { labels, health, lastError } of found) {
        // All parts start at once, and Prometheus may have read one before it listened.
        const news = age < 2 * interval + starting ? pending : wrong;
        if (health === 'down') news.push(`${job}: ${labels.instance} is down${lastError ? `: ${lastError}` : ''}`);
        if (health === 'unknown') pending.push(`${job}: ${labels.instance} has not been read yet`);
      }
    }
    const notes = Object.entries(leftOut).map(([part, reason]) => `${part} is left out: ${reason}`);
    return {
      good: `${up} of ${expected.length} targets up`,
      wrong: [...new Set(wrong)],
      pending: [...new Set(pending)],
      notes,
    };
  },
};

interface Declared {
  readonly job: string;
  readonly instance: string;
  /** Seconds between two scrapes. */
  readonly interval: number;
  readonly part: string | undefined;
}

/** Targets by job and instance, with the part that has to run for them to be there: the prober for probes. */
function declared(plan: Plan): Declared[] {
  return plan.jobs.flatMap((job: ScrapeJob) =>
    job.targets.map(({ instance, part }) => ({
      ...{ job: job.name, instance, interval: seconds(job.interval) },
      part: job.kind === 'probe' ? job.prober : part,
    })),
  );
}
