import type { Call } from '../syntax/ast.ts';
import { unwrap } from '../syntax/walk.ts';
import { one } from './bounds.ts';
import type { FunctionShape } from './call.ts';
import type { LabelFacts } from './catalog.ts';
import { describe } from './describe.ts';
import { constantLabel, type Labels, noLabels } from './labels.ts';
import { derive, emptiness, scalarShape, unknownShape } from './make.ts';
import type { Shape } from './shape.ts';
import { plain } from './units.ts';

/** `absent(x)`: 1 when there is no `x`. */
const absent: FunctionShape = ([inner = unknownShape('vector')], call) => {
  const labels = absentLabels(call);
  const there = inner.alwaysPresent && inner.empty === undefined;
  const empty = there ? emptiness(`${text(call)} is always there`, call) : undefined;
  return {
    ...scalarShape(one, plain),
    type: 'vector',
    labels,
    alwaysPresent: inner.empty !== undefined,
    empty,
  };
};

function text({ args: [inner] }: Call): string {
  return inner === undefined ? 'its argument' : describe(inner, 'its argument');
}

/** Prometheus takes the labels from conditions that say exactly one value, and none that another condition is on as well. */
function absentLabels({ args: [arg] }: Call): Labels {
  const inner = arg && unwrap(arg);
  const selector = inner?.kind === 'MatrixSelector' ? inner.selector : inner;
  const labels = new Map<string, LabelFacts>();
  if (selector?.kind !== 'VectorSelector') return labels;
  const seen = new Set<string>();
  const dropped = new Set<string>();
  for (const { name, operator, value } of selector.matchers) {
    if (name === '__name__') continue;
    if (operator !== '=' || seen.has(name)) {
      labels.delete(name);
      dropped.add(name);
      continue;
    }
    seen.add(name);
    // After a condition of another kind on the same label it is sometimes there: not all builds of Prometheus agree.
    if (value !== '')
      labels.set(name, dropped.has(name) ? { always: false, values: new Set([value]) } : constantLabel(value));
  }
  return labels;
}

const sorted: FunctionShape = ([vector = unknownShape('vector')]) => derive(vector, {});

/** Functions that make a vector or a number of the other, that sort, and that tell what is missing. */
export const vectorFunctions: Readonly<Record<string, FunctionShape>> = {
  absent,
  absent_over_time: absent,
  /** NaN unless there is exactly one series. */
  scalar: ([vector = unknownShape('vector')]) => {
    const { kind, aggregated, unit, scale, adapts, bounds } = vector;
    const sure = vector.alwaysPresent && vector.key?.length === 0;
    const numbers: Partial<Shape> = { kind, aggregated, scale, adapts, nan: vector.nan || !sure };
    return { ...scalarShape(bounds, unit), ...numbers };
  },
  vector: ([number = unknownShape('scalar')]) => derive(number, { type: 'vector', ...noLabels, key: [] }),
  sort: sorted,
  sort_desc: sorted,
  sort_by_label: sorted,
  sort_by_label_desc: sorted,
  /** Labels of `target_info` are added: which, only the stored series tell. */
  info: ([vector = unknownShape('vector')]) => derive(vector, { closed: false, alwaysPresent: false }),
};
