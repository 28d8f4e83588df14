import { text } from '../../json.ts';
import { type DashboardRule, eachPanel } from '../rule.ts';
import { setting } from '../support.ts';

const judged = ['stat', 'gauge', 'bargauge', 'timeseries', 'table'];

/** `panel-no-value` */
export const panelNoValue: DashboardRule = {
  id: 'panel-no-value',
  severity: 'warning',
  why: '"No data" may mean that all is well or that nothing is measured. Only the author knows which.',
  run: eachPanel((panel) =>
    !judged.includes(panel.type) || panel.targets.length === 0 || text(setting(panel, 'noValue'))?.trim()
      ? undefined
      : {
          at: ['fieldConfig', 'defaults'],
          message: 'the panel does not say what missing data mean',
          fix: "set noValue: 'No errors', or 'NO DATA: nothing is scraped'",
        },
  ),
};
