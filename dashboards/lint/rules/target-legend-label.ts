import { type DashboardRule, eachTarget } from '../rule.ts';
import { labelsOfTarget, legendOf } from '../support.ts';

/** `target-legend-label` */
export const targetLegendLabel: DashboardRule = {
  id: 'target-legend-label',
  severity: 'error',
  why: 'A label that the aggregation has dropped is empty in the legend: all lines have the same name.',
  sameAs: 'NX531',
  run: eachTarget((target) => {
    // A table has columns instead.
    if (target.json.format === 'table') return undefined;
    const labels = labelsOfTarget(target);
    if (labels === undefined) return undefined;
    const named = [...(legendOf(target) ?? '').matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, label = '']) => label);
    const missing = named.filter((label) => !labels.includes(label));
    if (missing.length === 0) return undefined;
    const has = labels.length === 0 ? 'no label' : `only ${labels.join(', ')}`;
    return {
      at: ['legendFormat'],
      message: `the result has no label '${missing[0]}', ${has}`,
      fix: `aggregate by it as well, or leave it out of the name`,
    };
  }),
};
