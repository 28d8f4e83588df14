import { blend, inkOn, readableColor, translucent } from '../../data/colors.ts';
import type { Shown } from '../../data/display.ts';
import { text } from '../../data/read.ts';
import { el, styled, svg } from '../dom.ts';
import { theme } from '../theme.ts';

import type { Draw } from './drawing.ts';
import { type Single, singles, spoken } from './values.ts';

/** The newest values, large. */
export const drawStat: Draw = (drawing) => {
  const { place, panel } = drawing;
  const all = singles(drawing);
  const options = {
    colorMode: text(panel, 'options', 'colorMode') ?? 'value',
    graph: text(panel, 'options', 'graphMode') ?? 'area',
    textMode: text(panel, 'options', 'textMode') ?? 'auto',
    several: all.length > 1,
  };
  const wanted = text(panel, 'options', 'orientation') ?? 'auto';
  const columns = columnsOf(all.length, wanted, place.clientWidth, place.clientHeight);
  const list = styled(el('ul', { class: 'stats' }), { 'grid-template-columns': `repeat(${columns}, minmax(0, 1fr))` });
  // All in one size: the longest decides.
  const letters = Math.max(2.2, ...all.map(({ shown }) => lengthOf(shown)));
  list.append(...all.map((single) => tile(single, { ...options, letters })));
  place.append(list);
  return () => undefined;
};

interface Options {
  readonly colorMode: string;
  readonly graph: string;
  readonly textMode: string;
  readonly several: boolean;
  /** The length of the longest value. */
  readonly letters: number;
}

/** The unit is written smaller. */
const lengthOf = ({ prefix, text: words, suffix }: Shown) => prefix.length + words.length + suffix.length * 0.7;

/** The least width in which a value can be read. */
const leastWidth = 84;

/** How many stand side by side: all of them where there is room, else as in a grid. */
function columnsOf(count: number, orientation: string, width: number, height: number): number {
  if (orientation === 'horizontal' || (orientation === 'auto' && width < height)) return 1;
  if (orientation === 'vertical' || width / count >= leastWidth) return count;
  return Math.min(count, Math.max(1, Math.round(Math.sqrt((count * width) / height / 1.6))));
}

function tile(single: Single, { colorMode, graph, textMode, several, letters }: Options): HTMLElement {
  const { prefix, text: words, suffix } = single.shown;
  const named = textMode === 'value_and_name' || textMode === 'name' || (textMode === 'auto' && several);
  const valued = textMode !== 'name' && textMode !== 'none';
  const surface = colorMode.startsWith('background') ? single.color : undefined;
  const ink = surface === undefined ? inkOf(single, colorMode) : inkOn(surface);
  const name = named && single.name !== '' ? single.name : '';
  const value = el(
    'span',
    { class: 'stat-value' },
    prefix,
    words,
    suffix !== '' && el('span', { class: 'stat-unit' }, suffix),
  );
  // As large as the words fit into the tile.
  styled(value, { '--letters': String(letters) });
  const item = el(
    'li',
    { class: surface === undefined ? 'stat' : 'stat filled', title: spoken(single) },
    graph === 'area' && sparkline(single, surface === undefined ? single.color : ink),
    name !== '' && el('span', { class: 'stat-name' }, name),
    valued && value,
  );
  return styled(item, {
    color: ink,
    ...(surface !== undefined && {
      background: colorMode === 'background_solid' ? surface : gradient(surface, ink),
    }),
  });
}

/** A little light from above, away from the ink: what is written stays as readable. */
function gradient(surface: string, ink: string): string {
  const far = ink === '#ffffff' ? '#000000' : '#ffffff';
  return `linear-gradient(120deg, ${surface}, ${blend([surface, far], 0.14)})`;
}

function inkOf({ color }: Single, colorMode: string): string {
  return colorMode === 'none' ? 'var(--strong)' : readableColor(color, theme());
}

function sparkline({ history, config }: Single, color: string): SVGSVGElement | undefined {
  const numbers = history.map((value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined));
  const known = numbers.filter((value) => value !== undefined);
  if (known.length < 3) return undefined;
  const low = config.min ?? Math.min(...known);
  const high = Math.max(config.max ?? Number.NEGATIVE_INFINITY, ...known);
  const height = (value: number) => 38 - ((value - low) / (high - low || 1)) * 36;
  const points = numbers.flatMap((value, index) =>
    value === undefined ? [] : [`${((index / (numbers.length - 1)) * 100).toFixed(2)},${height(value).toFixed(2)}`],
  );
  return svg(
    'svg',
    { viewBox: '0 0 100 40', preserveAspectRatio: 'none', class: 'sparkline', 'aria-hidden': 'true' },
    svg('polygon', {
      points: `0,40 ${points.join(' ')} 100,40`,
      fill: translucent(color === 'var(--strong)' ? '#8e8e8e' : color, 0.25),
    }),
    svg('polyline', {
      points: points.join(' '),
      fill: 'none',
      stroke: color,
      'stroke-width': 1.5,
      'vector-effect': 'non-scaling-stroke',
    }),
  );
}
