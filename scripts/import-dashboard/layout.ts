import type { Line, Panel } from '../../stacks/model/index.ts';
import { isRecord, type JsonRecord, records, text } from '../files/json.ts';

/** A panel and the room that it has, in grid units. */
export interface Placed {
  readonly json: JsonRecord;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Panels under one heading. */
export interface SourceRow {
  readonly title?: string;
  readonly collapsed: boolean;
  /** The variable for whose values it repeats. */
  readonly repeat?: string;
  readonly panels: readonly Placed[];
}

/** The rows of a dashboard in their order, of all versions of the schema. */
export function rowsOf(board: JsonRecord): SourceRow[] {
  const rows = Array.isArray(board.panels) ? gridRows(records(board.panels)) : [];
  return [...rows, ...records(board.rows).flatMap(oldRow)].filter(
    ({ panels, title }) => panels.length > 0 || title !== undefined,
  );
}

/** Since Grafana 5 a heading is a panel, and holds what it hides. */
function gridRows(panels: readonly JsonRecord[]): SourceRow[] {
  const rows: { heading?: JsonRecord; panels: JsonRecord[] }[] = [{ panels: [] }];
  for (const panel of inOrder(placed(panels)).map(({ json }) => json)) {
    if (panel.type === 'row') rows.push({ heading: panel, panels: records(panel.panels) });
    else rows.at(-1)?.panels.push(panel);
  }
  return rows.map(({ heading, panels: own }) => ({
    ...(heading !== undefined && headingOf(heading)),
    collapsed: heading?.collapsed === true,
    panels: inOrder(placed(own)),
  }));
}

function headingOf(heading: JsonRecord): Pick<SourceRow, 'title' | 'repeat'> {
  const repeat = text(heading.repeat);
  return { title: text(heading.title)?.trim() || 'Untitled', ...(repeat && { repeat }) };
}

/** A panel without a place follows the others, in half a line. */
function placed(panels: readonly JsonRecord[]): Placed[] {
  let x = 0;
  let y = Math.max(
    0,
    ...panels.map(({ gridPos }) => (isRecord(gridPos) ? number(gridPos.y, 0) + number(gridPos.h, 8) : 0)),
  );
  return panels.map((json) => {
    if (isRecord(json.gridPos)) {
      const { gridPos } = json;
      return {
        json,
        x: number(gridPos.x, 0),
        y: number(gridPos.y, 0),
        w: number(gridPos.w, 12),
        h: number(gridPos.h, 8),
      };
    }
    const place = { json, x, y, w: 12, h: 8 };
    x = 12 - x;
    if (x === 0) y += 8;
    return place;
  });
}

function number(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

function inOrder(panels: readonly Placed[]): Placed[] {
  return [...panels].sort((a, b) => a.y - b.y || a.x - b.x);
}

/** Before Grafana 5 a row held its panels: widths in twelfths, heights in pixels. Rows may lie in rows. */
function oldRow(row: JsonRecord): SourceRow[] {
  const height = gridHeight(row.height ?? 250);
  const repeat = text(row.repeat);
  let x = 0;
  let y = 0;
  const panels = records(row.panels).map((json): Placed => {
    const w = Math.min(24, Math.max(1, Math.floor(number(json.span, 4)) * 2));
    if (x + w > 24) {
      x = 0;
      y += height;
    }
    const place = { json, x, y, w, h: json.height === undefined ? height : gridHeight(json.height) };
    x += w;
    return place;
  });
  const headed = row.showTitle === true || row.collapse === true || repeat !== undefined;
  return [
    { ...(headed && headingOf(row)), collapsed: row.collapse === true, ...(repeat && { repeat }), panels },
    ...records(row.rows).flatMap(oldRow),
  ];
}

/** As Grafana counts: a unit is 30 pixels and a gap of 8, and nothing is lower than three of them. */
function gridHeight(height: unknown): number {
  const pixels = Number.parseInt(String(height), 10);
  return Math.ceil(Math.max(90, Number.isFinite(pixels) ? pixels : 250) / 38);
}

/** A panel of ours with the place that it had. */
export interface Carried {
  readonly panel: Panel;
  readonly place: Placed;
}

/** Panels side by side become lines: those that begin at the same height. Says how many get another width or height. */
export function linesOf(panels: readonly Carried[]): { readonly lines: readonly Line[]; readonly resized: number } {
  const heights = [...new Set(panels.map(({ place }) => place.y))].sort((a, b) => a - b);
  const groups = heights.map((y) => panels.filter(({ place }) => place.y === y));
  let resized = 0;
  const lines = groups.map((group): Line => {
    const height = Math.max(...group.map(({ place }) => place.h));
    const total = group.reduce((sum, { place }) => sum + place.w, 0);
    resized += total === 24 ? group.filter(({ place }) => place.h !== height).length : group.length;
    const smallest = divisor(group.map(({ place }) => place.w));
    return {
      height,
      panels: group.map(({ panel, place }) => (place.w === smallest ? panel : { ...panel, share: place.w / smallest })),
    };
  });
  return { lines, resized };
}

/** The greatest width that all are a multiple of. */
function divisor(widths: readonly number[]): number {
  const common = (a: number, b: number): number => (b === 0 ? a : common(b, a % b));
  return widths.every((width) => Number.isInteger(width) && width > 0) ? widths.reduce(common, 0) : 1;
}
