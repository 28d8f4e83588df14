import { isRecord } from '../../json.ts';
import { type DashboardRule, eachPanel } from '../rule.ts';

const judged = ['stat', 'singlestat', 'graph', 'timeseries', 'gauge', 'bargauge', 'table', 'heatmap', 'state-timeline'];

/** `panel-no-targets` */
export const panelNoTargets: DashboardRule = {
  id: 'panel-no-targets',
  severity: 'error',
  why: 'A panel without a query shows "No data" for ever.',
  run: eachPanel(({ json, type, allTargets }) => {
    if (!judged.includes(type) || allTargets.length > 0 || isRecord(json.libraryPanel)) return undefined;
    return { at: ['targets'], message: 'the panel has no query', fix: 'give it one, or remove it' };
  }),
};
