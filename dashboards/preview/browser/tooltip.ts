// One tooltip for the whole page.
import { el, styled } from './dom.ts';

/** One line of a tooltip: a colour, a name, a value. */
export interface TooltipLine {
  readonly color?: string | undefined;
  readonly name: string;
  readonly value: string;
  /** The one that the pointer is nearest to. */
  readonly near?: boolean;
}

const box = el('div', { class: 'tooltip', role: 'presentation', hidden: true });
const mostLines = 20;

/** Shows what is at a place of the window. */
export function showTooltip(x: number, y: number, title: string, lines: readonly TooltipLine[]): void {
  if (!box.isConnected) document.body.append(box);
  box.replaceChildren(...contents(title, lines));
  box.hidden = false;
  placed(box, x, y);
}

function contents(title: string, lines: readonly TooltipLine[]): HTMLElement[] {
  const rest = lines.length - mostLines;
  return [
    el('div', { class: 'tooltip-title' }, title),
    ...lines
      .slice(0, mostLines)
      .map(({ color, name, value, near = false }) =>
        el(
          'div',
          { class: near ? 'tooltip-line near' : 'tooltip-line' },
          swatch(color),
          el('span', { class: 'tooltip-name' }, name),
          el('span', { class: 'tooltip-value' }, value),
        ),
      ),
    ...(rest > 0 ? [el('div', { class: 'tooltip-line' }, `and ${rest} more`)] : []),
  ];
}

function placed(box: HTMLElement, x: number, y: number): void {
  const { width, height } = box.getBoundingClientRect();
  const left = x + 16 + width > window.innerWidth ? Math.max(4, x - 16 - width) : x + 16;
  const top = Math.min(Math.max(4, y - height / 2), Math.max(4, window.innerHeight - height - 4));
  styled(box, { left: `${left}px`, top: `${top}px` });
}

/** Shows a tooltip that stays beside an element until somebody presses Escape or looks elsewhere, with a link that can be followed. */
export function pinTooltip(at: HTMLElement, title: string, lines: readonly TooltipLine[], link?: HTMLElement): void {
  hideTooltip();
  const leave = () => {
    document.removeEventListener('mousedown', outside, true);
    pinned.remove();
  };
  const outside = ({ target }: Event) => {
    if (!(target instanceof Node && pinned.contains(target))) leave();
  };
  const close = el('button', { type: 'button', class: 'button', click: leave }, 'Close');
  const pinned = el(
    'div',
    {
      ...{ class: 'tooltip pinned', role: 'dialog', 'aria-label': title, tabindex: -1 },
      keydown: (event) => {
        if ((event as KeyboardEvent).key !== 'Escape') return;
        leave();
        if (at.isConnected) at.focus();
      },
      focusout: (event) => {
        const { relatedTarget } = event as FocusEvent;
        if (relatedTarget instanceof Node && !pinned.contains(relatedTarget)) leave();
      },
    },
    ...contents(title, lines),
    el('p', { class: 'tooltip-actions' }, link, close),
  );
  document.body.append(pinned);
  document.addEventListener('mousedown', outside, true);
  const { right, top, height } = at.getBoundingClientRect();
  placed(pinned, right, top + height / 2);
  (link ?? close).focus();
}

/** Takes the tooltip away. */
export function hideTooltip(): void {
  box.hidden = true;
}

/** A small bar in the colour of a series. */
export function swatch(color: string | undefined): HTMLElement {
  return styled(el('span', { class: 'swatch', 'aria-hidden': 'true' }), { background: color ?? 'transparent' });
}
