import { columns } from '../../layout.ts';
import { grids } from '../grid.ts';
import { type DashboardRule, type Fault, ofBoard } from '../rule.ts';

/** `layout-line` */
export const layoutLine: DashboardRule = {
  id: 'layout-line',
  severity: 'warning',
  why: 'A hole in a line looks as if something were missing, and Grafana fills it when somebody moves a panel.',
  run: ofBoard((board): Fault[] =>
    grids(board).flatMap((panels) => {
      // What stands beside a taller panel stands in its lines too.
      const lines = new Set(panels.map(({ place }) => place.y));
      const faults: Fault[] = [];
      for (const y of lines) {
        const across = panels.filter(({ place }) => place.y <= y && y < place.y + place.h);
        const used = across.reduce((sum, { place }) => sum + place.w, 0);
        const [first] = panels.filter(({ place }) => place.y === y);
        if (used >= columns || first === undefined) continue;
        const message = `the line of '${first.panel.title}' fills ${used} of ${columns} columns`;
        faults.push({ at: [...first.panel.path, 'gridPos'], message, fix: 'make its panels wider' });
      }
      return faults;
    }),
  ),
};
