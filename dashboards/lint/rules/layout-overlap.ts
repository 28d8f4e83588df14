import { grids } from '../grid.ts';
import { type DashboardRule, type Fault, ofBoard } from '../rule.ts';

/** `layout-overlap` */
export const layoutOverlap: DashboardRule = {
  id: 'layout-overlap',
  severity: 'warning',
  why: 'Grafana moves panels that lie over one another until they do not, and nobody sees the board as it was drawn.',
  run: ofBoard((board): Fault[] =>
    grids(board).flatMap((panels) =>
      panels.flatMap(({ panel, place: a }, index) => {
        const over = panels
          .slice(0, index)
          .find(({ place: b }) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h);
        if (over === undefined) return [];
        const message = `'${panel.title}' lies over '${over.panel.title}'`;
        return [{ at: [...panel.path, 'gridPos'], message, fix: 'give each a place of its own' }];
      }),
    ),
  ),
};
