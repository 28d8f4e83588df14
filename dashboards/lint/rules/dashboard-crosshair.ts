import { type DashboardRule, ofBoard } from '../rule.ts';

/** `dashboard-crosshair` */
export const dashboardCrosshair: DashboardRule = {
  id: 'dashboard-crosshair',
  severity: 'warning',
  why: 'Without a shared crosshair nobody sees what happened in the other panels at the same time.',
  run: ofBoard(({ json }) =>
    json.graphTooltip === 1 || json.graphTooltip === 2
      ? undefined
      : { at: ['graphTooltip'], message: 'the panels do not share their crosshair', fix: 'set graphTooltip to 1' },
  ),
};
