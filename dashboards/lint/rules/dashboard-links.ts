import { type DashboardRule, ofBoard } from '../rule.ts';

/** `dashboard-links` */
export const dashboardLinks: DashboardRule = {
  id: 'dashboard-links',
  severity: 'warning',
  why: 'Who sees here that something is wrong has to find the dashboard that says why.',
  run: ofBoard(({ links }) =>
    links.length > 0
      ? undefined
      : {
          at: ['links'],
          message: 'the dashboard leads nowhere',
          fix: 'add a menu of dashboards with a tag, or links to those that say more',
        },
  ),
};
