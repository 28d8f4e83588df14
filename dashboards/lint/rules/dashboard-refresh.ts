import { milliseconds } from '../../../stacks/model/index.ts';
import { text } from '../../json.ts';
import { type DashboardRule, ofBoard } from '../rule.ts';

const shortest = 30_000;

/** `dashboard-refresh` */
export const dashboardRefresh: DashboardRule = {
  id: 'dashboard-refresh',
  severity: 'warning',
  why: 'Every browser that has the dashboard open asks all its queries again each time. New samples come every 15 to 60 seconds.',
  run: ofBoard(({ json }) => {
    const refresh = text(json.refresh) ?? '';
    const length = milliseconds(refresh);
    if (length === undefined || length >= shortest) return undefined;
    return {
      at: ['refresh'],
      message: `everything is asked again every ${refresh}`,
      fix: 'set refresh to 30s or more',
    };
  }),
};
