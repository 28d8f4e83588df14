import { requiredVariable } from '../required-variable.ts';
import type { DashboardRule } from '../rule.ts';

/** `template-job` */
export const templateJob: DashboardRule = {
  id: 'template-job',
  severity: 'warning',
  why: 'Every series that Prometheus scrapes has a job. Without a choice of it the panels mix what different programs say.',
  run: requiredVariable('job'),
};
