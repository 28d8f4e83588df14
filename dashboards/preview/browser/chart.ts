// What all charts over time have: the axis of time, crosshair, tooltip, zoom, marks, keyboard.
import uPlot from 'uplot';
import { colorOf, translucent } from '../data/colors.ts';
import { dateText } from '../data/moments.ts';
import type { Mark } from './annotations.ts';
import { el } from './dom.ts';
import type { Session } from './session.ts';
import { theme } from './theme.ts';
import { hideTooltip, showTooltip, type TooltipLine } from './tooltip.ts';

/** A chart over time. */
export interface ChartSpec {
  readonly session: Session;
  /** What a screen reader calls it. */
  readonly label: string;
  readonly data: uPlot.AlignedData;
  readonly options: Pick<
    uPlot.Options,
    'series' | 'bands' | 'scales' | 'axes' | 'hooks' | 'padding' | 'focus' | 'plugins'
  >;
  /** What stands in the tooltip at a place in the data, and at a height between 0 (top) and 1. */
  readonly lines: (index: number, height: number) => readonly TooltipLine[];
  /** Draws marks in time over it. */
  readonly marks: boolean;
  /** Points on the lines where the crosshair is. */
  readonly points: boolean;
}

/** A chart that stands in the page. */
export interface Chart {
  readonly plot: uPlot;
  readonly destroy: () => void;
}

const least = 20;

const mounted = new Map<HTMLElement, () => void>();

/** Lets go of the charts inside a place, for whoever could not finish drawing there. */
export function releaseCharts(place: HTMLElement): void {
  for (const [box, destroy] of [...mounted]) if (place.contains(box)) destroy();
}

/** Draws a chart that fills its place, and follows its size. */
export function mountChart(place: HTMLElement, spec: ChartSpec): Chart {
  const live = el('div', { class: 'unseen', 'aria-live': 'polite' });
  const box = el('div', {
    class: 'chart',
    role: 'group',
    tabindex: 0,
    'aria-label': `${spec.label}. The left and right arrow keys read the values.`,
  });
  place.append(box, live);
  const size = () => ({ width: Math.max(least, box.clientWidth), height: Math.max(least, box.clientHeight) });
  const plot = new uPlot({ ...size(), ...options(spec) }, spec.data, box);
  withTooltip(plot, spec);
  withKeyboard(plot, box, live, spec);
  const observer = new ResizeObserver(() => {
    const wanted = size();
    if (wanted.width !== plot.width || wanted.height !== plot.height) plot.setSize(wanted);
  });
  observer.observe(box);
  const destroy = () => {
    mounted.delete(box);
    observer.disconnect();
    hideTooltip();
    plot.destroy();
  };
  mounted.set(box, destroy);
  return { plot, destroy };
}

function options({ session, options: own, marks, points }: ChartSpec): Omit<uPlot.Options, 'width' | 'height'> {
  const { from, to } = session.range;
  return {
    ...own,
    legend: { show: false },
    padding: own.padding ?? [10, 20, 0, 4],
    scales: { ...own.scales, x: { time: true, range: () => [from / 1000, to / 1000] } },
    cursor: {
      drag: { x: true, y: false, setScale: false },
      // Its height would mean nothing on the charts that follow it.
      y: false,
      points: points ? { size: 7, width: 1 } : { show: false },
      focus: { prox: 24 },
      sync: { key: 'narthex', scales: ['x', null], setSeries: false },
    },
    hooks: {
      ...own.hooks,
      draw: [...(own.hooks?.draw ?? []), ...(marks ? [(plot: uPlot) => drawMarks(plot, session)] : [])],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select;
          if (width < 8) return;
          const at = (position: number) => String(Math.round(plot.posToVal(position, 'x') * 1000));
          session.setRange({ from: at(left), to: at(left + width) });
        },
      ],
    },
  };
}

/** Stretches of time as one wherever they overlap: many alerts at once are not a darker surface. */
function united(marks: readonly Mark[]): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const { from, to } of marks.toSorted((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else if (to > from) found.push({ from, to });
  }
  return found;
}

