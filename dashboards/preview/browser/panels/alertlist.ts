import { agoText } from '../../data/moments.ts';
import type { JsonObject } from '../../data/read.ts';
import { flag, number, object, text } from '../../data/read.ts';
import { prometheus } from '../api.ts';
import { el } from '../dom.ts';

interface Instance {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly state: string;
  readonly activeAt: string;
}

const mostShown = 200;

/** The alerts of Prometheus itself. Fetches on its own: no query of the panel asks for them. Throws with what went wrong. */
export async function drawAlertList(panel: JsonObject, place: HTMLElement, signal: AbortSignal): Promise<boolean> {
  const data = await prometheus<{ readonly alerts?: readonly Instance[] }>('/api/v1/alerts', {}, signal);
  if (!Array.isArray(data.alerts)) throw new Error('Prometheus answered no list of alerts.');
  const options = object(panel, 'options');
  const states = object(options, 'stateFilter');
  const wanted = (state: string) => (Object.keys(states).length === 0 ? true : flag(states, state));
  const name = text(options, 'alertName') ?? '';
  const found = (data.alerts as readonly Instance[])
    .filter(({ state, labels }) => wanted(state) && (labels.alertname ?? '').includes(name))
    .sort((a, b) => rank(a) - rank(b) || a.activeAt.localeCompare(b.activeAt));
  const shown = found.slice(0, Math.min(mostShown, number(options, 'maxItems') ?? mostShown));
  place.replaceChildren();
  if (found.length === 0) return false;
  const items = shown.map(item);
  const list = el('ul', { class: 'alerts scrolled', tabindex: 0, 'aria-label': 'Alerts' }, ...items);
  place.append(list);
  if (found.length > shown.length)
    place.append(el('p', { class: 'message' }, `${found.length - shown.length} more alerts are not shown.`));
  return true;
}

const severities = ['critical', 'error', 'warning', 'info'];
const rank = ({ labels, state }: Instance) =>
  (state === 'firing' ? 0 : 10) + (severities.indexOf(labels.severity ?? '') + 1 || severities.length + 1);

function item({ labels, annotations = {}, state, activeAt }: Instance): HTMLElement {
  const { alertname = 'Alert', severity = '', ...others } = labels;
  const runbook = annotations.runbook_url ?? '';
  const title = /^https?:\/\//.test(runbook)
    ? el('a', { href: runbook, target: '_blank', rel: 'noreferrer' }, alertname)
    : alertname;
  const shown = Object.entries(others).map(([name, value]) => el('span', { class: 'label' }, `${name}=${value}`));
  return el(
    'li',
    { class: `alert ${state} ${severity}` },
    el(
      'span',
      { class: 'alert-state' },
      state === 'firing' ? (severity || 'firing').toUpperCase() : state.toUpperCase(),
    ),
    el('strong', {}, title),
    el('span', { class: 'alert-since' }, `since ${agoText(Date.parse(activeAt), Date.now()).replace(' ago', '')}`),
    annotations.summary !== undefined && el('p', {}, annotations.summary),
    el('p', { class: 'labels' }, ...shown),
  );
}
