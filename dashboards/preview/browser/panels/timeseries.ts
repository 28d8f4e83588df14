import uPlot from 'uplot';
import { colorOf, translucent } from '../../data/colors.ts';
import { colorsOfSeries, showText, thresholdsOf } from '../../data/display.ts';
import type { FieldConfig } from '../../data/field.ts';
import { type Aligned, aligned, lonely, type Series } from '../../data/frame.ts';
import { distributionOf, logRange } from '../../data/log-scale.ts';
import { flag, number, object, text, texts } from '../../data/read.ts';
import { reduceValues } from '../../data/reduce.ts';
import { stacked } from '../../data/stacking.ts';
import { timeAxis, valueAxis } from '../axes.ts';
import { mountChart } from '../chart.ts';
import { el } from '../dom.ts';
import { exemplarMarks } from '../exemplars.ts';
import { legendOf, unseenTable } from '../legend.ts';
import { theme } from '../theme.ts';
import type { TooltipLine } from '../tooltip.ts';
import { configOf, type Draw } from './drawing.ts';

/** One line of the chart. */
interface Line {
  readonly name: string;
  readonly config: FieldConfig;
  readonly color: string;
  /** Of its own, and at the times of all lines. */
  readonly values: readonly (number | null)[];
  readonly aligned: readonly Aligned[];
  /** Lines of one unit and one range share a scale. */
  readonly scale: string;
}

const inColors = { color: { mode: 'palette-classic' } };

/** Values over time: lines, bars or points, stacked or not. */
export const drawTimeSeries: Draw = (drawing) => {
  const { data, session, place, panel, title, kept } = drawing;
  if (data.series.length === 0) return undefined;
  const { times, values } = aligned(data.series);
  const lines = colored(
    data.series.map((series, index) =>
      lineOf(series, values[index] ?? [], configOf(drawing, selected(series), inColors)),
    ),
  );
  const stacks = stacked(lines, kept.hidden);
  const area = el('div', { class: 'chart-area' });
  place.append(area);
  const chart = mountChart(area, {
    session,
    label: `${title}: chart of ${lines.length} series`,
    data: [times, ...stacks.values],
    marks: true,
    points: true,
    options: {
      series: [{}, ...lines.map((line, index) => seriesOptions(line, stacks.filled.has(index)))],
      bands: stacks.bands.map(([upper, lower]) => ({ series: [upper + 1, lower + 1], fill: fillOf(lines[upper]) })),
      focus: { alpha: 0.25 },
      ...scalesAndAxes(lines),
      plugins: exemplarPlugins(drawing, lines),
      hooks: { drawAxes: [(plot) => drawThresholds(plot, lines[0])] },
    },
    lines: (index) => tooltipLines(lines, index, kept.hidden, panel),
  });
  const show = () => {
    for (const [index, { name }] of lines.entries()) chart.plot.setSeries(index + 1, { show: !kept.hidden.has(name) });
    const again = stacked(lines, kept.hidden);
    if (again.bands.length + stacks.bands.length > 0) {
      chart.plot.delBand(null);
      for (const [upper, lower] of again.bands)
        chart.plot.addBand({ series: [upper + 1, lower + 1], fill: fillOf(lines[upper]) });
      chart.plot.setData([times, ...again.values]);
    }
  };
  const legend = legendOf(lines, object(panel, 'options', 'legend'), {
    hidden: kept.hidden,
    changed: show,
    focus: (index) => chart.plot.setSeries(index === null ? null : index + 1, { focus: index !== null }),
  });
  if (legend !== undefined) place.append(legend);
  place.classList.toggle('beside', legend?.classList.contains('right') ?? false);
  place.append(unseenTable(title, lines));
  if (kept.hidden.size > 0) show();
  return chart.destroy;
};

/** Exemplars stand on the scale of the first line of their query. */
function exemplarPlugins({ data, session }: Parameters<Draw>[0], lines: readonly Line[]): uPlot.Plugin[] {
  return data.asked.flatMap(({ exemplars, query: { refId } }) => {
    const line = lines[data.series.findIndex((series) => series.refId === refId)];
    if (line === undefined || exemplars.length === 0) return [];
    const words = (value: number) => showText(value, { ...line.config, mappings: [] }, theme());
    return [exemplarMarks({ exemplars, session, scale: line.scale, height: (value) => value, words })];
  });
}

