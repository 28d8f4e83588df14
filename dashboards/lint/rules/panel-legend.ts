import { type DashboardRule, eachPanel } from '../rule.ts';
import { isGraphOfSeveral, option } from '../support.ts';

/** `panel-legend` */
export const panelLegend: DashboardRule = {
  id: 'panel-legend',
  severity: 'warning',
  why: 'Lines without names. The SDK switches legends off unless it is told otherwise.',
  run: eachPanel((panel) => {
    const hidden =
      option(panel, 'legend', 'showLegend') === false || option(panel, 'legend', 'displayMode') === 'hidden';
    if (!isGraphOfSeveral(panel) || !hidden) return undefined;
    return {
      at: ['options', 'legend'],
      message: 'there is more than one line, and no legend',
      fix: 'set showLegend to true',
    };
  }),
};
