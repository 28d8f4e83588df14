// The grid of a dashboard: sections that open and close, panels in their places, drawn when they come into sight.
import type { PlacedPanel, Section } from '../data/dashboard.ts';
import { el, icon, newId, styled } from './dom.ts';
import { PanelView } from './panel.ts';
import { withVariables } from './query.ts';
import type { Session } from './session.ts';

/** All panels of a dashboard. */
export interface Grid {
  readonly element: HTMLElement;
  /** Asks and draws again what is in sight; the rest follows when it comes into sight. */
  readonly refresh: () => Promise<void>;
  readonly redraw: () => void;
}

/** A panel, and whether what it shows is of the newest refresh. */
interface Cell {
  readonly view: PanelView;
  seen: boolean;
  round: number;
}

/** Puts the panels into their places. */
export function gridView(sections: readonly Section[], session: Session): Grid {
  const cells = new Map<Element, Cell>();
  let round = 0;
  const draw = async (cell: Cell) => {
    if (!cell.seen || cell.round === round) return;
    cell.round = round;
    await cell.view.refresh();
  };
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const cell = cells.get(target);
        if (cell === undefined) continue;
        cell.seen = isIntersecting;
        // Before the first refresh nothing is known of the variables.
        if (round > 0) void draw(cell);
      }
    },
    { rootMargin: '300px' },
  );
  const place = ({ panel, place: { x, y, w, h } }: PlacedPanel) => {
    const view = new PanelView(panel, session);
    styled(view.element, { 'grid-area': `${y + 1} / ${x + 1} / span ${h} / span ${w}`, '--rows': String(h) });
    cells.set(view.element, { view, seen: false, round: 0 });
    observer.observe(view.element);
    return view.element;
  };
  const element = el('div', { class: 'grids' }, ...sections.map((section) => sectionView(section, session, place)));
  return {
    element,
    refresh: async () => {
      round += 1;
      await Promise.all([...cells.values()].map(draw));
    },
    redraw: () => {
      for (const { view } of cells.values()) view.redraw();
    },
  };
}

function sectionView(
  { title, collapsed, panels }: Section,
  session: Session,
  place: (panel: PlacedPanel) => HTMLElement,
): HTMLElement {
  const id = newId();
  const grid = el('div', { class: 'grid', id: `${id}-grid` });
  // Panels of a closed section are made when it is opened: a dashboard may have hundreds.
  const fill = () => grid.childElementCount === 0 && grid.append(...panels.map(place));
  if (title === undefined) {
    fill();
    return el('section', { 'aria-label': 'At the top' }, el('h2', { class: 'unseen' }, 'At the top'), grid);
  }
  const open = (now: boolean) => {
    button.setAttribute('aria-expanded', String(now));
    grid.hidden = !now;
    if (now) fill();
  };
  const button = el(
    'button',
    { type: 'button', 'aria-controls': `${id}-grid`, click: () => open(grid.hidden === true) },
    icon('down'),
    withVariables(title, session) || 'Row',
    el('span', { class: 'quiet' }, ` ${panels.length} ${panels.length === 1 ? 'panel' : 'panels'}`),
  );
  open(!collapsed);
  return el('section', { class: 'row', 'aria-labelledby': id }, el('h2', { id }, button), grid);
}
