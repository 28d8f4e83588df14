import { text } from '../../json.ts';
import { type DashboardRule, eachPanel } from '../rule.ts';

/** Those that Grafana migrates by the version in which they were saved. */
const migrated = ['stat', 'gauge', 'bargauge', 'timeseries', 'table', 'piechart', 'heatmap', 'text'];

/** `panel-plugin-version` */
export const panelPluginVersion: DashboardRule = {
  id: 'panel-plugin-version',
  severity: 'warning',
  why: 'A panel without a version counts as one of Grafana 6.1: shares get the bounds 0 and 1, whatever was set.',
  run: eachPanel(({ json, type }) =>
    !migrated.includes(type) || text(json.pluginVersion)
      ? undefined
      : {
          at: ['type'],
          message: 'the panel does not say of which Grafana it is',
          fix: 'set pluginVersion to the oldest Grafana that is used',
        },
  ),
};
