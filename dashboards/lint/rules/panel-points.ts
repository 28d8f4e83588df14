import { type DashboardRule, eachPanel } from '../rule.ts';
import { setting } from '../support.ts';

/** `panel-points` */
export const panelPoints: DashboardRule = {
  id: 'panel-points',
  severity: 'warning',
  why: 'Points on every sample make thick ropes of lines, and make curves look different at every zoom.',
  run: eachPanel((panel) => {
    if (panel.type !== 'timeseries' || setting(panel, 'custom', 'drawStyle') === 'points') return undefined;
    if (setting(panel, 'custom', 'showPoints') === 'never') return undefined;
    return {
      at: ['fieldConfig', 'defaults', 'custom', 'showPoints'],
      message: 'points may be drawn on the lines',
      fix: "set showPoints to 'never'",
    };
  }),
};
