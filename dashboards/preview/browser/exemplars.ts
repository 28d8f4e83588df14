// Marks on a chart for single measurements. Each leads to its trace; the arrow keys go from one to the next.
import type uPlot from 'uplot';
import { type Exemplar, traceOf } from '../data/exemplars.ts';
import { dateText } from '../data/moments.ts';
import { el, styled } from './dom.ts';
import { anchor } from './links.ts';
import type { Session } from './session.ts';
import { hideTooltip, pinTooltip, showTooltip, type TooltipLine } from './tooltip.ts';

/** What is needed to draw exemplars. */
export interface ExemplarSpec {
  readonly exemplars: readonly Exemplar[];
  readonly session: Session;
  /** The scale on which `height` is. */
  readonly scale: string;
  /** Where a value stands on the scale; nothing where it has no place. */
  readonly height: (value: number) => number | undefined;
  readonly words: (value: number) => string;
}

/** Puts the marks over a chart; they follow its size and its scales. */
export function exemplarMarks({ exemplars, session, scale, height, words }: ExemplarSpec): uPlot.Plugin {
  const { from, to } = session.range;
  const marks = exemplars.flatMap((exemplar) => {
    const place = height(exemplar.value);
    // Ranges of queries begin at a multiple of their step, before that of the chart.
    const outside = exemplar.time * 1000 < from || exemplar.time * 1000 > to;
    return place === undefined || outside ? [] : [{ exemplar, place, element: mark(exemplar, session, words) }];
  });
  const layer = el(
    'div',
    { class: 'exemplars', role: 'group', 'aria-label': 'Exemplars' },
    ...marks.map(({ element }) => element),
  );
  withArrows(marks.map(({ element }) => element));
  return {
    hooks: {
      init: (plot) => {
        if (marks.length > 0) plot.over.append(layer);
      },
      draw: (plot) => {
        const { clientHeight: tall } = plot.over;
        for (const { exemplar, place, element } of marks) {
          const left = plot.valToPos(exemplar.time, 'x');
          // What lies beyond the scale stands at its edge.
          const top = Math.min(tall, Math.max(0, plot.valToPos(place, scale)));
          styled(element, { left: `${left}px`, top: `${top}px` });
        }
      },
    },
  };
}

function mark(exemplar: Exemplar, session: Session, words: (value: number) => string): HTMLButtonElement {
  const title = dateText(exemplar.time * 1000);
  const trace = traceOf(exemplar, session.catalog.traces);
  const lines: TooltipLine[] = [
    { name: 'Exemplar', value: words(exemplar.value) },
    ...[...Object.entries(exemplar.labels), ...Object.entries(exemplar.series)].map(([name, value]) => ({
      name,
      value,
    })),
  ];
  const show = () => {
    const { right, top, height } = element.getBoundingClientRect();
    const more = trace?.href ? [{ name: 'Click: the way to its trace', value: '' }] : [];
    showTooltip(right, top + height / 2, title, [...lines, ...more]);
  };
  const pin = () => {
    const href = trace?.href;
    const link = href === undefined ? undefined : anchor({ href, title: `Trace ${trace?.id ?? ''}`, outside: true });
    pinTooltip(element, title, lines, link);
  };
  const quiet = (event: Event) => event.stopPropagation();
  const element = el('button', {
    ...{ type: 'button', class: 'exemplar', tabindex: -1, click: pin, focus: show, blur: hideTooltip },
    'aria-label': `Exemplar ${words(exemplar.value)} at ${title}${trace === undefined ? '' : `, trace ${trace.id}`}`,
    'aria-haspopup': 'dialog',
    mouseenter: show,
    mouseleave: hideTooltip,
    // The chart below would show its own values, and begin to zoom.
    mousemove: quiet,
    mousedown: quiet,
  });
  return element;
}

/** One stop of the tab key for all of them. */
function withArrows(marks: readonly HTMLButtonElement[]): void {
  marks[0]?.setAttribute('tabindex', '0');
  for (const [index, element] of marks.entries())
    element.addEventListener('keydown', (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const next = step === undefined ? undefined : marks[index + step];
      if (next === undefined) return;
      event.preventDefault();
      element.setAttribute('tabindex', '-1');
      next.setAttribute('tabindex', '0');
      next.focus();
    });
}
