import type { Plan, ScrapeJob } from '../../stacks/model/index.ts';
import { type Ask, askPrometheus, prometheusStart } from './ask.ts';
import type { Question } from './question.ts';

interface ActiveTarget {
  readonly labels: Readonly<Record<string, string>>;
  readonly health: 'up' | 'down' | 'unknown';
  readonly lastError: string;
}

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
    const young = await startedRecently(ask);
    const wrong: string[] = [];
    const pending: string[] = [];
    let up = 0;
    for (const { job, instance } of expected) {
      const found = activeTargets.filter(
        ({ labels }) => labels.job === job && (!exactInstances || labels.instance === instance),
      );
      if (found.length === 0) (young ? pending : wrong).push(`${job}: Prometheus does not know ${instance}`);
      else if (found.every(({ health }) => health === 'up')) up++;
      for (const { labels, health, lastError } of found) {
        if (health === 'down') wrong.push(`${job}: ${labels.instance} is down${lastError ? `: ${lastError}` : ''}`);
        if (health === 'unknown') pending.push(`${job}: ${labels.instance} has not been read yet`);
      }
    }
    const notes = Object.entries(leftOut).map(([part, reason]) => `${part} is left out: ${reason}`);
    return { good: `${up} of ${expected.length} targets up`, wrong: [...new Set(wrong)], pending, notes };
  },
};

/** Prometheus needs some seconds before service discovery has told it the first targets. */
async function startedRecently(ask: Ask): Promise<boolean> {
  return Date.now() - (await prometheusStart(ask)) < 20_000;
}

/** Targets by job and instance, with the part that has to run for them to be there: the prober for probes. */
function declared(plan: Plan): { job: string; instance: string; part: string | undefined }[] {
  return plan.jobs.flatMap((job: ScrapeJob) =>
    job.targets.map(({ instance, part }) => ({
      job: job.name,
      instance,
      part: job.kind === 'probe' ? job.prober : part,
    })),
  );
}
