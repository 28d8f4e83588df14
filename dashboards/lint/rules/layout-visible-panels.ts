import { type DashboardRule, ofBoard } from '../rule.ts';

const most = 20;

/** `layout-visible-panels` */
export const layoutVisiblePanels: DashboardRule = {
  id: 'layout-visible-panels',
  severity: 'warning',
  why: 'Nobody reads more than some twenty panels, and each of them asks Prometheus.',
  run: ofBoard(({ panels }) => {
    const open = panels.filter(({ closed, withoutData }) => !closed && !withoutData).length;
    if (open <= most) return undefined;
    return {
      at: ['panels'],
      message: `${open} panels are open from the start`,
      fix: `put details into closed rows, so that at most ${most} are open`,
    };
  }),
};
