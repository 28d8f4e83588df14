// What is a dashboard and what is not: said once, for the server and for the page.
import { isObject, type Json, type JsonObject, number, objects, text, texts } from './read.ts';

/** A text that is a dashboard, or why it is none. */
export type ReadDashboard =
  | { readonly dashboard: JsonObject; readonly uid: string; readonly title: string; readonly tags: readonly string[] }
  | { readonly problem: string };

/** Characters of JSON: the largest dashboards that people keep have a tenth of it. */
const longest = 20_000_000;

/** Reads a dashboard in Grafana's classic JSON, also inside `{ "dashboard": … }` as its API exports it. Never throws. */
export function readDashboard(json: string, uidIfNone = 'dashboard'): ReadDashboard {
  if (json.length > longest) return { problem: `This file is too long for a dashboard: ${json.length} characters.` };
  let value: Json;
  try {
    value = JSON.parse(json) as Json;
  } catch (error) {
    return { problem: `This is not JSON: ${error instanceof Error ? error.message : String(error)}.` };
  }
  const inside = isObject(value) && isObject(value.dashboard) ? value.dashboard : value;
  if (!isObject(inside)) return { problem: 'This is JSON, but not a dashboard: it is not an object.' };
  if (isObject(inside.spec) || isObject(inside.elements))
    return { problem: 'This is a dashboard in the newer schema (v2). The preview draws classic dashboards only.' };
  if (!Array.isArray(inside.panels) && !Array.isArray(inside.rows))
    return { problem: "This is JSON, but not a dashboard: it has no list of 'panels'." };
  const uid = text(inside, 'uid') || uidIfNone;
  return { dashboard: inside, uid, title: text(inside, 'title') || uid, tags: texts(inside, 'tags') };
}

/** A place on the grid: 24 columns, lines of 30 pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** A panel and where it stands, from the top of its section. */
export interface PlacedPanel {
  readonly panel: JsonObject;
  readonly place: Place;
}

/** Panels under one heading; the first section has none. */
export interface Section {
  readonly title: string | undefined;
  readonly collapsed: boolean;
  /** The variable for each of whose values it stands once. */
  readonly repeat: string | undefined;
  readonly panels: readonly PlacedPanel[];
}

const whole = (value: number | undefined, otherwise: number, least: number, most: number) =>
  Math.min(most, Math.max(least, Math.floor(value ?? otherwise)));

function placeOf(panel: JsonObject): Place {
  const w = whole(number(panel, 'gridPos', 'w'), 12, 1, 24);
  return {
    w,
    x: whole(number(panel, 'gridPos', 'x'), 0, 0, 24 - w),
    y: whole(number(panel, 'gridPos', 'y'), 0, 0, 100_000),
    h: whole(number(panel, 'gridPos', 'h'), 8, 1, 100),
  };
}

/** The panels of a dashboard by the rows they belong to: those inside a closed row, and those below an open one. */
export function sections(dashboard: JsonObject): Section[] {
  const found: (Omit<Section, 'panels'> & { panels: JsonObject[] })[] = [
    { title: undefined, collapsed: false, repeat: undefined, panels: [] },
  ];
  const line = ({ y }: Place) => y;
  const all = objects(dashboard, 'panels')
    .filter((panel) => !leftOver(panel))
    .sort((a, b) => line(placeOf(a)) - line(placeOf(b)) || placeOf(a).x - placeOf(b).x);
  // Until 2018, rows held their panels, and spans were of 12.
  for (const row of objects(dashboard, 'rows'))
    found.push({
      title: text(row, 'title'),
      collapsed: row.collapse === true,
      repeat: text(row, 'repeat') || undefined,
      panels: objects(row, 'panels').map(withSpan),
    });
  for (const panel of all) {
    if (text(panel, 'type') === 'row')
      found.push({
        title: text(panel, 'title') ?? '',
        collapsed: panel.collapsed === true,
        repeat: text(panel, 'repeat') || undefined,
        panels: [...objects(panel, 'panels')],
      });
    else found.at(-1)?.panels.push(panel);
  }
  return found
    .filter(({ title, panels }) => title !== undefined || panels.length > 0)
    .map(({ panels, ...section }) => ({ ...section, panels: placed(panels.filter((panel) => !leftOver(panel))) }));
}

/** What older Grafanas made of a repeated panel or row and saved along with it; it is made anew from the variable. */
function leftOver(panel: JsonObject): boolean {
  return number(panel, 'repeatPanelId') !== undefined && !text(panel, 'repeat');
}

function withSpan(panel: JsonObject, index: number): JsonObject {
  const span = number(panel, 'span');
  return span === undefined || isObject(panel.gridPos)
    ? panel
    : { ...panel, gridPos: { x: 0, y: index * 8, w: span * 2, h: 8 } };
}

/** From the top of the section on, as if the sections above it were not there. */
function placed(panels: readonly JsonObject[]): PlacedPanel[] {
  const all = panels.map((panel) => ({ panel, place: placeOf(panel) }));
  const top = Math.min(...all.map(({ place }) => place.y));
  return all
    .map(({ panel, place }) => ({ panel, place: { ...place, y: place.y - top } }))
    .sort((a, b) => a.place.y - b.place.y || a.place.x - b.place.x);
}
