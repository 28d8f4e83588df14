import { at, text } from '../../json.ts';
import { type DashboardRule, eachPanel } from '../rule.ts';
import { variableNames } from '../support.ts';

const judged = ['singlestat', 'graph', 'timeseries', 'stat', 'gauge', 'bargauge', 'table', 'heatmap', 'state-timeline'];

/** `panel-datasource` */
export const panelDatasource: DashboardRule = {
  id: 'panel-datasource',
  severity: 'warning',
  why: 'A panel with a data source of its own stays with it when somebody chooses another one at the top.',
  run: eachPanel(({ json, type, targets }, { variables }) => {
    const choices = variables.filter((variable) => variable.type === 'datasource');
    // Where none can be chosen, that is said once, of the dashboard.
    if (choices.length === 0 || !judged.includes(type) || targets.length === 0) return undefined;
    const uid = text(json.datasource) ?? text(at(json, 'datasource', 'uid')) ?? '';
    if (uid.startsWith('-- ')) return undefined;
    const names = variableNames(uid);
    if (choices.some(({ name }) => names.includes(name))) return undefined;
    const message = `the panel asks ${uid === '' ? 'the default data source' : `the data source '${uid}'`}, not the chosen one`;
    return { at: ['datasource', 'uid'], message, fix: 'set its uid to the variable: $datasource' };
  }),
};
