// The axes of charts: times below, values beside.
import type uPlot from 'uplot';
import { formatValue, valueText } from '../data/units.ts';
import { canvasColors } from './theme.ts';

const font = '12px Inter, "Helvetica Neue", Arial, sans-serif';
const two = (value: number) => String(value).padStart(2, '0');

function tickText(seconds: number, increment: number, span: number): string {
  const date = new Date(seconds * 1000);
  const day = `${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  if (increment >= 86_400) return increment >= 28 * 86_400 ? `${date.getFullYear()}-${two(date.getMonth() + 1)}` : day;
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}`;
  if (increment < 60) return `${clock}:${two(date.getSeconds())}`;
  return span > 86_400 * 1.5 ? `${day} ${clock}` : clock;
}

/** The axis of time. */
export function timeAxis(): uPlot.Axis {
  const { text, grid } = canvasColors();
  return {
    stroke: text,
    font,
    grid: { stroke: grid, width: 1 },
    ticks: { stroke: grid, width: 1, size: 4 },
    size: 26,
    gap: 4,
    space: (plot) => ((plot.scales.x?.max ?? 0) - (plot.scales.x?.min ?? 0) > 86_400 * 1.5 ? 90 : 60),
    values: (plot, splits, _axis, _space, increment) => {
      const span = (plot.scales.x?.max ?? 0) - (plot.scales.x?.min ?? 0);
      return splits.map((seconds) => tickText(seconds, increment, span));
    },
  };
}

/** Bytes are counted in powers of two and times by the clock, so the steps of their axes have to be as well. */
const binary = new Set(['bytes', 'bits', 'kbytes', 'mbytes', 'gbytes', 'tbytes', 'binBps', 'binbps']);
const powersOfTwo = Array.from({ length: 64 }, (_, power) => 2 ** (power - 3));
const day = 86_400;
const clockSteps = [
  ...[-9, -8, -7, -6, -5, -4, -3, -2, -1].flatMap((power) => [1, 2, 2.5, 5].map((digit) => digit * 10 ** power)),
  ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200],
  ...[1, 2, 7, 14, 28, 70, 140, 365, 730, 1825, 3650, 36_500].map((days) => days * day),
];
const clockUnits: Readonly<Record<string, number>> = { s: 1, ms: 1000, m: 1 / 60, h: 1 / 3600, d: 1 / day };

function steps(unit: string): number[] | undefined {
  const perSecond = clockUnits[unit];
  if (perSecond !== undefined) return clockSteps.map((seconds) => seconds * perSecond);
  return binary.has(unit) ? powersOfTwo : undefined;
}

/** As few decimals as tell the ticks apart without rounding one of them; those in one unit have the same number of them. */
function tickTexts(
  all: readonly (number | null)[],
  unit: string | undefined,
  decimals: number | undefined,
  linear: boolean,
): string[] {
  // On a logarithmic axis some ticks have no text.
  const splits = all.filter((value) => value !== null);
  const suffixOf = (value: number) => formatValue(value, unit, 0).suffix;
  const exact = (values: readonly number[], digits: number) =>
    values.every((value) => {
      const [short = 0, long = 0] = [digits, 6].map((count) => Number(formatValue(value, unit, count).text));
      return Number.isNaN(short) || Math.abs(short - long) < 1e-6;
    });
  const fitting = (alike: readonly number[]) => [0, 1, 2, 3, 4].find((digits) => exact(alike, digits)) ?? 4;
  const inOneUnit = (suffix: string) => splits.filter((value) => suffixOf(value) === suffix);
  return all.map((value) => {
    if (value === null) return '';
    // Where each tick is ten times the one before, each has decimals of its own.
    const least = fitting(linear ? inOneUnit(suffixOf(value)) : [value]);
    const digits = value === 0 ? 0 : Math.max(least, Math.min(decimals ?? 0, 3));
    return valueText(value, unit, digits);
  });
}

/** An axis of values. */
export function valueAxis(
  scale: string,
  unit: string | undefined,
  decimals: number | undefined,
  side: 'left' | 'right',
  { label, linear = true }: { readonly label?: string | undefined; readonly linear?: boolean } = {},
): uPlot.Axis {
  const { text, grid } = canvasColors();
  const incrs = linear ? steps(unit ?? '') : undefined;
  return {
    scale,
    side: side === 'left' ? 3 : 1,
    stroke: text,
    font,
    grid: { show: side === 'left', stroke: grid, width: 1 },
    ticks: { show: false },
    gap: 6,
    space: 32,
    ...(incrs !== undefined && { incrs }),
    values: (_plot, splits) => tickTexts(splits, unit, decimals, linear),
    size: axisSize,
    ...(label !== undefined && { label, labelFont: font, labelSize: 18, labelGap: 0 }),
  };
}

/** As wide as its longest text. */
export function axisSize(plot: uPlot, values: string[] | null): number {
  plot.ctx.save();
  plot.ctx.font = font;
  const widest = Math.max(0, ...(values ?? []).map((value) => plot.ctx.measureText(value).width));
  plot.ctx.restore();
  return Math.min(Math.ceil(widest) + 12, Math.max(60, plot.width / 2));
}

/** An axis of names, one for each line from the top. */
export function nameAxis(names: readonly string[]): uPlot.Axis {
  const { text, grid } = canvasColors();
  return {
    scale: 'y',
    stroke: text,
    font,
    grid: { show: false },
    ticks: { show: false },
    border: { show: false, stroke: grid },
    gap: 6,
    splits: () => names.map((_, index) => index),
    values: (plot) => {
      // As many names as have room; the line of each is in the tooltip anyway.
      const every = Math.ceil((14 * names.length) / Math.max(14, plot.over?.clientHeight ?? plot.height));
      return names.map((name, index) => (index % every === 0 ? fitted(plot, name) : ''));
    },
    size: axisSize,
  };
}

/** A name that is too long ends in dots. */
function fitted(plot: uPlot, name: string): string {
  const most = Math.max(8, Math.floor(plot.width / 3 / 6.5));
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}
