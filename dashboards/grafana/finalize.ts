import { columns } from '../layout.ts';
import { isObject, type Json, type JsonObject, ordered } from './json.ts';

/** The oldest Grafana that the boards are made for. Without it, Grafana migrates panels as if they came from version 6. */
const pluginVersion = '12.0.0';

/**
 * What the SDK leaves undone or does wrong (0.0.21), repaired: `placement` moves links into a hidden menu, legends are off,
 * the last value of a stat is null, queries have no refId, panels no version, variables hold keys of other kinds of variables.
 * Keys get a fixed order. Throws on what cannot be repaired: a missing or repeated id, a panel outside the grid or over
 * another, a query that says neither `instant` nor `range`.
 */
export function finalize(dashboard: object): JsonObject {
  // Also removes the functions that the SDK leaves in queries.
  const plain = JSON.parse(JSON.stringify(dashboard)) as JsonObject;
  const panels = objects(plain.panels).map(finalPanel);
  refuseRepeatedIds(panels);
  refuseOverlaps(panels);
  const templating = { list: objects(isObject(plain.templating) ? plain.templating.list : []).map(finalVariable) };
  return ordered(withoutPlacement({ ...plain, panels, templating })) as JsonObject;
}

function finalPanel(panel: JsonObject): JsonObject {
  const { id, title } = panel;
  if (typeof id !== 'number' || id <= 0) throw new Error(`the panel '${title}' has no id`);
  if (panel.type === 'row') {
    const inside = objects(panel.panels).map(finalPanel);
    refuseOverlaps(inside);
    return { ...panel, panels: inside };
  }
  return {
    ...panel,
    pluginVersion,
    targets: objects(panel.targets).map((target, index) => finalTarget(target, index, title)),
    ...(isObject(panel.options) && { options: finalOptions(panel.options) }),
  };
}

function finalTarget(target: JsonObject, index: number, title: Json | undefined): JsonObject {
  if ((target.instant === true) === (target.range === true))
    throw new Error(`query ${index + 1} of the panel '${title}' must be either instant or range`);
  return { ...target, refId: target.refId ?? refId(index) };
}

/** `A` to `Z`, then `A1`, as many as are needed. */
function refId(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${letter}${Math.floor(index / 26)}`;
}

function finalOptions(options: JsonObject): JsonObject {
  const { legend, reduceOptions } = options;
  const calcs = isObject(reduceOptions) ? reduceOptions.calcs : undefined;
  return {
    ...options,
    ...(isObject(legend) && { legend: { ...legend, showLegend: true } }),
    ...(isObject(reduceOptions) && {
      reduceOptions: { ...reduceOptions, calcs: Array.isArray(calcs) && calcs.length > 0 ? calcs : ['lastNotNull'] },
    }),
  };
}

/** The SDK writes the keys of every kind of variable into each; these belong to intervals. */
function finalVariable(variable: JsonObject): JsonObject {
  const { auto: _, auto_min: __, auto_count: ___, ...rest } = variable;
  return rest;
}

function withoutPlacement(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutPlacement);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      // Where a legend stands is also called placement.
      .filter(([key, part]) => key !== 'placement' || part !== 'inControlsMenu')
      .map(([key, part]) => [key, withoutPlacement(part)]),
  );
}

function refuseRepeatedIds(panels: readonly JsonObject[]): void {
  const seen = new Map<Json, Json | undefined>();
  for (const { id = null, title } of panels.flatMap((panel) => [panel, ...objects(panel.panels)])) {
    if (seen.has(id)) throw new Error(`the panels '${seen.get(id)}' and '${title}' have the same id: rename a key`);
    seen.set(id, title);
  }
}

function refuseOverlaps(panels: readonly JsonObject[]): void {
  const taken = new Map<string, Json | undefined>();
  for (const { gridPos, title } of panels) {
    const { x = -1, y = -1, w = 0, h = 0 } = (isObject(gridPos) ? gridPos : {}) as Record<string, number>;
    if (x < 0 || y < 0 || w < 1 || h < 1 || x + w > columns)
      throw new Error(`the panel '${title}' is outside the grid`);
    for (let column = x; column < x + w; column++) {
      for (let line = y; line < y + h; line++) {
        const cell = `${column}:${line}`;
        if (taken.has(cell)) throw new Error(`the panels '${taken.get(cell)}' and '${title}' overlap`);
        taken.set(cell, title);
      }
    }
  }
}

function objects(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