/** Marks are lines, and stretches of them light surfaces; a triangle below tells them from everything else. */
function drawMarks(plot: uPlot, { marks }: Session): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  const bottom = bbox.top + bbox.height;
  const at = (time: number) => plot.valToPos(time, 'x', true);
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height + 6 * ratio);
  ctx.clip();
  ctx.lineWidth = ratio;
  ctx.setLineDash([3 * ratio, 3 * ratio]);
  for (const name of new Set(marks.map((mark) => mark.color))) {
    const own = marks.filter((mark) => mark.color === name);
    const color = colorOf(name, theme());
    for (const { from, to } of united(own)) {
      ctx.fillStyle = translucent(color, 0.07);
      ctx.fillRect(at(from), bbox.top, at(to) - at(from), bbox.height);
      ctx.fillStyle = color;
      ctx.fillRect(at(from), bottom, at(to) - at(from), 3 * ratio);
    }
    ctx.fillStyle = color;
    ctx.strokeStyle = translucent(color, 0.6);
    for (const { from } of own) {
      const x = at(from);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bottom);
      ctx.stroke();
      ctx.beginPath();
      ctx.moveTo(x, bottom);
      ctx.lineTo(x - 4 * ratio, bottom + 6 * ratio);
      ctx.lineTo(x + 4 * ratio, bottom + 6 * ratio);
      ctx.fill();
    }
  }
  ctx.restore();
}

/** The marks at a moment, give or take some pixels. */
function marksAt(plot: uPlot, { marks }: Session, left: number): TooltipLine[] {
  const at = (pixels: number) => plot.posToVal(left + pixels, 'x');
  return marks
    .filter((mark) => mark.from <= at(5) && mark.to >= at(-5))
    .slice(0, 6)
    .map(({ title, text, color }) => ({ color: colorOf(color, theme()), name: title, value: text }));
}

function withTooltip(plot: uPlot, spec: ChartSpec): void {
  const { over } = plot;
  over.addEventListener('mousemove', (event) => {
    const { idx, left = -1, top = 0 } = plot.cursor;
    if (idx === null || idx === undefined || left < 0) return;
    const seconds = plot.data[0][idx] ?? plot.posToVal(left, 'x');
    const lines = [
      ...spec.lines(idx, top / over.clientHeight),
      ...(spec.marks ? marksAt(plot, spec.session, left) : []),
    ];
    showTooltip(event.clientX, event.clientY, dateText(seconds * 1000), lines);
  });
  over.addEventListener('mouseleave', hideTooltip);
}

function withKeyboard(plot: uPlot, box: HTMLElement, live: HTMLElement, spec: ChartSpec): void {
  const last = plot.data[0].length - 1;
  let index = last;
  const visit = () => {
    const seconds = plot.data[0][index];
    if (seconds === undefined) return;
    plot.setCursor({ left: plot.valToPos(seconds, 'x'), top: plot.over.clientHeight / 2 });
    const lines = spec.lines(index, 0.5);
    const { left, top } = plot.over.getBoundingClientRect();
    showTooltip(left + plot.valToPos(seconds, 'x'), top + 40, dateText(seconds * 1000), lines);
    const words = lines.slice(0, 10).map(({ name, value }) => `${name} ${value}`);
    live.textContent = `${dateText(seconds * 1000)}: ${words.join(', ') || 'no value'}`;
  };
  const steps: Readonly<Record<string, () => number>> = {
    ArrowLeft: () => index - 1,
    ArrowRight: () => index + 1,
    PageUp: () => index - 10,
    PageDown: () => index + 10,
    Home: () => 0,
    End: () => last,
  };
  box.addEventListener('keydown', (event) => {
    const step = steps[event.key];
    if (event.key === 'Escape') hideTooltip();
    if (step === undefined || event.target !== box) return;
    event.preventDefault();
    index = Math.min(last, Math.max(0, step()));
    visit();
  });
  box.addEventListener('blur', hideTooltip);
}
