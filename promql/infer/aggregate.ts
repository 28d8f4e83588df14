import type { AggregateExpr, AggregateOperator } from '../syntax/ast.ts';
import { anyNumber, atLeastOne, exactValue, notNegative, one, total } from './bounds.ts';
import type { SeriesKind } from './catalog.ts';
import { type Key, keyWithin, keyWithout, telling } from './key.ts';
import { constantLabel, dropLabels, keepLabels, type LabelSet, setLabel } from './labels.ts';
import { derive, readBy } from './make.ts';
import type { Shape } from './shape.ts';
import { differenceUnit, plain, raiseUnit } from './units.ts';

/** Whether an aggregation picks series as they are, rather than making new ones. */
function picks(operator: AggregateOperator): boolean {
  return ['topk', 'bottomk', 'limitk', 'limit_ratio'].includes(operator);
}

/** What an aggregation makes of what is within. */
export function inferAggregate(expr: AggregateExpr, inner: Shape, param: Shape | undefined): Shape {
  const selections = readBy(param === undefined ? [inner] : [param, inner]);
  if (picks(expr.operator)) {
    const count = param && exactValue(param.bounds);
    const some = expr.operator !== 'limit_ratio' && count !== undefined && count >= 1;
    const key = count === 1 ? keyOfOneEach(expr, inner) : inner.key;
    return derive(inner, { selections, alwaysPresent: inner.alwaysPresent && some, key });
  }
  const names = expr.grouping.map(({ name }) => name);
  const kept = expr.without ? dropLabels(inner, names) : keepLabels(inner, names);
  const key = expr.without ? keyWithout(inner.key, names, inner) : keyWithin(inner.key, names, inner);
  const named = !expr.without && names.includes('__name__');
  const grouped: Grouped = { ...kept, key, hasBuckets: !names.includes('le') === expr.without };
  return derive(inner, { ...numbersOf(expr, inner, param, grouped), selections, named });
}

/** Where one series is picked of each group, the labels of the group tell them apart. */
function keyOfOneEach({ operator, grouping, without }: AggregateExpr, inner: Shape): Key {
  if (operator === 'limit_ratio' || without) return inner.key;
  const names = grouping.map(({ name }) => name);
  if (inner.key?.every((name) => names.includes(name))) return inner.key;
  return telling(
    names.filter((name) => name !== '__name__' || inner.named),
    inner,
  );
}

interface Grouped extends LabelSet {
  readonly key: Key;
  /** The label `le` of a classic histogram is kept. */
  readonly hasBuckets: boolean;
}

function numbersOf(expr: AggregateExpr, inner: Shape, param: Shape | undefined, grouped: Grouped): Partial<Shape> {
  const set = { labels: grouped.labels, closed: grouped.closed, key: grouped.key };
  const counted = {
    unit: plain,
    scale: 1,
    adapts: false,
    observes: undefined,
    kind: 'gauge',
    aggregated: false,
  } as const;
  switch (expr.operator) {
    case 'sum':
      return {
        ...set,
        ...kindOf(inner, grouped, 'gauge'),
        // Points in time cannot be added up.
        unit: inner.unit?.instant === true ? undefined : inner.unit,
        bounds: total(inner.bounds),
      };
    case 'avg':
    case 'min':
    case 'max':
      return { ...set, ...kindOf(inner, grouped, inner.kind) };
    case 'quantile': {
      const quantile = param && exactValue(param.bounds);
      if (quantile !== undefined && quantile >= 0 && quantile <= 1)
        return { ...set, ...kindOf(inner, grouped, 'gauge') };
      return { ...set, ...kindOf(inner, grouped, 'gauge'), bounds: anyNumber, nan: true };
    }
    case 'stddev':
    case 'stdvar': {
      const unit = differenceUnit(inner.unit);
      const squared = expr.operator === 'stdvar';
      return {
        ...set,
        ...counted,
        unit: squared ? raiseUnit(unit, 2) : unit,
        scale: squared ? inner.scale ** 2 : inner.scale,
        bounds: notNegative,
      };
    }
    case 'group':
      return { ...set, ...counted, bounds: one, nan: false };
    case 'count':
      return { ...set, ...counted, bounds: atLeastOne, nan: false };
    case 'count_values':
      return { ...countedValues(expr, inner, grouped), ...counted, bounds: atLeastOne, nan: false };
    default:
      return set;
  }
}

/** One series for each value, which it has as a label. */
function countedValues(expr: AggregateExpr, inner: Shape, grouped: Grouped): Partial<Shape> {
  const name = expr.param?.kind === 'StringLiteral' ? expr.param.value : undefined;
  if (name === undefined) return { labels: grouped.labels, closed: false, key: undefined };
  const value = exactValue(inner.bounds);
  const facts = value === undefined || inner.nan ? { always: true } : constantLabel(String(value));
  const set = setLabel(grouped, name, facts);
  const key = grouped.key && [...grouped.key.filter((other) => other !== name), name];
  return { labels: set.labels, closed: set.closed, key };
}

/** Counters that are added up or averaged are still counters, only that they may fall. */
function kindOf(inner: Shape, { hasBuckets }: Grouped, otherwise: SeriesKind | undefined): Partial<Shape> {
  const { kind } = inner;
  if (kind === undefined) return { kind, aggregated: false };
  if (kind === 'histogram') return { kind, aggregated: true };
  if (kind === 'bucket') return { kind: hasBuckets ? 'bucket' : 'counter', aggregated: true };
  if (kind === 'counter') return { kind, aggregated: true };
  return { kind: otherwise, aggregated: inner.aggregated };
}
