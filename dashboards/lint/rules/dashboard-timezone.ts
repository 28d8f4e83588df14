import { text } from '../../json.ts';
import { type DashboardRule, ofBoard } from '../rule.ts';

/** `dashboard-timezone` */
export const dashboardTimezone: DashboardRule = {
  id: 'dashboard-timezone',
  severity: 'warning',
  why: 'Times in the zone of the author do not fit the logs and messages of everybody else.',
  run: ofBoard(({ json }) =>
    ['', 'browser', 'utc'].includes(text(json.timezone) ?? '')
      ? undefined
      : { at: ['timezone'], message: `times are shown as in '${json.timezone}'`, fix: "set timezone to 'browser'" },
  ),
};
