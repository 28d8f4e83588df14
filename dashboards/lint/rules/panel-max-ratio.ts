import { text } from '../../json.ts';
import { type DashboardRule, eachPanel } from '../rule.ts';
import { setting } from '../support.ts';

const whole: Readonly<Record<string, number>> = { percentunit: 1, percent: 100 };

/** `panel-max-ratio` */
export const panelMaxRatio: DashboardRule = {
  id: 'panel-max-ratio',
  severity: 'warning',
  why: 'A gauge or bar of a share that ends at its largest value is always full.',
  run: eachPanel((panel) => {
    const most = whole[text(setting(panel, 'unit')) ?? ''];
    if (most === undefined || !['gauge', 'bargauge'].includes(panel.type) || typeof setting(panel, 'max') === 'number')
      return undefined;
    return {
      at: ['fieldConfig', 'defaults'],
      message: 'the share has no upper end',
      fix: `set min to 0 and max to ${most}`,
    };
  }),
};
