import { text } from '../../json.ts';
import { type DashboardRule, ofBoard } from '../rule.ts';

/** `dashboard-title` */
export const dashboardTitle: DashboardRule = {
  id: 'dashboard-title',
  severity: 'error',
  why: 'Grafana refuses to provision a dashboard without a title, and says so in its log only.',
  run: ofBoard(({ json }) =>
    text(json.title)?.trim() ? undefined : { at: ['title'], message: 'the dashboard has no title', fix: 'give it one' },
  ),
};
