import { type DashboardRule, ofBoard } from '../rule.ts';

/** `dashboard-uid` */
export const dashboardUid: DashboardRule = {
  id: 'dashboard-uid',
  severity: 'warning',
  why: 'Without a uid of its own a dashboard gets another address in every Grafana, and links to it break.',
  run: ofBoard(({ uid }) =>
    uid ? undefined : { at: ['uid'], message: 'the dashboard has no uid', fix: 'give it one that can be read' },
  ),
};
