// A part of the page that is made anew only when it shows something else, and never under the hands of somebody.
import { type Child, el } from './dom.ts';
import { keepingFocus } from './focus.ts';

/** A part of the page. */
export interface Part {
  readonly element: HTMLElement;
  /** Makes what stands in it if `shows`, which is anything that JSON can hold, is not what it was. */
  readonly show: (shows: unknown, make: () => readonly Child[]) => void;
}

/** An empty part. `free` is called when a menu in it was closed: what could not be shown then can be now. */
export function part(name: string, free: () => void): Part {
  const element = el('div', { class: name });
  let shown: string | undefined;
  element.addEventListener('toggle', () => !inUse(element) && free(), true);
  return {
    element,
    show: (shows, make) => {
      const wanted = JSON.stringify(shows);
      if (wanted === shown || inUse(element)) return;
      shown = wanted;
      keepingFocus(element, () =>
        element.replaceChildren(...make().filter((child) => child !== undefined && child !== false)),
      );
    },
  };
}

/** Whether a menu is open, or somebody writes. */
function inUse(element: HTMLElement): boolean {
  const { activeElement } = document;
  const writes =
    activeElement instanceof HTMLInputElement &&
    activeElement.type === 'text' &&
    activeElement.value !== activeElement.defaultValue;
  return element.querySelector('details[open]') !== null || (writes && element.contains(activeElement));
}
