import { isNeverNegative } from '../never-negative.ts';
import { type DashboardRule, eachPanel } from '../rule.ts';
import { setting } from '../support.ts';

/** `panel-min-zero` */
export const panelMinZero: DashboardRule = {
  id: 'panel-min-zero',
  severity: 'warning',
  why: 'An axis that does not begin at zero makes a mountain of every ripple.',
  run: eachPanel((panel) => {
    const { type, targets } = panel;
    if (type !== 'timeseries' || targets.length === 0) return undefined;
    const bounded = setting(panel, 'min') ?? setting(panel, 'custom', 'axisSoftMin');
    if (bounded !== undefined && bounded !== null) return undefined;
    if (!targets.every(({ parsed }) => parsed !== undefined && isNeverNegative(parsed))) return undefined;
    return {
      at: ['fieldConfig', 'defaults'],
      message: 'this counts, and its axis does not begin at 0',
      fix: 'set min to 0',
    };
  }),
};
