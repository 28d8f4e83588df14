import { type DashboardRule, ofBoard } from '../rule.ts';

/** `dashboard-uid-form` */
export const dashboardUidForm: DashboardRule = {
  id: 'dashboard-uid-form',
  severity: 'error',
  why: 'Grafana refuses a uid of more than 40 characters, or with others than letters, digits, hyphen and underscore.',
  run: ofBoard(({ uid = '' }) =>
    uid === '' || /^[\w-]{1,40}$/.test(uid)
      ? undefined
      : {
          at: ['uid'],
          message: `Grafana refuses the uid '${uid}'`,
          fix: 'use at most 40 letters, digits, hyphens and underscores',
        },
  ),
};
