import type { Labels } from '../../../stacks/model/index.ts';

/** The instance of the scenarios. */
export function instanceOf(jobs: readonly string[]): Labels {
  return { job: jobs[0] ?? '', instance: 'api:8000', service: 'api' };
}

/** A process that is no service, and exposes metrics of the same names. */
export const stranger: Labels = { job: 'another', instance: 'another:80' };
