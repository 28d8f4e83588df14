import { requiredMatcher } from '../required-variable.ts';
import type { DashboardRule } from '../rule.ts';

/** `target-instance` */
export const targetInstance: DashboardRule = {
  id: 'target-instance',
  severity: 'warning',
  why: 'The choice of an instance at the top changes nothing in a panel whose query does not ask for it.',
  run: requiredMatcher('instance'),
};
