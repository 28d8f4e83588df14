import { requiredVariable } from '../required-variable.ts';
import type { DashboardRule } from '../rule.ts';

/** `template-instance` */
export const templateInstance: DashboardRule = {
  id: 'template-instance',
  severity: 'warning',
  why: 'Without a choice of the instance nobody can look at the one machine that is ill.',
  run: requiredVariable('instance'),
};
