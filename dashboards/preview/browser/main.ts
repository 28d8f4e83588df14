// The page: which dashboard is shown, and what stands around it.
import { readAddress } from './address.ts';
import { type Catalog, dashboard, dashboards } from './api.ts';
import { byId, el, icon } from './dom.ts';
import { watchPopovers } from './popover.ts';
import { theme, toggleTheme, watchTheme } from './theme.ts';
import { DashboardView } from './view.ts';

let view: DashboardView | undefined;
const main = byId('dashboard');

const themeButton = el('button', {
  type: 'button',
  class: 'button',
  click: () => {
    toggleTheme();
    themed();
  },
});

function themed(): void {
  const other = theme() === 'light' ? 'dark' : 'light';
  themeButton.replaceChildren(icon(other === 'light' ? 'sun' : 'moon'));
  themeButton.setAttribute('aria-label', `Use the ${other} theme`);
  themeButton.title = `Use the ${other} theme`;
  view?.redraw();
}

function refuse(title: string, words: string): void {
  main.replaceChildren(el('section', { class: 'refusal', role: 'alert' }, el('h1', {}, title), el('p', {}, words)));
}

function head({ dashboards: all, from }: Catalog, uid: string): void {
  const options = all.map((each) => el('option', { value: each.uid, selected: each.uid === uid }, each.title));
  const select = el(
    'select',
    { id: 'which', change: () => window.location.assign(`/d/${encodeURIComponent(select.value)}`) },
    ...options,
  );
  byId('top').append(
    el('nav', { 'aria-label': 'Dashboards' }, el('label', { class: 'unseen', for: 'which' }, 'Dashboard'), select),
    el('p', { class: 'from' }, `live from ${from}, read-only`),
    themeButton,
  );
}

async function start(): Promise<void> {
  watchTheme(themed);
  watchPopovers();
  themed();
  const catalog = await dashboards();
  const wanted = readAddress().uid ?? catalog.home ?? catalog.dashboards[0]?.uid;
  head(catalog, wanted ?? '');
  const listed = catalog.dashboards.find(({ uid }) => uid === wanted);
  if (wanted === undefined || listed === undefined)
    return refuse(
      'There is no such dashboard',
      wanted === undefined ? 'The preview was given none.' : `Nothing here has the uid '${wanted}'.`,
    );
  if (listed.problem !== undefined) return refuse(`${listed.title} cannot be drawn`, listed.problem);
  const bar = el('div', { id: 'controls', role: 'region', 'aria-label': 'Controls' });
  byId('top').after(bar);
  view = new DashboardView(catalog, wanted, await dashboard(wanted), { bar, main });
  await view.refresh();
}

start().catch((error: unknown) => {
  refuse('The preview cannot show this', error instanceof Error ? error.message : String(error));
});
