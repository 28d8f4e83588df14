import { interpolate } from '../../../expand/index.ts';
import { inkOn, readableColor } from '../../data/colors.ts';
import { show } from '../../data/display.ts';
import { placeOf } from '../../data/ends.ts';
import { type FieldConfig, fieldConfig } from '../../data/field.ts';
import type { Field, Frame, Value } from '../../data/frame.ts';
import { rowCount } from '../../data/frame.ts';
import { dateText } from '../../data/moments.ts';
import { flag, number, object, objects, text } from '../../data/read.ts';
import { largest } from '../../data/reduce.ts';
import { compareValues } from '../../data/transformations/transformation.ts';
import { el, styled } from '../dom.ts';
import { keepingFocus } from '../focus.ts';
import { linkTarget } from '../links.ts';
import { constant, type Session } from '../session.ts';
import { theme } from '../theme.ts';
import type { Draw, Drawing } from './drawing.ts';

const mostRows = 500;

interface Column {
  readonly field: Field;
  readonly title: string;
  readonly config: FieldConfig;
}

/** The newest values as a table. */
export const drawTable: Draw = (drawing) => {
  const frames = drawing.data.frames.filter((frame) => rowCount(frame) > 0);
  if (frames.length === 0) return undefined;
  const holder = el('div', { class: 'table-holder', tabindex: 0, role: 'region', 'aria-label': drawing.title });
  drawing.place.append(holder);
  if (frames.length > 1) drawing.place.append(frameChoice(frames, (frame) => fill(holder, frame, drawing)));
  fill(holder, frames[0], drawing);
  return () => undefined;
};

/** Grafana shows one frame at a time, too. */
function frameChoice(frames: readonly Frame[], chosen: (frame: Frame | undefined) => void): HTMLElement {
  const name = ({ fields, refId }: Frame) => fields.find(({ type }) => type === 'number')?.name ?? refId;
  const options = frames.map((frame, index) => el('option', { value: index }, name(frame)));
  const select = el(
    'select',
    { 'aria-label': 'Which series', change: () => chosen(frames[Number(select.value)]) },
    ...options,
  );
  return el('p', { class: 'table-choice' }, select);
}

function fill(holder: HTMLElement, frame: Frame | undefined, drawing: Drawing): void {
  if (frame === undefined) return;
  const { panel, kept } = drawing;
  const columns = frame.fields
    .map((field) => ({ field, config: fieldConfig(object(panel, 'fieldConfig'), { ...field, refId: frame.refId }) }))
    .filter(({ config }) => !flag(config.custom, 'hidden') && !flag(config.custom, 'hideFrom', 'viz'))
    .map(({ field, config }): Column => ({ field, config, title: config.displayName ?? field.name }));
  const [first] = objects(panel, 'options', 'sortBy');
  const proposed = first && { column: text(first, 'displayName') ?? '', down: flag(first, 'desc') };
  const sort = kept.sort ?? proposed;
  const order = sorted(columns, rowCount(frame), sort);
  const resort = (column: string) => {
    kept.sort = { column, down: sort?.column === column && !sort.down };
    keepingFocus(holder, () => fill(holder, frame, drawing));
  };
  const shown = order.slice(0, mostRows);
  const table = el(
    'table',
    { class: 'cells' },
    el('thead', {}, el('tr', {}, ...columns.map((column) => heading(column, sort, resort)))),
    el(
      'tbody',
      {},
      ...shown.map((row) => el('tr', {}, ...columns.map((column) => cell(column, row, columns, drawing.session)))),
    ),
  );
  const rest = order.length - shown.length;
  holder.replaceChildren(
    table,
    ...(rest > 0 ? [el('p', { class: 'message' }, `${rest} more rows are not shown.`)] : []),
  );
}

function sorted(columns: readonly Column[], length: number, sort: Drawing['kept']['sort']): number[] {
  const order = Array.from({ length }, (_, index) => index);
  const values = columns.find(({ title }) => title === sort?.column)?.field.values;
  if (values === undefined) return order;
  const direction = sort?.down ? -1 : 1;
  return order.sort((a, b) => direction * compareValues(values[a] ?? null, values[b] ?? null));
}

function heading(
  { title, config, field }: Column,
  sort: Drawing['kept']['sort'],
  resort: (column: string) => void,
): HTMLElement {
  const here = sort?.column === title;
  const direction = here ? (sort.down ? 'descending' : 'ascending') : 'none';
  const arrow = here ? (sort.down ? ' ↓' : ' ↑') : '';
  const button = el(
    'button',
    { type: 'button', 'aria-label': title, click: () => resort(title) },
    title,
    el('span', { 'aria-hidden': 'true' }, arrow),
  );
  const made = el(
    'th',
    { scope: 'col', 'aria-sort': direction, class: field.type === 'number' ? 'number' : undefined },
    button,
  );
  const width = number(config.custom, 'width');
  return width === undefined ? made : styled(made, { width: `${width}px` });
}

function cell(
  { field, config, title }: Column,
  row: number,
  columns: readonly Column[],
  session: Session,
): HTMLElement {
  const value = field.values[row] ?? null;
  const made = el('td', { class: field.type === 'number' ? 'number' : undefined });
  const shown =
    field.type === 'time' && config.unit === undefined && typeof value === 'number'
      ? { prefix: '', text: dateText(value), suffix: '', color: undefined, mapped: false }
      : show(value, value === null ? { ...config, noValue: '' } : config, theme());
  const words = `${shown.prefix}${shown.text}${shown.suffix}`;
  const options = object(config.custom, 'cellOptions');
  const kind = text(options, 'type') ?? text(config.custom, 'displayMode') ?? 'auto';
  const target = value === null ? undefined : firstLink(config, value, row, columns, session);
  const inside = target
    ? el(
        'a',
        { href: target.href, ...(target.outside && { target: '_blank', rel: 'noreferrer' }), title: target.title },
        words,
      )
    : words;
  if (kind === 'gauge' && typeof value === 'number') {
    const [least, most] = [config.min ?? 0, config.max ?? largest(1, field.values.map(Number).filter(Number.isFinite))];
    const bar = styled(el('span', { class: 'bar-fill' }), {
      width: `${placeOf(value, least, most) * 100}%`,
      background: shown.color ?? 'var(--accent)',
    });
    made.append(
      el('span', { class: 'cell-bar' }, el('span', { class: 'bar-track', 'aria-hidden': 'true' }, bar), inside),
    );
    return made;
  }
  made.append(inside);
  made.title = `${title}: ${words}`;
  if (kind.startsWith('color-background') && shown.color !== undefined && value !== null)
    return styled(made, { background: shown.color, color: inkOn(shown.color), '--link': inkOn(shown.color) });
  if (kind === 'color-text' && shown.color !== undefined)
    return styled(made, { color: readableColor(shown.color, theme()) });
  return made;
}

/** A link of a cell may use its value, and the other cells of its row. */
function firstLink(config: FieldConfig, value: Value, row: number, columns: readonly Column[], session: Session) {
  const [link] = config.links;
  const url = text(link, 'url');
  if (link === undefined || url === undefined) return undefined;
  const raw = constant('', String(value));
  const fields = columns.flatMap(({ field, title }) => {
    const state = constant('', String(field.values[row] ?? ''));
    return [
      [`__data.fields.${title}`, state],
      [`__data.fields["${title}"]`, state],
      [`__data.fields.${field.name}`, state],
    ] as const;
  });
  const variables = { ...session.variables, '__value.raw': raw, '__value.text': raw, ...Object.fromEntries(fields) };
  return linkTarget(interpolate(url, variables), text(link, 'title') ?? '', session);
}
