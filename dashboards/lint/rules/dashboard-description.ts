import { text } from '../../json.ts';
import { type DashboardRule, ofBoard } from '../rule.ts';

/** `dashboard-description` */
export const dashboardDescription: DashboardRule = {
  id: 'dashboard-description',
  severity: 'warning',
  why: 'In a list of a hundred dashboards the description says which one answers the question.',
  run: ofBoard(({ json }) =>
    text(json.description)?.trim()
      ? undefined
      : {
          at: ['description'],
          message: 'the dashboard has no description',
          fix: 'say which question it answers, and who owns it',
        },
  ),
};
