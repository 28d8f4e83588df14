import { type DashboardRule, eachPanel } from '../rule.ts';
import { isGraphOfSeveral, option } from '../support.ts';

/** `panel-tooltip` */
export const panelTooltip: DashboardRule = {
  id: 'panel-tooltip',
  severity: 'warning',
  why: 'Pointing at a graph should say which line is the highest at that time, not only what is under the pointer.',
  run: eachPanel((panel) => {
    const good = option(panel, 'tooltip', 'mode') === 'multi' && option(panel, 'tooltip', 'sort') === 'desc';
    if (!isGraphOfSeveral(panel) || good) return undefined;
    return {
      at: ['options', 'tooltip'],
      message: 'the tooltip does not show all lines, the largest first',
      fix: "set its mode to 'multi' and its sort to 'desc'",
    };
  }),
};
