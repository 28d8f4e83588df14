// One dashboard: its controls and its grid, and how a choice in the first reaches the second.
import { sections } from '../data/dashboard.ts';
import { type RawRange, refreshMs, resolveRange, type TimeRange } from '../data/range.ts';
import { type JsonObject, text } from '../data/read.ts';
import { choiceParams, readAddress, writeAddress } from './address.ts';
import { annotationQueries, marksOf } from './annotations.ts';
import type { Catalog } from './api.ts';
import { annotationSwitches, refreshPicker, timePicker, variablePicker, wider } from './controls.ts';
import { el, icon } from './dom.ts';
import { type Grid, gridView } from './grid.ts';
import { dashboardLinks } from './links.ts';
import { type Part, part } from './part.ts';
import { choices, type Session } from './session.ts';
import { asVariables, type Choice, resolveVariables } from './variables.ts';

const usualRange: RawRange = { from: 'now-6h', to: 'now' };

/** Where a dashboard stands in the page. */
export interface Places {
  readonly bar: HTMLElement;
  readonly main: HTMLElement;
}

/** A dashboard that stands in the page, from the moment it is opened until the page goes. */
export class DashboardView {
  readonly #session: Session;
  readonly #grid: Grid;
  readonly #main: HTMLElement;
  readonly #switches: { name: string; shown: boolean; query: JsonObject; problem?: string | undefined }[];
  #chosen: ReadonlyMap<string, readonly string[]>;
  #found: readonly Choice[] = [];
  #interval: string;
  #timer: number | undefined;
  /** Counts the refreshes: the answer to an old one is of no use. */
  #round = 0;
  readonly #parts: Readonly<Record<'variables' | 'links' | 'time', Part>>;
  #marksRunning = new AbortController();

  /** Puts the panels into their places; nothing is asked before `refresh`. */
  constructor(catalog: Catalog, uid: string, dashboard: JsonObject, places: Places) {
    const address = readAddress();
    const title = text(dashboard, 'title') ?? uid;
    const raw = firstRange(dashboard, address.range);
    this.#chosen = address.variables;
    this.#interval = address.refresh ?? text(dashboard, 'refresh') ?? '';
    this.#switches = annotationQueries(dashboard);
    this.#session = {
      ...{ catalog, uid, dashboard, raw, variables: {}, marks: [] },
      range: resolveRange(raw, Date.now()),
      setRange: (wanted) => {
        this.#session.raw = wanted;
        this.#controls();
        void this.refresh();
      },
    };
    this.#grid = gridView(sections(dashboard), this.#session);
    this.#main = places.main;
    places.main.replaceChildren(el('h1', { class: 'unseen' }, title), this.#grid.element);
    const own = (name: string) => part(name, () => this.#controls());
    this.#parts = { variables: own('variables'), links: own('board-links'), time: own('time') };
    const { variables, links, time } = this.#parts;
    places.bar.replaceChildren(variables.element, el('div', { class: 'right' }, links.element, time.element));
    document.title = `${title} – Narthex preview`;
    this.#controls();
  }

  /** Asks for everything anew, with the range as it is now. Never throws. */
  async refresh(): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    window.clearTimeout(this.#timer);
    // What is there stays until there is something newer; that it is asked for has to be seen.
    this.#main.setAttribute('aria-busy', 'true');
    const session = this.#session;
    const { dashboard, catalog, uid } = session;
    session.range = rangeNow(session.raw) ?? session.range;
    const around = { range: session.range, timeInterval: catalog.timeInterval, chosen: this.#chosen };
    const found = await resolveVariables(dashboard, around);
    if (round !== this.#round) return;
    this.#found = found;
    session.variables = asVariables(found, session);
    writeAddress(uid, choiceParams(session.raw, choices(session.variables)));
    this.#controls();
    await Promise.all([this.#grid.refresh(), this.#marks()]);
    if (round !== this.#round) return;
    this.#main.setAttribute('aria-busy', 'false');
    this.#schedule();
  }

  /** Draws anew what is there, in another theme. */
  redraw(): void {
    this.#grid.redraw();
  }

  #schedule(): void {
    window.clearTimeout(this.#timer);
    const every = refreshMs(this.#interval);
    if (every === undefined) return;
    this.#timer = window.setTimeout(() => {
      // Nobody looks: asked again later.
      if (document.hidden) this.#schedule();
      else void this.refresh();
    }, every);
  }

  #controls(): void {
    const { variables, links, time } = this.#parts;
    const session = this.#session;
    variables.show([this.#found, this.#switches], () => this.#pickers());
    const own = dashboardLinks(session);
    links.show(
      own.map(({ outerHTML }) => outerHTML),
      () => own,
    );
    time.show([session.raw, this.#interval], () => this.#timeControls());
  }

  #pickers(): (HTMLElement | undefined)[] {
    const session = this.#session;
    const pickers = this.#found.map((choice) =>
      variablePicker(choice, (values) => {
        // A choice that is still being asked for counts, too.
        this.#chosen = new Map([...choices(session.variables), ...this.#chosen, [choice.name, values]]);
        void this.refresh();
      }),
    );
    const marks = annotationSwitches(this.#switches, (name, shown) => {
      for (const each of this.#switches) if (each.name === name) each.shown = shown;
      void this.#marks();
    });
    return [...pickers, marks];
  }

  #timeControls(): HTMLElement[] {
    const session = this.#session;
    const button = (name: string, drawn: SVGSVGElement, click: () => void) =>
      el('button', { type: 'button', class: 'button', title: name, 'aria-label': name, click }, drawn);
    return [
      timePicker(session.raw, session.setRange),
      button('Zoom out', icon('out'), () => session.setRange(wider(session.range))),
      button('Refresh', icon('refresh'), () => void this.refresh()),
      refreshPicker(this.#interval, (interval) => {
        this.#interval = interval;
        this.#schedule();
      }),
    ];
  }

  async #marks(): Promise<void> {
    this.#marksRunning.abort();
    this.#marksRunning = new AbortController();
    const { signal } = this.#marksRunning;
    const session = this.#session;
    const before = JSON.stringify([session.marks, this.#switches.map(({ problem }) => problem)]);
    const all = await Promise.all(
      this.#switches.map(async (each) => {
        each.problem = undefined;
        if (!each.shown) return [];
        return marksOf(each.query, session, signal).catch((error: unknown) => {
          each.problem = error instanceof Error ? error.message : String(error);
          return [];
        });
      }),
    );
    if (signal.aborted) return;
    session.marks = all.flat();
    if (before === JSON.stringify([session.marks, this.#switches.map(({ problem }) => problem)])) return;
    this.#controls();
    this.#grid.redraw();
  }
}

/** The range of the address, else that of the dashboard, else six hours: the first that is one. */
function firstRange(dashboard: JsonObject, address: Partial<RawRange>): RawRange {
  const from = text(dashboard, 'time', 'from') ?? usualRange.from;
  const to = text(dashboard, 'time', 'to') ?? usualRange.to;
  return (
    [
      { from, to, ...address },
      { from, to },
    ].find((raw) => rangeNow(raw) !== undefined) ?? usualRange
  );
}

function rangeNow(raw: RawRange): TimeRange | undefined {
  try {
    return resolveRange(raw, Date.now());
  } catch {
    return undefined;
  }
}
