import { text } from '../../json.ts';
import { type DashboardRule, eachTarget } from '../rule.ts';
import { setting } from '../support.ts';
import { suffixOf, unitFamily } from '../unit-family.ts';

/** `panel-unit-of-metric` */
export const panelUnitOfMetric: DashboardRule = {
  id: 'panel-unit-of-metric',
  severity: 'warning',
  why: 'Grafana prints whatever unit the panel names: seconds as bytes, and the curve looks the same.',
  sameAs: 'NX544',
  run: eachTarget(({ parsed }, panel) => {
    const unit = text(setting(panel, 'unit')) ?? '';
    const shown = unitFamily(unit);
    const found = suffixOf(parsed);
    if (shown === undefined || found === undefined || shown === found.family) return undefined;
    const overridden = JSON.stringify(panel.json.fieldConfig).includes('"id":"unit"');
    if (overridden || panel.type === 'heatmap') return undefined;
    const message = `'${found.metric}' is shown in '${unit}'`;
    return { at: ['expr'], message, fix: `use a unit for ${found.family}` };
  }),
};
