import { grids } from '../grid.ts';
import { type DashboardRule, type Fault, ofBoard } from '../rule.ts';

const answers = ['stat', 'singlestat', 'gauge', 'bargauge', 'alertlist'];

/** `layout-first-line` */
export const layoutFirstLine: DashboardRule = {
  id: 'layout-first-line',
  severity: 'warning',
  why: 'The first look asks "is it healthy?". A line of single values answers that; curves have to be read.',
  run: ofBoard((board): Fault[] => {
    const [panels = []] = grids(board);
    const drawn = panels.filter(({ panel }) => !panel.withoutData && !panel.closed);
    const top = Math.min(...drawn.map(({ place }) => place.y));
    const first = drawn.filter(({ place }) => place.y === top);
    if (first.length === 0 || first.some(({ panel }) => answers.includes(panel.type))) return [];
    const at = first[0]?.panel.path ?? [];
    return [
      {
        at,
        message: 'the first line has no single values',
        fix: 'begin with four to six stats that say whether it is healthy',
      },
    ];
  }),
};
