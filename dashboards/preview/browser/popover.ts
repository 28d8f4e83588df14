// Menus that open below a button: closed by Escape and by a click elsewhere.
import { type Child, el } from './dom.ts';

/** A button, and what opens below it. `label` is what it is about, `shown` what stands on it. */
export function popover(label: string, shown: Child, ...content: readonly Child[]): HTMLDetailsElement {
  return el(
    'details',
    { class: 'popover' },
    el('summary', { class: 'button', 'aria-label': label }, shown),
    el('div', { class: 'popover-body' }, ...content),
  );
}

/** Makes all of them close when they should. */
export function watchPopovers(): void {
  const opened = () => [...document.querySelectorAll<HTMLDetailsElement>('details.popover[open]')];
  document.addEventListener('click', (event) => {
    for (const each of opened()) if (!each.contains(event.target as Node)) each.open = false;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const each of opened()) {
      each.open = false;
      each.querySelector('summary')?.focus();
    }
  });
}
