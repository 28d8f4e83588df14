import { colorOf, readableColor } from '../../data/colors.ts';
import { thresholdsOf } from '../../data/display.ts';
import { placeOf } from '../../data/ends.ts';
import { flag, object } from '../../data/read.ts';
import { valueText } from '../../data/units.ts';
import { el, styled, svg } from '../dom.ts';
import { theme } from '../theme.ts';
import type { Draw } from './drawing.ts';
import { type Single, singles, spoken } from './values.ts';

/** From the lower left over the top to the lower right, in degrees from the top. */
const [start, sweep] = [-120, 240];

/** The newest values between their least and their most. */
export const drawGauge: Draw = (drawing) => {
  const { place, panel } = drawing;
  const all = singles(drawing);
  const options = object(panel, 'options');
  const markers = !('showThresholdMarkers' in options) || flag(options, 'showThresholdMarkers');
  const labels = flag(options, 'showThresholdLabels');
  const items = all.map((single) => gauge(single, { markers, labels, named: all.length > 1 }));
  place.append(el('ul', { class: 'gauges' }, ...items));
  return () => undefined;
};

function point(degrees: number, radius: number): string {
  const angle = ((degrees - 90) * Math.PI) / 180;
  return `${(50 + radius * Math.cos(angle)).toFixed(3)} ${(46 + radius * Math.sin(angle)).toFixed(3)}`;
}

/** A part of the arc; places are 0 to 1. */
function arc(from: number, to: number, radius: number, width: number, color: string): SVGPathElement {
  const [first, last] = [start + sweep * from, start + sweep * Math.max(to, from + 0.001)];
  const large = last - first > 180 ? 1 : 0;
  const path = svg('path', {
    d: `M ${point(first, radius)} A ${radius} ${radius} 0 ${large} 1 ${point(last, radius)}`,
    fill: 'none',
    'stroke-width': width,
  });
  return styled(path, { stroke: color });
}

interface Options {
  readonly markers: boolean;
  readonly labels: boolean;
  readonly named: boolean;
}

function gauge(single: Single, { markers, labels, named }: Options): HTMLElement {
  const { shown, color, config, value, name } = single;
  const [least, most] = single.ends;
  const steps = thresholdsOf(config, least, most);
  const places = steps.map((step) => placeOf(Math.max(step.value, least), least, most));
  const words = `${shown.prefix}${shown.text}${shown.suffix}`;
  const drawing = svg(
    'svg',
    {
      viewBox: '0 0 100 78',
      class: 'gauge',
      role: 'img',
      'aria-label': `${spoken(single)}, of ${valueText(least, config.unit)} to ${valueText(most, config.unit)}`,
    },
    arc(0, 1, 34, 11, 'var(--track)'),
    typeof value === 'number' && arc(0, placeOf(value, least, most), 34, 11, color),
    ...(markers
      ? steps.map((step, index) =>
          arc(places[index] ?? 0, places[index + 1] ?? 1, 42, 2.2, colorOf(step.color, theme())),
        )
      : []),
    ...(labels
      ? steps.slice(1).map((step, index) => {
          const [x, y] = point(start + sweep * (places[index + 1] ?? 0), 47).split(' ');
          return svg('text', { x, y, class: 'gauge-bound' }, valueText(step.value, config.unit, config.decimals));
        })
      : []),
    styled(
      svg(
        'text',
        { x: 50, y: 48, class: 'gauge-value', 'font-size': Math.min(14, 66 / Math.max(3, words.length)) },
        words,
      ),
      {
        fill: readableColor(color, theme()),
      },
    ),
    named && svg('text', { x: 50, y: 74, class: 'gauge-name' }, name.length > 26 ? `${name.slice(0, 25)}…` : name),
  );
  return el('li', { title: spoken(single) }, drawing);
}
