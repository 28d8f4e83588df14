// The grid of a dashboard: sections that open and close, panels in their places, drawn when they come into sight.
import type { Section } from '../data/dashboard.ts';
import { repeated, type ShownPanel, type ShownSection } from '../data/repeat.ts';
import { el, icon, newId, styled } from './dom.ts';
import { keepingFocus } from './focus.ts';
import { PanelView } from './panel.ts';
import { titleWithVariables } from './query.ts';
import { type Session, scopedSession } from './session.ts';

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
  /** As the newest choice of variables has it. */
  readonly latest: { shown: ShownPanel };
  seen: boolean;
  round: number;
}

/** Puts the panels into their places. Those that are repeated find theirs when the variables are known. */
export function gridView(sections: readonly Section[], session: Session): Grid {
  const cells = new Map<string, Cell>();
  const cellOf = new Map<Element, Cell>();
  /** Sections that somebody opened or closed. */
  const opened = new Map<string, boolean>();
  const element = el('div', { class: 'grids' });
  let shown: readonly SectionView[] = [];
  let arranged: string | undefined;
  let round = 0;
  const draw = async (cell: Cell) => {
    if (!cell.seen || cell.round === round) return;
    cell.round = round;
    await cell.view.refresh();
  };
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const cell = cellOf.get(target);
        if (cell === undefined) continue;
        cell.seen = isIntersecting;
        // Before the first refresh nothing is known of the variables.
        if (round > 0) void draw(cell);
      }
    },
    { rootMargin: '300px' },
  );
  const made = (panel: ShownPanel): Cell => {
    const latest = { shown: panel };
    const own = scopedSession(session, () => latest.shown.scoped);
    return { view: new PanelView(panel.panel, own, panel.more), latest, seen: false, round: 0 };
  };
  const place = (panel: ShownPanel): HTMLElement => {
    const { x, y, w, h } = panel.place;
    const cell = cells.get(panel.key) ?? made(panel);
    const { view, latest } = cell;
    latest.shown = panel;
    cells.set(panel.key, cell);
    cellOf.set(view.element, cell);
    observer.observe(view.element);
    return styled(view.element, { 'grid-area': `${y + 1} / ${x + 1} / span ${h} / span ${w}`, '--rows': String(h) });
  };
  const remove = (key: string, { view }: Cell) => {
    observer.unobserve(view.element);
    cellOf.delete(view.element);
    cells.delete(key);
    view.remove();
  };
  const arrange = () => {
    const wanted = repeated(sections, session.variables);
    const panels = new Map(wanted.flatMap((section) => section.panels.map((panel) => [panel.key, panel])));
    for (const [key, cell] of [...cells]) {
      const panel = panels.get(key);
      if (panel === undefined) remove(key, cell);
      else cell.latest.shown = panel;
    }
    const places = JSON.stringify(wanted.map((each) => [each.key, each.panels.map(({ key, place: at }) => [key, at])]));
    if (places !== arranged) {
      arranged = places;
      shown = wanted.map((section) => sectionView(section, opened, place));
      keepingFocus(element, () => element.replaceChildren(...shown.map((each) => each.element)));
    }
    for (const [index, { title, scoped }] of wanted.entries())
      shown[index]?.call(
        titleWithVariables(
          title ?? '',
          scopedSession(session, () => scoped),
        ) || 'Row',
      );
  };
  arrange();
  return {
    element,
    refresh: async () => {
      round += 1;
      arrange();
      await Promise.all([...cells.values()].map(draw));
    },
    redraw: () => {
      for (const { view } of cells.values()) view.redraw();
    },
  };
}

interface SectionView {
  readonly element: HTMLElement;
  /** Gives it its heading, in which variables have their values. */
  readonly call: (title: string) => void;
}

function sectionView(
  { key, title, collapsed, panels, more }: ShownSection,
  opened: Map<string, boolean>,
  place: (panel: ShownPanel) => HTMLElement,
): SectionView {
  const id = newId();
  const grid = el('div', { class: 'grid', id: `${id}-grid` });
  // Panels of a closed section are made when it is opened: a dashboard may have hundreds.
  const fill = () => grid.childElementCount === 0 && grid.append(...panels.map(place));
  if (title === undefined) {
    fill();
    const element = el('section', { 'aria-label': 'At the top' }, el('h2', { class: 'unseen' }, 'At the top'), grid);
    return { element, call: () => undefined };
  }
  const words = el('span');
  const open = (now: boolean) => {
    button.setAttribute('aria-expanded', String(now));
    grid.hidden = !now;
    if (now) fill();
  };
  const button = el(
    'button',
    {
      ...{ type: 'button', 'aria-controls': `${id}-grid` },
      click: () => {
        opened.set(key, grid.hidden === true);
        open(grid.hidden === true);
      },
    },
    icon('down'),
    words,
    el('span', { class: 'quiet' }, ` ${panels.length} ${panels.length === 1 ? 'panel' : 'panels'}`),
    more > 0 && el('span', { class: 'badge' }, `${more} more rows are not drawn`),
  );
  open(opened.get(key) ?? !collapsed);
  return {
    element: el('section', { class: 'row', 'aria-labelledby': id }, el('h2', { id }, button), grid),
    call: (name) => {
      words.textContent = name;
    },
  };
}
