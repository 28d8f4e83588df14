import { list } from '../../json.ts';
import { type DashboardRule, eachPanel } from '../rule.ts';
import { isGraphOfSeveral, option } from '../support.ts';

/** `panel-legend-calcs` */
export const panelLegendCalcs: DashboardRule = {
  id: 'panel-legend-calcs',
  severity: 'warning',
  why: 'A legend with the newest or largest value says which of the lines is the bad one, without pointing at each.',
  run: eachPanel((panel) => {
    const shown =
      option(panel, 'legend', 'showLegend') !== false && option(panel, 'legend', 'displayMode') !== 'hidden';
    if (!isGraphOfSeveral(panel) || !shown || list(option(panel, 'legend', 'calcs')).length > 0) return undefined;
    return {
      at: ['options', 'legend'],
      message: 'the legend shows names only',
      fix: "set calcs to ['lastNotNull'], or to mean, max and lastNotNull in a table",
    };
  }),
};
