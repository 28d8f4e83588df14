import type { Span, ValueType } from '../syntax/ast.ts';
import { anyNumber } from './bounds.ts';
import type { Bounds } from './catalog.ts';
import { type LabelSet, noLabels, openLabels } from './labels.ts';
import type { Emptiness, Selection, Shape } from './shape.ts';
import type { Unit } from './unit.ts';

const none: readonly Selection[] = [];

/** Of what nothing is known but its type. */
export function unknownShape(type: ValueType, selections: readonly Selection[] = none): Shape {
  return {
    type,
    kind: undefined,
    aggregated: false,
    unit: undefined,
    scale: 1,
    adapts: false,
    observes: undefined,
    bounds: anyNumber,
    nan: true,
    labels: openLabels.labels,
    closed: false,
    key: undefined,
    named: false,
    empty: undefined,
    vacuous: undefined,
    alwaysPresent: false,
    selections,
  };
}

/** A number that is always there, without labels. */
export function scalarShape(bounds: Bounds, unit: Unit | undefined): Shape {
  return {
    ...unknownShape('scalar'),
    kind: 'gauge',
    unit,
    bounds,
    nan: false,
    ...noLabels,
    key: [],
    alwaysPresent: true,
  };
}

/** What becomes of a shape; that a comparison always holds is no longer said. */
export function derive(from: Shape, changes: Partial<Shape>): Shape {
  return { ...from, vacuous: undefined, ...changes };
}

/** The labels and the key of a shape, replaced. */
export function relabelled({ labels, closed }: LabelSet, key: readonly string[] | undefined): Partial<Shape> {
  return { labels, closed, key };
}

/** What several expressions read, in their order. */
export function readBy(shapes: readonly Shape[]): readonly Selection[] {
  const reading = shapes.filter(({ selections }) => selections.length > 0);
  if (reading.length <= 1) return reading[0]?.selections ?? none;
  return none.concat(...reading.map(({ selections }) => selections));
}

/** That nothing comes out, and why. */
export function emptiness(reason: string, { from, to }: Span): Emptiness {
  return { reason, span: { from, to } };
}
