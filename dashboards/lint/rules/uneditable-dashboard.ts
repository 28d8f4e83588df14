import { type DashboardRule, ofBoard } from '../rule.ts';

/** `uneditable-dashboard` */
export const uneditableDashboard: DashboardRule = {
  id: 'uneditable-dashboard',
  severity: 'warning',
  why: 'Who changes a provisioned dashboard in the browser loses the change when it is provisioned again.',
  run: ofBoard(({ json }) =>
    json.editable === true
      ? {
          at: ['editable'],
          message: 'the dashboard can be edited in Grafana',
          fix: 'set editable to false, and change the file',
        }
      : undefined,
  ),
};
