// The transformations of Grafana that dashboards of Prometheus use, one after the other.
import type { Frame } from './frame.ts';
import { at, flag, type JsonObject, object, pattern, text } from './read.ts';
import { calculateField } from './transformations/calculate.ts';
import { convertFieldType, filterFieldsByName, organize, renameByRegex } from './transformations/columns.ts';
import { groupBy, groupingToMatrix } from './transformations/group.ts';
import { concatenate, joinByField, merge, seriesToRows } from './transformations/join.ts';
import { labelsToFields } from './transformations/labels.ts';
import { reduce } from './transformations/reduce-rows.ts';
import { filterByValue, limit, sortBy } from './transformations/rows.ts';
import type { Interpolate, Transformation } from './transformations/transformation.ts';

/** The frames after all transformations, and the names of those that this preview does not know and left out. */
export interface Transformed {
  readonly frames: readonly Frame[];
  readonly unknown: readonly string[];
}

const filterByRefId: Transformation = (frames, options) => {
  const [include, exclude] = [chosenFrames(text(options, 'include')), chosenFrames(text(options, 'exclude'))];
  return frames.filter((frame) => (include?.(frame) ?? true) && !(exclude?.(frame) ?? false));
};

const known: Readonly<Record<string, Transformation>> = {
  ...{ organize, filterFieldsByName, renameByRegex, convertFieldType },
  ...{ merge, joinByField, seriesToColumns: joinByField, concatenate, seriesToRows },
  ...{ sortBy, limit, filterByValue, filterByRefId },
  ...{ groupBy, groupingToMatrix, calculateField, reduce, labelsToFields },
};

/** Does one transformation after the other. `interpolate` puts variables into those options in which Grafana does. */
export function transform(
  frames: readonly Frame[],
  transformations: readonly JsonObject[],
  interpolate: Interpolate = (template) => template,
): Transformed {
  const unknown: string[] = [];
  const result = active(transformations).reduce<readonly Frame[]>((before, each) => {
    const id = text(each, 'id') ?? 'without a name';
    const apply = Object.hasOwn(known, id) ? known[id] : undefined;
    const after = apply && someOf(before, each, (some) => apply(some, object(each, 'options'), interpolate));
    if (after === undefined) unknown.push(id);
    return after ?? before;
  }, frames);
  return { frames: result, unknown };
}

/** The transformations that are in use, of the data and not of annotations. */
export function active(transformations: readonly JsonObject[]): JsonObject[] {
  return transformations.filter((each) => !flag(each, 'disabled') && text(each, 'topic') !== 'annotations');
}

/** A transformation may be for the frames of some queries only; the others stay where the first of them stood. */
function someOf(
  frames: readonly Frame[],
  transformation: JsonObject,
  apply: (frames: readonly Frame[]) => readonly Frame[] | undefined,
): readonly Frame[] | undefined {
  if (at(transformation, 'filter') === undefined) return apply(frames);
  const fits =
    text(transformation, 'filter', 'id') === 'byRefId' && chosenFrames(text(transformation, 'filter', 'options'));
  if (!fits) return undefined;
  const rest = frames.filter((frame) => !fits(frame));
  const after = apply(frames.filter(fits));
  const place = Math.max(
    0,
    frames.findIndex((frame) => !fits(frame)),
  );
  return after && [...after.slice(0, place), ...rest, ...after.slice(place)];
}

/** `A`, or a regular expression: `/^(?:A|B)$/`. */
function chosenFrames(written: string | undefined): ((frame: Frame) => boolean) | undefined {
  const expression = written ? pattern(written) : undefined;
  return expression && (({ refId }) => expression.test(refId));
}
