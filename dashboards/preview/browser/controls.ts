// What is chosen at the top of the page: time range, refresh, variables, annotations.
import { all, type VariableState } from '../../expand/index.ts';
import { dateText } from '../data/moments.ts';
import {
  quickRanges,
  type RawRange,
  rangeText,
  refreshIntervals,
  resolveRange,
  type TimeRange,
} from '../data/range.ts';
import { el, icon } from './dom.ts';
import { popover } from './popover.ts';
import { type Choice, chosenText } from './variables.ts';

/** The choice of the time range. */
export function timePicker(raw: RawRange, change: (raw: RawRange) => void): HTMLElement {
  const words = rangeText(raw, dateText, Date.now());
  const from = el('input', {
    type: 'text',
    id: 'range-from',
    value: raw.from,
    spellcheck: 'false',
    autocomplete: 'off',
  });
  const to = el('input', { type: 'text', id: 'range-to', value: raw.to, spellcheck: 'false', autocomplete: 'off' });
  const wrong = el('p', { class: 'wrong', role: 'alert' });
  const choose = (range: RawRange) => {
    // As long as it is open it is in use, and would keep showing the old range.
    made.open = false;
    made.querySelector('summary')?.focus();
    change(range);
  };
  const apply = () => {
    try {
      const wanted = { from: from.value.trim(), to: to.value.trim() };
      resolveRange(wanted, Date.now());
      choose(wanted);
    } catch (error) {
      wrong.textContent = error instanceof Error ? error.message : String(error);
    }
  };
  const form = el(
    'form',
    {
      class: 'range-form',
      submit: (event) => {
        event.preventDefault();
        apply();
      },
    },
    el('label', { for: 'range-from' }, 'From'),
    from,
    el('label', { for: 'range-to' }, 'To'),
    to,
    wrong,
    el('button', { type: 'submit', class: 'button primary' }, 'Apply range'),
    el('p', { class: 'quiet' }, 'Such as now-1h, now/d, 2026-06-01 08:00'),
  );
  const quick = quickRanges.map((length) => {
    const range = { from: `now-${length}`, to: 'now' };
    const chosen = range.from === raw.from && raw.to === 'now';
    return el(
      'li',
      {},
      el(
        'button',
        { type: 'button', 'aria-pressed': String(chosen), click: () => choose(range) },
        rangeText(range, dateText, 0),
      ),
    );
  });
  const made = popover(
    `Time range: ${words}`,
    el('span', {}, icon('clock'), el('span', {}, words)),
    form,
    el('ul', { class: 'menu', 'aria-label': 'Quick ranges' }, ...quick),
  );
  made.classList.add('time-picker');
  return made;
}

/** A range twice as long around the same middle. */
export function wider({ from, to }: TimeRange): RawRange {
  const half = to - from;
  const middle = from + half / 2;
  return { from: String(Math.round(middle - half)), to: String(Math.min(Date.now(), Math.round(middle + half))) };
}

/** The choice how often to refresh. */
export function refreshPicker(interval: string, change: (interval: string) => void): HTMLElement {
  const known: readonly string[] = refreshIntervals;
  const options = (known.includes(interval) ? known : [...known, interval]).map((each) =>
    el('option', { value: each, selected: each === interval }, each === '' ? 'Off' : each),
  );
  const select = el(
    'select',
    { 'aria-label': 'Refresh every', title: 'Refresh every', change: () => change(select.value) },
    ...options,
  );
  return select;
}

/** The choice of a variable. */
export function variablePicker(choice: Choice, change: (values: readonly string[]) => void): HTMLElement | undefined {
  const { label, state, kind, problem, name } = choice;
  if (kind === 'fixed') return undefined;
  const labelled = (id: string, control: HTMLElement) =>
    el('div', { class: 'variable', 'data-variable': name }, el('label', id === '' ? {} : { for: id }, label), control);
  const id = `var-${name}`;
  if (kind === 'textbox') {
    const input = el('input', { id, type: 'text', value: String(state.value), change: () => write() });
    const write = () => {
      // From here on it is chosen, and not somebody's unfinished text.
      input.defaultValue = input.value;
      change([input.value]);
    };
    return labelled(id, input);
  }
  const options = [...(state.includeAll ? [{ value: all, text: 'All' }] : []), ...(state.options ?? [])];
  if (!state.multi) {
    const chosen = typeof state.value === 'string' ? state.value : (state.value[0] ?? '');
    const known = options.some(({ value }) => value === chosen)
      ? options
      : [...options, { value: chosen, text: chosen || 'None' }];
    const select = el(
      'select',
      { id, change: () => change([select.value]), ...(problem && { title: problem }) },
      ...known.map(({ value, text }) => el('option', { value, selected: value === chosen }, text)),
    );
    return labelled(id, select);
  }
  return el(
    'div',
    { class: 'variable', 'data-variable': name },
    el('span', { class: 'variable-label' }, label),
    multiPicker(label, state, options, problem, change),
  );
}

const mostOptions = 1000;

function multiPicker(
  label: string,
  state: VariableState,
  options: readonly { readonly value: string; readonly text: string }[],
  problem: string | undefined,
  change: (values: readonly string[]) => void,
): HTMLElement {
  const chosen = new Set(typeof state.value === 'string' ? [state.value] : state.value);
  const before = [...chosen].join('\n');
  const boxes = options.slice(0, mostOptions).map(({ value, text }) => {
    const box = el('input', { type: 'checkbox', checked: chosen.has(value) });
    box.addEventListener('change', () => {
      if (!box.checked) chosen.delete(value);
      else if (value === all) chosen.clear();
      else chosen.delete(all);
      if (box.checked) chosen.add(value);
      for (const other of boxes) other.box.checked = chosen.has(other.value);
    });
    return { value, text, box, item: el('li', {}, el('label', {}, box, text)) };
  });
  const search = el('input', { type: 'search', placeholder: 'Search', 'aria-label': `Search ${label}` });
  search.addEventListener('input', () => {
    for (const { text, item } of boxes) item.hidden = !text.toLowerCase().includes(search.value.toLowerCase());
  });
  const apply = () => {
    const fallback = state.includeAll ? [all] : options.slice(0, 1).map(({ value }) => value);
    const values = chosen.size > 0 ? [...chosen] : fallback;
    if (values.join('\n') !== before) change(values);
  };
  const list = el('ul', { class: 'options', 'aria-label': label }, ...boxes.map(({ item }) => item));
  const made = popover(
    `${label}: ${chosenText(state)}`,
    chosenText(state),
    problem !== undefined && el('p', { class: 'wrong' }, problem),
    boxes.length > 8 && search,
    list,
  );
  // What was chosen counts when the list is closed, not click by click.
  made.addEventListener('toggle', () => !made.open && apply());
  return made;
}

/** Switches for annotations. */
export function annotationSwitches(
  names: readonly { readonly name: string; readonly shown: boolean; readonly problem?: string | undefined }[],
  change: (name: string, shown: boolean) => void,
): HTMLElement | undefined {
  if (names.length === 0) return undefined;
  const boxes = names.map(({ name, shown, problem }, index) => {
    const box = el('input', {
      type: 'checkbox',
      id: `annotation-${index}`,
      checked: shown,
      change: () => change(name, box.checked),
    });
    return el(
      'label',
      { class: 'switch', ...(problem && { title: problem }) },
      box,
      name,
      problem !== undefined && el('span', { class: 'wrong' }, ' failed'),
    );
  });
  return el('div', { class: 'annotations', role: 'group', 'aria-label': 'Annotations' }, ...boxes);
}
