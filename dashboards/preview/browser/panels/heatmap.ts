import uPlot from 'uplot';
import { buckets, heightOf } from '../../data/buckets.ts';
import { blend } from '../../data/colors.ts';
import { nativeBuckets } from '../../data/native-histogram.ts';
import { number, object, text } from '../../data/read.ts';
import { largest } from '../../data/reduce.ts';
import { valueText } from '../../data/units.ts';
import { nameAxis, timeAxis } from '../axes.ts';
import { mountChart } from '../chart.ts';
import { el, styled } from '../dom.ts';
import { exemplarMarks } from '../exemplars.ts';
import { theme } from '../theme.ts';
import { configOf, type Draw } from './drawing.ts';

/** Colours from none to most, in each theme; Grafana's schemes by the first of their names, others as `Oranges`. */
const schemes: Readonly<Record<string, Readonly<Record<'dark' | 'light', readonly string[]>>>> = {
  Oranges: {
    dark: ['#2b1f14', '#7f2704', '#d94801', '#fd8d3c', '#fdd0a2', '#fff5eb'],
    light: ['#fff1e3', '#fdd0a2', '#fd8d3c', '#d94801', '#7f2704'],
  },
  Blues: {
    dark: ['#131d2b', '#08306b', '#2171b5', '#6baed6', '#c6dbef', '#f7fbff'],
    light: ['#eaf2fb', '#c6dbef', '#6baed6', '#2171b5', '#08306b'],
  },
  Greens: {
    dark: ['#132418', '#00441b', '#238b45', '#74c476', '#c7e9c0', '#f7fcf5'],
    light: ['#eaf7e6', '#c7e9c0', '#74c476', '#238b45', '#00441b'],
  },
  Turbo: {
    dark: ['#30123b', '#4777ef', '#1bd0d5', '#62fc6b', '#d2e935', '#fe9b2d', '#db3a07', '#7a0403'],
    light: ['#30123b', '#4777ef', '#1bd0d5', '#62fc6b', '#d2e935', '#fe9b2d', '#db3a07', '#7a0403'],
  },
};

/** How values are distributed over time: a line for each bucket, a colour for how much is in it. */
export const drawHeatmap: Draw = (drawing) => {
  const { data, session, place, panel, title } = drawing;
  const options = object(panel, 'options');
  const rows = data.histograms.length > 0 ? nativeBuckets(data.histograms) : buckets(data.series);
  if (rows.length === 0) return undefined;
  const config = configOf(drawing, { name: '', type: 'number', refId: rows[0]?.refId ?? 'A' });
  const unit = text(options, 'yAxis', 'unit') ?? config.unit;
  const bound = (value: number) =>
    Number.isFinite(value) ? valueText(value, unit, number(options, 'yAxis', 'decimals')) : value < 0 ? '-∞' : '∞';
  const names = rows.map(({ name, upper }) => (upper === undefined ? name : bound(upper)));
  const times = rows[0]?.times ?? [];
  const most = largest(0, rows.flatMap(({ values }) => values.map((value) => value ?? 0)).filter(Number.isFinite));
  const [scheme = []] = [(schemes[text(options, 'color', 'scheme') ?? ''] ?? schemes.Oranges)?.[theme()]];
  const exponent = number(options, 'color', 'exponent') ?? 0.5;
  const colorAt = (value: number) => blend(scheme, most === 0 ? 0 : (value / most) ** exponent);
  const step = data.asked.flatMap(({ query }) => (query.kind === 'range' ? [query.step] : []))[0] ?? 60;
  const area = el('div', { class: 'chart-area' });
  place.append(area);
  const countText = (value: number) => valueText(value, unit === config.unit ? 'short' : config.unit);
  const chart = mountChart(area, {
    session,
    label: `${title}: heatmap of ${rows.length} buckets`,
    data: [[...times], ...rows.map(({ values }) => values.map((value) => value ?? null))],
    marks: true,
    points: false,
    options: {
      series: [{}, ...rows.map(() => ({ scale: 'y', paths: () => null, points: { show: false } }))],
      scales: { y: { range: () => [-0.5, rows.length - 0.5] } },
      axes: [timeAxis(), nameAxis(names)],
      plugins: data.asked.map(({ exemplars }) =>
        exemplarMarks({ exemplars, session, scale: 'y', height: (value) => heightOf(rows, value), words: bound }),
      ),
      hooks: { drawAxes: [(plot) => drawCells(plot, times, rows, step, colorAt)] },
    },
    lines: (index, height) => {
      const here = Math.min(rows.length - 1, Math.floor((1 - height) * rows.length));
      return rows
        .map(({ values, lower }, row) => ({
          color: colorAt(values[index] ?? 0),
          name: `${lower === undefined ? '' : `${bound(lower)} – `}${names[row]}`,
          value: countText(values[index] ?? 0),
          near: row === here,
        }))
        .reverse()
        .filter(({ near }, row, all) => near || Math.abs(row - (all.length - 1 - here)) <= 3);
    },
  });
  place.append(scale(scheme, most, countText), summary(title, rows, names, countText));
  return chart.destroy;
};

type Rows = ReturnType<typeof buckets>;

function drawCells(
  plot: uPlot,
  times: readonly number[],
  rows: Rows,
  step: number,
  colorAt: (value: number) => string,
): void {
  const { ctx, bbox } = plot;
  const gap = uPlot.pxRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  const edges = times.map(
    (time) => [time - step, time].map((at) => Math.round(plot.valToPos(at, 'x', true))) as [number, number],
  );
  for (const [row, { values }] of rows.entries()) {
    const top = Math.round(plot.valToPos(row + 0.5, 'y', true));
    const height = Math.round(plot.valToPos(row - 0.5, 'y', true)) - top;
    for (const [index, value] of values.entries()) {
      const [left = 0, right = 0] = edges[index] ?? [];
      if (typeof value !== 'number' || value <= 0) continue;
      ctx.fillStyle = colorAt(value);
      ctx.fillRect(left, top, Math.max(1, right - left - (right - left > 4 ? gap : 0)), Math.max(1, height - gap));
    }
  }
  ctx.restore();
}

function scale(scheme: readonly string[], most: number, words: (value: number) => string): HTMLElement {
  const bar = styled(el('span', { class: 'heat-scale', 'aria-hidden': 'true' }), {
    background: `linear-gradient(to right, ${scheme.join(', ')})`,
  });
  return el('p', { class: 'heat-legend' }, words(0), bar, words(most));
}

function summary(title: string, rows: Rows, names: readonly string[], words: (value: number) => string): HTMLElement {
  const last = rows.map(
    ({ values }, row) => `up to ${names[row]}: ${words(values.findLast((value) => typeof value === 'number') ?? 0)}`,
  );
  return el('p', { class: 'unseen' }, `${title}, newest: ${last.join('; ')}`);
}
