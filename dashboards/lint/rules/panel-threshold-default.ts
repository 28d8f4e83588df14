import { records } from '../../json.ts';
import { type DashboardRule, eachPanel } from '../rule.ts';
import { setting } from '../support.ts';

/** `panel-threshold-default` */
export const panelThresholdDefault: DashboardRule = {
  id: 'panel-threshold-default',
  severity: 'warning',
  why: 'Grafana begins every panel with "red from 80 on". A colour that nobody has decided on teaches people to overlook red.',
  run: eachPanel((panel) => {
    const [first, second, ...more] = records(setting(panel, 'thresholds', 'steps'));
    const untouched = first?.color === 'green' && second?.value === 80 && second.color === 'red' && more.length === 0;
    if (!untouched || setting(panel, 'unit') === 'percent' || setting(panel, 'thresholds', 'mode') === 'percentage')
      return undefined;
    const fix = 'take the number of an alert, or remove the step';
    return {
      at: ['fieldConfig', 'defaults', 'thresholds', 'steps'],
      message: 'red from 80 on is what Grafana begins with',
      fix,
    };
  }),
};
