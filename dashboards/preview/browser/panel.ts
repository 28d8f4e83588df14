// One panel: its heading, its state, and what is drawn in it.
import { notesOf } from '../data/notes.ts';
import { flag, type JsonObject, objects, text } from '../data/read.ts';
import { releaseCharts } from './chart.ts';
import { showDetails } from './details.ts';
import { el, icon, newId } from './dom.ts';
import { drawOf } from './draw.ts';
import { keepingFocus } from './focus.ts';
import { anchor, linkTarget } from './links.ts';
import { drawAlertList } from './panels/alertlist.ts';
import { type Kept, noDataText } from './panels/drawing.ts';
import { type PanelData, panelData, titleWithVariables, withVariables } from './query.ts';
import type { Session } from './session.ts';

type State = 'drawn' | 'empty' | 'problem';

/** What came of drawing: the state, words in place of a drawing, and the badges. */
interface Outcome {
  readonly state: State;
  readonly message?: string;
  readonly badges: readonly string[];
}

const none: PanelData = { asked: [], series: [], frames: [], histograms: [], unknown: [] };
/** What nothing is called is a value to these; to others it is none. */
const showNothing = ['stat', 'singlestat', 'gauge'];
const untitled = 'Panel without a title';

/** A panel that stands in the page, with what it showed last. */
export class PanelView {
  /** The panel in the page. */
  readonly element: HTMLElement;
  readonly #panel: JsonObject;
  readonly #session: Session;
  readonly #more: number;
  readonly #type: string;
  readonly #place: HTMLElement;
  readonly #badges = el('span', { class: 'badges' });
  readonly #words = el('span');
  readonly #links = el('span', { class: 'panel-links' });
  readonly #kept: Kept = { hidden: new Set(), sort: undefined };
  #data = none;
  #release: (() => void) | undefined;
  #running: AbortController | undefined;

