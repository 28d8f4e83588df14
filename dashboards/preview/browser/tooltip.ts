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
  const rest = lines.length - mostLines;
  box.replaceChildren(
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
  );
  box.hidden = false;
  const { width, height } = box.getBoundingClientRect();
  const left = x + 16 + width > window.innerWidth ? Math.max(4, x - 16 - width) : x + 16;
  const top = Math.min(Math.max(4, y - height / 2), Math.max(4, window.innerHeight - height - 4));
  styled(box, { left: `${left}px`, top: `${top}px` });
}

/** Takes the tooltip away. */
export function hideTooltip(): void {
  box.hidden = true;
}

/** A small bar in the colour of a series. */
export function swatch(color: string | undefined): HTMLElement {
  return styled(el('span', { class: 'swatch', 'aria-hidden': 'true' }), { background: color ?? 'transparent' });
}
