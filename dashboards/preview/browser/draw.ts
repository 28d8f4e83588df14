// Which kinds of panels the preview can draw.
import { drawBarGauge } from './panels/bargauge.ts';
import type { Draw } from './panels/drawing.ts';
import { drawGauge } from './panels/gauge.ts';
import { drawHeatmap } from './panels/heatmap.ts';
import { drawStat } from './panels/stat.ts';
import { drawTable } from './panels/table.ts';
import { drawText } from './panels/text.ts';
import { drawTimeline } from './panels/timeline.ts';
import { drawTimeSeries } from './panels/timeseries.ts';

const kinds: Readonly<Record<string, Draw>> = {
  timeseries: drawTimeSeries,
  stat: drawStat,
  gauge: drawGauge,
  bargauge: drawBarGauge,
  table: drawTable,
  heatmap: drawHeatmap,
  'state-timeline': drawTimeline,
  text: drawText,
  // What older Grafanas called them.
  graph: drawTimeSeries,
  singlestat: drawStat,
};

/** How a kind of panel is drawn; nothing if the preview cannot. */
export function drawOf(type: string): Draw | undefined {
  return Object.hasOwn(kinds, type) ? kinds[type] : undefined;
}
