import { type DashboardRule, eachVariable } from '../rule.ts';

/** `template-on-time-change-reload` */
export const templateOnTimeChangeReload: DashboardRule = {
  id: 'template-on-time-change-reload',
  severity: 'warning',
  why: 'A variable that is not asked anew when the time range changes offers what was there before, not what is in the range.',
  run: eachVariable(({ json, name, type }) =>
    type !== 'query' || json.refresh === 2
      ? undefined
      : {
          at: ['refresh'],
          message: `the variable '${name}' does not follow the time range`,
          fix: 'set refresh to 2 (on time range change)',
        },
  ),
};
