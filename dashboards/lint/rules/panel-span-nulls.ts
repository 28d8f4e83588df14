import { type DashboardRule, eachPanel } from '../rule.ts';
import { setting } from '../support.ts';

/** `panel-span-nulls` */
export const panelSpanNulls: DashboardRule = {
  id: 'panel-span-nulls',
  severity: 'warning',
  why: 'A line across a gap hides that nothing was measured, which is just what one has to see.',
  run: eachPanel((panel) =>
    setting(panel, 'custom', 'spanNulls') === true
      ? {
          at: ['fieldConfig', 'defaults', 'custom', 'spanNulls'],
          message: 'gaps are drawn over',
          fix: 'set spanNulls to false, or to the longest gap that means nothing',
        }
      : undefined,
  ),
};