const selected = ({ name, refId }: Series) => ({ name, refId, type: 'number' as const });

function colored(lines: readonly Omit<Line, 'color'>[]): Line[] {
  const last = lines.map(({ values }) => reduceValues(values, 'lastNotNull'));
  const colors = colorsOfSeries(
    lines.map(({ name, config }, index) => ({ name, config, last: last[index] ?? null })),
    theme(),
  );
  return lines.map((line, index) => ({ ...line, color: colors[index] ?? 'gray' }));
}

function lineOf(series: Series, values: readonly Aligned[], config: FieldConfig): Omit<Line, 'color'> {
  const name = config.displayName ?? series.name;
  const negative = text(config.custom, 'transform') === 'negative-Y';
  const upright = <T>(value: T) => (negative && typeof value === 'number' ? -value : value);
  return {
    name,
    config,
    values: series.values.map(upright),
    aligned: values.map(upright),
    scale: JSON.stringify([config.unit, config.min, config.max, text(config.custom, 'axisPlacement'), spread(config)]),
  };
}

const spread = ({ custom }: FieldConfig) => {
  const scale = object(custom, 'scaleDistribution');
  return distributionOf(text(scale, 'type'), number(scale, 'log'), number(scale, 'linearThreshold'));
};

/** How much a surface between two lines covers where nobody says so, in percent; as in Grafana. */
const usualBand = 35;

function fillOf(line: Line | undefined): string {
  const own = number(line?.config.custom, 'fillOpacity') ?? 0;
  const opacity = own === 0 && text(line?.config.custom, 'fillBelowTo') ? usualBand : own;
  return line === undefined ? 'transparent' : translucent(line.color, opacity / 100);
}

function seriesOptions(line: Line, filled: boolean): uPlot.Series {
  const { custom } = line.config;
  const style = text(custom, 'drawStyle') ?? 'line';
  const opacity = number(custom, 'fillOpacity') ?? 0;
  const width = number(custom, 'lineWidth') ?? 1;
  const dash = text(custom, 'lineStyle', 'fill');
  const points = text(custom, 'showPoints') ?? 'auto';
  const spans = custom.spanNulls;
  return {
    label: line.name,
    scale: line.scale,
    stroke: line.color,
    width: style === 'points' ? 0 : width,
    spanGaps: spans === true || typeof spans === 'number',
    paths: paths(style, text(custom, 'lineInterpolation') ?? 'linear'),
    ...(dash === 'dash' || dash === 'dot' ? { dash: dash === 'dot' ? [2, 4] : [8, 6] } : {}),
    ...(filled && opacity > 0 ? { fill: translucent(line.color, opacity / 100) } : {}),
    points:
      style === 'points' || points === 'always'
        ? { show: true, size: number(custom, 'pointSize') ?? 5, fill: line.color }
        : points === 'never'
          ? { show: true, size: 4, fill: line.color, filter: alone }
          : { size: 5, fill: line.color },
  };
}

/** Points without a neighbour: no line goes through them, and a chart that seems empty would be a lie. */
function alone(plot: uPlot, index: number): number[] | null {
  return lonely(Array.from(plot.data[index] ?? []));
}

function paths(style: string, interpolation: string): uPlot.Series.PathBuilder {
  const { linear, stepped, spline, bars, points } = uPlot.paths;
  const none = () => null;
  if (style === 'bars') return bars?.({ size: [0.8, 60] }) ?? none;
  if (style === 'points') return points?.() ?? none;
  if (interpolation === 'smooth') return spline?.() ?? none;
  if (interpolation === 'stepAfter') return stepped?.({ align: 1 }) ?? none;
  if (interpolation === 'stepBefore') return stepped?.({ align: -1 }) ?? none;
  return linear?.() ?? none;
}

function scalesAndAxes(lines: readonly Line[]): Pick<uPlot.Options, 'scales' | 'axes'> {
  const scales = [...new Map(lines.map((line) => [line.scale, line])).values()];
  const axes = scales
    .filter(({ config }) => text(config.custom, 'axisPlacement') !== 'hidden')
    .map(({ scale, config }, index) => {
      const side = text(config.custom, 'axisPlacement') === 'right' || index > 0 ? 'right' : 'left';
      const label = text(config.custom, 'axisLabel') || undefined;
      return valueAxis(scale, config.unit, config.decimals, side, { label, linear: spread(config).kind === 'linear' });
    });
  return {
    axes: [timeAxis(), ...axes],
    scales: Object.fromEntries(scales.map(({ scale, config }) => [scale, scaleOf(config)])),
  };
}

