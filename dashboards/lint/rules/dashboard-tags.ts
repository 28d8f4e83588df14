import { list } from '../../json.ts';
import { type DashboardRule, ofBoard } from '../rule.ts';

/** `dashboard-tags` */
export const dashboardTags: DashboardRule = {
  id: 'dashboard-tags',
  severity: 'warning',
  why: 'By tags dashboards that belong together find each other, in the search and in menus of links.',
  run: ofBoard(({ json }) =>
    list(json.tags).length > 0
      ? undefined
      : { at: ['tags'], message: 'the dashboard has no tags', fix: 'give it the name of what it belongs to' },
  ),
};
