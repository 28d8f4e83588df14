import { at, text } from '../../json.ts';
import { type DashboardRule, ofBoard } from '../rule.ts';

/** `dashboard-annotations` */
export const dashboardAnnotations: DashboardRule = {
  id: 'dashboard-annotations',
  severity: 'warning',
  why: 'A bend in a curve is explained by what happened then: an alert, a restart, a new version.',
  run: ofBoard(({ annotations }) => {
    const own = annotations.some(({ json }) => text(json.expr) || text(at(json, 'target', 'expr')));
    if (own) return undefined;
    const fix = 'mark when alerts fired: ALERTS{alertstate="firing"}';
    return { at: ['annotations', 'list'], message: 'nothing is marked in time', fix };
  }),
};