function scaleOf(config: FieldConfig): uPlot.Scale {
  const { min, max, custom } = config;
  const distribution = spread(config);
  const [softMin, softMax] = [number(custom, 'axisSoftMin'), number(custom, 'axisSoftMax')];
  if (distribution.kind === 'symlog') return { distr: 4, log: distribution.base, asinh: distribution.threshold };
  if (distribution.kind === 'log') {
    const { base } = distribution;
    const range: uPlot.Range.Function = (_plot, least, most) =>
      logRange([least, most], base, { min: min ?? softMin, max: max ?? softMax });
    return { distr: 3, log: base, range };
  }
  const centered = flag(custom, 'axisCenteredZero');
  return {
    range: (_plot, dataMin, dataMax) => {
      // A bar stands on zero; without it, its length would say nothing.
      const floor = text(custom, 'drawStyle') === 'bars' ? 0 : Number.POSITIVE_INFINITY;
      const low = Math.min(dataMin ?? 0, softMin ?? floor);
      const high = Math.max(dataMax ?? 1, softMax ?? Number.NEGATIVE_INFINITY);
      const side = { pad: 0.1, soft: 0, mode: 3 } as const;
      const [from, to] = low === 0 && high === 0 ? [0, 1] : uPlot.rangeNum(low, high, { min: side, max: side });
      const far = Math.max(Math.abs(from ?? 0), Math.abs(to ?? 1));
      if (centered) return [-far, far];
      const [start, stop] = [min ?? from ?? 0, max ?? to ?? 1];
      return [start, stop > start ? stop : start + 1];
    },
  };
}

function drawThresholds(plot: uPlot, line: Line | undefined): void {
  const mode = text(line?.config.custom, 'thresholdsStyle', 'mode') ?? 'off';
  if (line === undefined || mode === 'off') return;
  const { ctx, bbox } = plot;
  const steps = thresholdsOf(line.config);
  const clamp = (value: number) => Math.min(bbox.top + bbox.height, Math.max(bbox.top, value));
  const heightOf = (value: number) => plot.valToPos(value, line.scale, true);
  ctx.save();
  for (const [index, { value, color }] of steps.entries()) {
    const resolved = colorOf(color, theme());
    const bottom = Number.isFinite(value) ? clamp(heightOf(value)) : bbox.top + bbox.height;
    const next = steps[index + 1];
    if (mode.includes('area') && color !== 'transparent') {
      const top = next === undefined ? bbox.top : clamp(heightOf(next.value));
      ctx.fillStyle = translucent(resolved, 0.1);
      ctx.fillRect(bbox.left, top, bbox.width, bottom - top);
    }
    const y = heightOf(value);
    if (mode === 'area' || !Number.isFinite(value) || y < bbox.top || y > bbox.top + bbox.height) continue;
    ctx.strokeStyle = translucent(resolved, 0.85);
    ctx.lineWidth = 1.5 * uPlot.pxRatio;
    ctx.setLineDash(mode.includes('dash') ? [10 * uPlot.pxRatio, 6 * uPlot.pxRatio] : []);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.restore();
}

function tooltipLines(
  lines: readonly Line[],
  index: number,
  hidden: ReadonlySet<string>,
  panel: Parameters<Draw>[0]['panel'],
): TooltipLine[] {
  const tooltip = object(panel, 'options', 'tooltip');
  const shown = lines
    .filter(({ name, aligned: own }) => !hidden.has(name) && typeof own[index] === 'number')
    .map((line) => ({ line, value: line.aligned[index] ?? 0 }));
  const order = text(tooltip, 'sort') ?? 'none';
  if (order !== 'none') shown.sort((a, b) => (order === 'desc' ? b.value - a.value : a.value - b.value));
  if (texts(tooltip).includes('none') || text(tooltip, 'mode') === 'none') return [];
  return shown.map(({ line: { name, color, config }, value }) => ({
    color,
    name,
    value: showText(value, config, theme()),
  }));
}
