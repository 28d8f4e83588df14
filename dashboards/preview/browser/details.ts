// What is behind a panel: its description, and every query as Prometheus got it.
import { dateText } from '../data/moments.ts';
import { type JsonObject, text } from '../data/read.ts';
import { valueText } from '../data/units.ts';
import { el } from './dom.ts';
import type { Asked, PanelData } from './query.ts';
import { withVariables } from './query.ts';
import { markdown } from './safe-html.ts';
import type { Session } from './session.ts';

/** Opens a window over the page with all that is known of a panel. */
export function showDetails(panel: JsonObject, title: string, data: PanelData, session: Session): void {
  const description = text(panel, 'description');
  const close = el('button', { type: 'button', class: 'button', click: () => dialog.close() }, 'Close');
  const dialog = el(
    'dialog',
    { class: 'details', 'aria-labelledby': 'details-title', close: () => dialog.remove() },
    el('header', {}, el('h2', { id: 'details-title' }, title || 'Panel'), close),
    el(
      'div',
      { class: 'details-body', tabindex: 0, role: 'region', 'aria-label': 'Description and queries' },
      description !== undefined && markdown(withVariables(description, session)),
      ...data.asked.map(query),
      data.asked.length === 0 && el('p', {}, 'This panel asks no query that the preview knows.'),
      data.unknown.length > 0 &&
        el('p', { class: 'message wrong' }, `Transformations that the preview leaves out: ${data.unknown.join(', ')}.`),
    ),
  );
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}

function query({ query: expanded, template, answered, milliseconds, problem, format }: Asked): HTMLElement {
  const points = answered.reduce((sum, each) => sum + each.points.length, 0);
  const when =
    expanded.kind === 'range'
      ? `Every ${valueText(expanded.step, 's')} from ${dateText(expanded.start * 1000)} to ${dateText(expanded.end * 1000)}`
      : `At ${dateText(expanded.time * 1000)}`;
  const same = expanded.expr === template;
  return el(
    'section',
    { class: 'query' },
    el('h3', {}, `Query ${expanded.refId}`, el('span', { class: 'quiet' }, ` ${expanded.kind}, as ${format}`)),
    el('h4', {}, same ? 'As written, and as Prometheus got it' : 'As Prometheus got it'),
    el('pre', { class: 'code expanded', tabindex: 0, 'aria-label': 'Expanded query' }, expanded.expr),
    !same && el('h4', {}, 'As written'),
    !same && el('pre', { class: 'code', tabindex: 0, 'aria-label': 'Query as written' }, template),
    el(
      'p',
      { class: 'quiet' },
      `${when}. Answered ${answered.length} series with ${points} points in ${milliseconds} ms.`,
    ),
    problem !== undefined && el('p', { class: 'message wrong' }, problem),
  );
}
