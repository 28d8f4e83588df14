import { columns } from '../../layout.ts';
import { type DashboardRule, eachPanel } from '../rule.ts';
import { placeOf } from '../support.ts';

/** `layout-grid` */
export const layoutGrid: DashboardRule = {
  id: 'layout-grid',
  severity: 'warning',
  why: 'Grafana has 24 columns. A panel that has no place, or reaches beyond them, is put somewhere.',
  run: eachPanel(({ json }, { withoutGrid }) => {
    if (withoutGrid) return undefined;
    const place = placeOf(json);
    if (place === undefined)
      return { at: ['gridPos'], message: 'the panel has no place', fix: 'give it gridPos with x, y, w and h' };
    const { x, y, w, h } = place;
    if (x >= 0 && y >= 0 && w >= 1 && h >= 1 && x + w <= columns) return undefined;
    return {
      at: ['gridPos'],
      message: `the panel reaches from column ${x} to ${x + w}, of ${columns}`,
      fix: `keep x + w within ${columns}`,
    };
  }),
};
