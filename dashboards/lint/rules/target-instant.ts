import { list, text } from '../../json.ts';
import { type DashboardRule, eachTarget } from '../rule.ts';
import { option } from '../support.ts';

const judged = ['stat', 'gauge', 'bargauge', 'table', 'piechart'];

/** `target-instant` */
export const targetInstant: DashboardRule = {
  id: 'target-instant',
  severity: 'warning',
  why: 'One value is shown, and a whole range of them is fetched; the value is that of the range, not of now.',
  run: eachTarget(({ instant }, panel) => {
    const { type, json } = panel;
    if (instant || !judged.includes(type)) return undefined;
    // A small curve behind the value, or a mean over the range, needs the range.
    if (type === 'stat' && text(option(panel, 'graphMode')) !== 'none') return undefined;
    const calcs = list(option(panel, 'reduceOptions', 'calcs'));
    if (!calcs.every((calc) => calc === 'lastNotNull' || calc === 'last')) return undefined;
    if (list(json.transformations).length > 0 && type !== 'table') return undefined;
    return {
      at: ['range'],
      message: `a ${type} that shows the newest value asks for a range`,
      fix: 'set instant to true and range to false',
    };
  }),
};
