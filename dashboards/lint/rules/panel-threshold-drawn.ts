import { type DashboardRule, eachPanel } from '../rule.ts';
import { setting, thresholds } from '../support.ts';

/** `panel-threshold-drawn` */
export const panelThresholdDrawn: DashboardRule = {
  id: 'panel-threshold-drawn',
  severity: 'warning',
  why: 'In a graph a threshold is invisible unless it is drawn, and nobody sees how near the alert is.',
  run: eachPanel((panel) => {
    if (panel.type !== 'timeseries' || thresholds(panel).length === 0) return undefined;
    const style = setting(panel, 'custom', 'thresholdsStyle', 'mode') ?? 'off';
    const colored = setting(panel, 'color', 'mode') === 'thresholds';
    if (style !== 'off' || colored) return undefined;
    return {
      at: ['fieldConfig', 'defaults', 'custom', 'thresholdsStyle'],
      message: 'the thresholds are not drawn',
      fix: "set thresholdsStyle.mode to 'dashed', or remove the steps",
    };
  }),
};
