import { requiredMatcher } from '../required-variable.ts';
import type { DashboardRule } from '../rule.ts';

/** `target-job` */
export const targetJob: DashboardRule = {
  id: 'target-job',
  severity: 'warning',
  why: 'The choice of a job at the top changes nothing in a panel whose query does not ask for it.',
  run: requiredMatcher('job'),
};
