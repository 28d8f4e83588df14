import uPlot from 'uplot';
import { colorOf, inkOn, translucent } from '../../data/colors.ts';
import { type Shown, show } from '../../data/display.ts';
import type { FieldConfig } from '../../data/field.ts';
import { type Aligned, aligned } from '../../data/frame.ts';
import { dateText, durationText } from '../../data/moments.ts';
import { number, object, text } from '../../data/read.ts';
import { type Run, runs } from '../../data/runs.ts';
import { nameAxis, timeAxis } from '../axes.ts';
import { mountChart } from '../chart.ts';
import { el } from '../dom.ts';
import { theme } from '../theme.ts';
import { swatch } from '../tooltip.ts';
import { configOf, type Draw } from './drawing.ts';

interface Row {
  readonly name: string;
  readonly config: FieldConfig;
  readonly values: readonly Aligned[];
  readonly runs: readonly Run[];
}

/** States over time as bars of colour, with their names in them. */
export const drawTimeline: Draw = (drawing) => {
  const { data, session, place, panel, title } = drawing;
  if (data.series.length === 0) return undefined;
  const { times, values } = aligned(data.series);
  const step = data.asked.flatMap(({ query }) => (query.kind === 'range' ? [query.step] : []))[0] ?? 60;
  const rows = data.series.map(({ name, refId }, index): Row => {
    const config = configOf(drawing, { name, refId, type: 'number' });
    const own = values[index] ?? [];
    return { name: config.displayName ?? name, config, values: own, runs: runs(times, own, step) };
  });
  const area = el('div', { class: 'chart-area' });
  place.append(area);
  const options = object(panel, 'options');
  const names = rows.map(({ name }) => name).reverse();
  const chart = mountChart(area, {
    session,
    label: `${title}: states of ${rows.length} series over time`,
    data: [times, ...values],
    marks: false,
    points: false,
    options: {
      series: [{}, ...rows.map(() => ({ scale: 'y', paths: () => null, points: { show: false } }))],
      scales: { y: { range: () => [-0.5, rows.length - 0.5] } },
      axes: [timeAxis(), nameAxis(names)],
      hooks: {
        drawAxes: [
          (plot) => drawRows(plot, rows, number(options, 'rowHeight') ?? 0.9, text(options, 'showValue') ?? 'auto'),
        ],
      },
    },
    lines: (index, height) => {
      const here = Math.min(rows.length - 1, Math.floor(height * rows.length));
      const near = (row: number) => Math.abs(row - here) <= 6;
      return rows
        .map(({ name, config, values: own }, row) => {
          const shown = show(own[index] ?? null, { ...config, noValue: 'not measured' }, theme());
          return { name, color: shown.color, value: wordsOf(shown), near: row === here, row };
        })
        .filter(({ row }) => near(row));
    },
  });
  const states = statesOf(rows);
  if (states.length > 0) place.append(legend(states));
  place.append(spoken(title, rows));
  return chart.destroy;
};

const wordsOf = ({ prefix, text: words, suffix }: Shown) => `${prefix}${words}${suffix}`;

function drawRows(plot: uPlot, rows: readonly Row[], share: number, showValue: string): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.font = `${12 * ratio}px Inter, "Helvetica Neue", Arial, sans-serif`;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  const whole = bbox.height / rows.length;
  for (const [index, { config, runs: own }] of rows.entries()) {
    const top = bbox.top + whole * index + (whole * (1 - share)) / 2;
    const height = Math.max(2, whole * share);
    const opacity = (number(config.custom, 'fillOpacity') ?? 70) / 100;
    for (const { from, to, value } of own) {
      const shown = show(value, config, theme());
      const color = shown.color ?? colorOf('text', theme());
      const left = plot.valToPos(from, 'x', true);
      const width = Math.max(ratio, plot.valToPos(to, 'x', true) - left);
      ctx.fillStyle = translucent(color, Math.max(opacity, 0.75));
      ctx.fillRect(left, top, width, height);
      const words = wordsOf(shown);
      if (
        showValue === 'never' ||
        height < 11 * ratio ||
        ctx.measureText(words).width + 8 * ratio > Math.min(width, bbox.left + bbox.width - left)
      )
        continue;
      ctx.fillStyle = inkOn(color);
      ctx.fillText(words, Math.max(left, bbox.left) + 4 * ratio, top + height / 2);
    }
  }
  ctx.restore();
}

/** Every state that occurs, by its words. */
function statesOf(rows: readonly Row[]): Shown[] {
  const all = rows.flatMap(({ config, runs: own }) => own.map(({ value }) => show(value, config, theme())));
  return [...new Map(all.map((shown) => [wordsOf(shown), shown])).values()].slice(0, 12);
}

function legend(states: readonly Shown[]): HTMLElement {
  const items = states.map((shown) =>
    el('li', {}, el('span', { class: 'legend-name' }, swatch(shown.color), wordsOf(shown))),
  );
  return el('ul', { class: 'legend list', tabindex: 0, 'aria-label': 'States' }, ...items);
}

function spoken(title: string, rows: readonly Row[]): HTMLElement {
  const items = rows.slice(0, 30).map(({ name, config, runs: own }) => {
    const last = own.at(-1);
    const since =
      last &&
      `${wordsOf(show(last.value, config, theme()))} since ${dateText(last.from * 1000)}, for ${durationText(last.to - last.from, 1)}`;
    return el('li', {}, `${name}: ${since ?? 'not measured'}, ${own.length} states in this range`);
  });
  return el('ul', { class: 'unseen', 'aria-label': title }, ...items);
}
