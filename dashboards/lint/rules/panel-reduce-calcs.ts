import { list } from '../../json.ts';
import { type DashboardRule, eachPanel } from '../rule.ts';
import { option, singleValued } from '../support.ts';

/** `panel-reduce-calcs` */
export const panelReduceCalcs: DashboardRule = {
  id: 'panel-reduce-calcs',
  severity: 'warning',
  why: 'Without a calculation Grafana takes the last value, and at the edge of a range that is often none.',
  run: eachPanel((panel) => {
    if (!singleValued.includes(panel.type) || panel.targets.length === 0) return undefined;
    if (option(panel, 'reduceOptions', 'values') === true) return undefined;
    const calcs = list(option(panel, 'reduceOptions', 'calcs'));
    if (calcs.length > 0 && !calcs.includes('last')) return undefined;
    const message = calcs.length === 0 ? 'the panel does not say which value it shows' : 'the last value may be none';
    return { at: ['options', 'reduceOptions', 'calcs'], message, fix: "set calcs to ['lastNotNull']" };
  }),
};
