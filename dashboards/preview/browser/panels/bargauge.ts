import { colorOf, readableColor, translucent } from '../../data/colors.ts';
import { thresholdAt, thresholdsOf } from '../../data/display.ts';
import { placeOf } from '../../data/ends.ts';
import { text } from '../../data/read.ts';
import { el, styled } from '../dom.ts';
import { theme } from '../theme.ts';
import type { Draw } from './drawing.ts';
import { type Single, singles, spoken } from './values.ts';

const cells = 30;

/** The newest values side by side as bars. */
export const drawBarGauge: Draw = (drawing) => {
  const { place, panel, data } = drawing;
  if (data.frames.length === 0) return undefined;
  const all = singles(drawing);
  const wanted = text(panel, 'options', 'orientation') ?? 'auto';
  const horizontal = wanted === 'horizontal' || (wanted === 'auto' && place.clientHeight > place.clientWidth);
  const mode = text(panel, 'options', 'displayMode') ?? 'gradient';
  const list = el('ul', {
    class: `bars ${horizontal ? 'across' : 'standing'}`,
    tabindex: 0,
    'aria-label': drawing.title || 'Bars',
  });
  list.append(...all.map((single) => bar(single, mode, horizontal)));
  place.append(list);
  return () => undefined;
};

function bar(single: Single, mode: string, horizontal: boolean): HTMLElement {
  const { name, color, shown, value, config } = single;
  const [least, most] = single.ends;
  const share = placeOf(value, least, most);
  const track = el('span', { class: 'bar-track', 'aria-hidden': 'true' });
  if (mode === 'lcd') {
    const steps = thresholdsOf(config, least, most);
    track.classList.add('lcd');
    track.append(
      ...Array.from({ length: cells }, (_, index) => {
        const at = (index + 0.5) / cells;
        const own = colorOf(thresholdAt(steps, least + at * (most - least))?.color ?? 'green', theme());
        return styled(el('span'), { background: at <= share ? own : translucent(own, 0.15) });
      }),
    );
  } else {
    const direction = horizontal ? 'to right' : 'to top';
    const fill =
      mode === 'gradient'
        ? `linear-gradient(${direction}, ${translucent(color, 0.35)}, ${color})`
        : translucent(color, 0.75);
    track.append(
      styled(el('span', { class: 'bar-fill' }), {
        background: fill,
        [horizontal ? 'width' : 'height']: `${share * 100}%`,
        'border-color': color,
      }),
    );
  }
  return el(
    'li',
    { class: 'bar', title: spoken(single) },
    el('span', { class: 'bar-name' }, name),
    track,
    styled(el('span', { class: 'bar-value' }, `${shown.prefix}${shown.text}${shown.suffix}`), {
      color: readableColor(color, theme()),
    }),
  );
}
