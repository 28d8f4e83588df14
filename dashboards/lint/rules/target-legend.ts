import { type DashboardRule, eachTarget } from '../rule.ts';
import { hasSeveralSeries, legendOf } from '../support.ts';

const judged = ['timeseries', 'bargauge', 'piechart', 'state-timeline', 'status-history'];

/** `target-legend` */
export const targetLegend: DashboardRule = {
  id: 'target-legend',
  severity: 'warning',
  why: 'Without a format a line is called by all its labels, which fills the legend and says nothing.',
  run: eachTarget((target, panel) =>
    !judged.includes(panel.type) || legendOf(target) !== undefined || !hasSeveralSeries(panel)
      ? undefined
      : {
          at: ['legendFormat'],
          message: 'the series have no names',
          fix: 'name them by what tells them apart: {{job}}',
        },
  ),
};