  /**
   * Makes the frame of a panel; nothing is asked before `refresh`.
   *
   * @param more - How many of its kind would follow it.
   */
  constructor(panel: JsonObject, session: Session, more: number) {
    this.#panel = panel;
    this.#session = session;
    this.#more = more;
    this.#type = text(panel, 'type') ?? 'unknown';
    this.#place = el('div', { class: `panel-body ${this.#type}` });
    const heading = newId();
    const details = el(
      'button',
      {
        type: 'button',
        class: 'panel-title',
        title: 'Query and description',
        click: () => showDetails(panel, this.#title(), this.#data, session),
      },
      this.#words,
      icon(text(panel, 'description') ? 'info' : 'code'),
    );
    const header = el(
      'header',
      { class: text(panel, 'title') ? 'panel-header' : 'panel-header untitled' },
      el('h3', { id: heading }, details),
      this.#badges,
      this.#links,
    );
    this.#words.textContent = this.#title() || untitled;
    this.element = el(
      'article',
      {
        class: `panel${flag(panel, 'transparent') ? ' transparent' : ''}`,
        'aria-labelledby': heading,
        'data-state': 'waiting',
        'data-type': this.#type,
        'aria-busy': 'true',
      },
      header,
      this.#place,
    );
  }

  /** Asks and draws anew. Never throws; done when everything is drawn. */
  async refresh(): Promise<void> {
    this.#running?.abort();
    const own = new AbortController();
    this.#running = own;
    this.element.setAttribute('aria-busy', 'true');
    this.#words.textContent = this.#title() || untitled;
    this.#link();
    try {
      if (this.#type === 'alertlist') {
        const found = await drawAlertList(this.#panel, this.#place, own.signal);
        return this.#show(
          found ? { state: 'drawn', badges: [] } : { state: 'empty', message: 'No alerts', badges: ['no data'] },
        );
      }
      const asks = drawOf(this.#type) !== undefined && this.#type !== 'text';
      const found = asks ? await panelData(this.#panel, this.#session, this.#place.clientWidth, own.signal) : none;
      if (own.signal.aborted) return;
      this.#data = found;
      this.#redraw();
    } catch (error) {
      if (own.signal.aborted) return;
      this.#show({ state: 'problem', message: wordsOf(error), badges: ['query failed'] });
    }
  }

  /** Draws anew what is there already. */
  redraw(): void {
    if (this.element.dataset.state !== 'waiting' && this.#type !== 'alertlist') this.#redraw();
  }

  /** Takes it out of the page for good. */
  remove(): void {
    this.#running?.abort();
    this.#release?.();
    this.#release = undefined;
    this.element.remove();
  }

  #title(): string {
    return titleWithVariables(text(this.#panel, 'title') ?? '', this.#session);
  }

  /** The links take along what is chosen now; a menu that is open stays as it is. */
  #link(): void {
    if (this.#links.querySelector('[open]') !== null) return;
    const menu = linkMenu(this.#panel, this.#session);
    keepingFocus(this.#links, () => this.#links.replaceChildren(...(menu ? [menu] : [])));
  }

  #redraw(): void {
    this.#release?.();
    this.#release = undefined;
    keepingFocus(this.#place, () => {
      this.#place.replaceChildren();
      this.#show(this.#draw());
    });
  }

  #show({ state, message, badges }: Outcome): void {
    if (message !== undefined) {
      const kind = state === 'problem' && badges[0] !== 'cannot draw' ? 'wrong' : 'quiet';
      this.#place.replaceChildren(
        el('p', { class: `message ${kind}`, tabindex: kind === 'wrong' ? 0 : undefined }, message),
      );
    }
    this.element.dataset.state = state;
    this.element.setAttribute('aria-busy', 'false');
    this.#badges.replaceChildren(...badges.map((words) => el('span', { class: `badge ${state}` }, words)));
  }

  #draw(): Outcome {
    const [panel, data, type] = [this.#panel, this.#data, this.#type];
    const { dashboard, variables } = this.#session;
    const notes = [
      ...notesOf(panel, {
        ...{ dashboard, unknown: data.unknown, variables: Object.keys(variables) },
        offsetMinutes: new Date().getTimezoneOffset(),
      }),
      ...(this.#more > 0 ? [`${this.#more} more are not drawn`] : []),
    ];
    const draw = drawOf(type);
    if (draw === undefined)
      return { state: 'problem', message: `This preview cannot draw ${type}.`, badges: ['cannot draw', ...notes] };
    const native = data.histograms.length > 0;
    const found = data.frames.length > 0 || data.series.length > 0 || type === 'text' || (native && type === 'heatmap');
    if (native && !found)
      return {
        state: 'problem',
        message: 'The answer is native histograms, which the preview draws as heatmaps only.',
        badges: ['cannot draw', ...notes],
      };
    const [problem] = data.asked.flatMap((each) => each.problem ?? []);
    if (problem !== undefined && !found)
      return { state: 'problem', message: problem, badges: ['query failed', ...notes] };
    const partly = problem === undefined ? notes : ['a query failed', ...notes];
    try {
      const drawing = {
        panel,
        data,
        title: this.#title(),
        session: this.#session,
        place: this.#place,
        kept: this.#kept,
      };
      if (found || showNothing.includes(type)) this.#release = draw(drawing);
    } catch (error) {
      releaseCharts(this.#place);
      const message = `This panel could not be drawn: ${wordsOf(error)}`;
      return { state: 'problem', message, badges: ['not drawn', ...notes] };
    }
    if (this.#release === undefined)
      return { state: 'empty', message: noDataText(panel), badges: ['no data', ...partly] };
    return found ? { state: 'drawn', badges: partly } : { state: 'empty', badges: ['no data', ...partly] };
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function linkMenu(panel: JsonObject, session: Session): HTMLElement | undefined {
  const all = objects(panel, 'links').flatMap((link) => {
    const url = withVariables(text(link, 'url') ?? '', session);
    return linkTarget(url, text(link, 'title') ?? url, session) ?? [];
  });
  if (all.length === 0) return undefined;
  const menu = el('ul', { class: 'menu' }, ...all.map((target) => el('li', {}, anchor(target))));
  return el(
    'details',
    { class: 'popover links' },
    el('summary', { 'aria-label': 'Links', title: 'Links' }, icon('link')),
    menu,
  );
}
