import { type DurationExpr, type Expr, secondsOf, type VectorSelector } from '../../promql/index.ts';
import type { LabelCount } from './cardinality.ts';
import { selected } from './matching.ts';
import type { Readable } from './readable.ts';

type Kind<K extends Expr['kind']> = Extract<Expr, { readonly kind: K }>;

/** What one evaluation of an expression reads, and what comes out. */
export interface Reading {
  /** Series that selectors find, each selector by itself, as the engine reads them. */
  readonly seriesRead: number;
  /** Samples loaded: one for each series, in a window as many as lie in it. */
  readonly samplesRead: number;
  /** At most so many series come out. */
  readonly series: number;
  readonly labels: ReadonlyMap<string, LabelCount>;
  readonly scalar: boolean;
  /** Something comes out whatever is stored, such as of `vector(1)`. */
  readonly always: boolean;
}

/** What an expression is read from: what is stored, and how often it is evaluated, in seconds. */
export interface ReadingContext {
  readonly stored: readonly Readable[];
  readonly interval: number;
  /** The step of subqueries that name none, in seconds: Prometheus takes its global interval, whatever that of the group. Default: `interval`. */
  readonly step?: number;
}

/** Aggregations that choose some series of each group. */
const choosers: ReadonlySet<string> = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio']);

const none: ReadonlyMap<string, LabelCount> = new Map();
const number: Reading = { seriesRead: 0, samplesRead: 0, series: 1, labels: none, scalar: true, always: true };

/** How many series and samples an expression reads, and how many series it makes; estimated as the declarations allow. */
export function reading(expr: Expr, context: ReadingContext): Reading {
  switch (expr.kind) {
    case 'NumberLiteral':
    case 'StringLiteral':
      return number;
    case 'ParenExpr':
    case 'UnaryExpr':
      return reading(expr.expr, context);
    case 'VectorSelector':
      return selecting(expr, context, () => 1);
    case 'MatrixSelector': {
      const range = lengthOf(expr.range, context);
      return selecting(expr.selector, context, (interval) => Math.max(1, range / interval));
    }
    case 'SubqueryExpr': {
      const step = expr.step === undefined ? (context.step ?? context.interval) : lengthOf(expr.step, context);
      const inner = reading(expr.expr, context);
      const steps = Math.max(1, lengthOf(expr.range, context) / step);
      return { ...inner, samplesRead: inner.samplesRead * steps };
    }
    case 'AggregateExpr': {
      const inner = reading(expr.expr, context);
      const param = expr.param === undefined ? number : reading(expr.param, context);
      const names = expr.grouping.map(({ name }) => name);
      const groups = expr.without ? without(inner, names) : by(inner, names);
      if (!choosers.has(expr.operator)) return { ...inner, ...together(inner, param), ...groups };
      const most = expr.param?.kind === 'NumberLiteral' ? expr.param.value * groups.series : inner.series;
      return { ...inner, ...together(inner, param), series: Math.min(inner.series, most) };
    }
    case 'Call':
      return calling(expr, context);
    case 'BinaryExpr':
      return combining(expr, context);
  }
}

const indexes = new WeakMap<readonly Readable[], ReadonlyMap<string, readonly Readable[]>>();

/** What is stored, by name; every selector of every rule asks for it. */
function byName(stored: readonly Readable[]): ReadonlyMap<string, readonly Readable[]> {
  const known = indexes.get(stored);
  if (known !== undefined) return known;
  const index = new Map<string, Readable[]>();
  for (const readable of stored) {
    const same = index.get(readable.name);
    if (same === undefined) index.set(readable.name, [readable]);
    else same.push(readable);
  }
  indexes.set(stored, index);
  return index;
}

function selecting(
  selector: VectorSelector,
  { stored }: ReadingContext,
  samples: (interval: number) => number,
): Reading {
  const named = selector.name === undefined ? stored : (byName(stored).get(selector.name) ?? []);
  const found = named.flatMap((readable) => selected(selector, readable) ?? []);
  const series = found.reduce((sum, each) => sum + each.series, 0);
  return {
    seriesRead: series,
    samplesRead: found.reduce((sum, each) => sum + each.series * samples(each.interval), 0),
    series,
    labels: found.reduce((all, { labels }) => joined(all, labels), none),
    scalar: false,
    always: false,
  };
}

function calling({ func, args }: Kind<'Call'>, context: ReadingContext): Reading {
  const inner = args.map((arg) => reading(arg, context));
  const vector = inner.find(({ scalar }) => !scalar);
  const read = together(...inner);
  switch (func) {
    case 'time':
    case 'pi':
    case 'scalar':
      return { ...number, ...read };
    case 'vector':
      return { ...number, ...read, scalar: false };
    case 'absent':
    case 'absent_over_time':
      return { ...number, ...read, scalar: false, always: false };
    case 'histogram_quantile':
      return vector === undefined ? { ...number, ...read } : { ...vector, ...read, ...without(vector, ['le']) };
    default:
      // `hour()` and its like give one number for now.
      return vector === undefined ? { ...number, ...read, scalar: false } : { ...vector, ...read };
  }
}

function combining(
  { operator, left, right, matching, returnBool }: Kind<'BinaryExpr'>,
  context: ReadingContext,
): Reading {
  const [a, b] = [reading(left, context), reading(right, context)];
  const read = together(a, b);
  const filters = ['==', '!=', '<', '<=', '>', '>='].includes(operator) && !returnBool;
  if (a.scalar || b.scalar) {
    const vector = a.scalar ? b : a;
    return { ...vector, ...read, always: vector.always && !filters };
  }
  switch (operator) {
    case 'and':
    case 'unless':
      return { ...a, ...read, always: false };
    case 'or':
      return {
        ...read,
        series: a.series + b.series,
        labels: joined(a.labels, b.labels),
        scalar: false,
        always: a.always || b.always,
      };
    default: {
      const always = a.always && b.always && !filters;
      if (matching?.card === 'many-to-one') return { ...a, ...read, always };
      if (matching?.card === 'one-to-many') return { ...b, ...read, always };
      const names = matching?.labels.map(({ name }) => name) ?? [];
      const kept = filters ? a : matching?.on ? by(a, names) : without(a, names);
      return { ...read, labels: kept.labels, series: Math.min(kept.series, a.series, b.series), scalar: false, always };
    }
  }
}

/** What is read for all of them. */
function together(...readings: readonly Reading[]): Pick<Reading, 'seriesRead' | 'samplesRead'> {
  return {
    seriesRead: readings.reduce((sum, each) => sum + each.seriesRead, 0),
    samplesRead: readings.reduce((sum, each) => sum + each.samplesRead, 0),
  };
}

function by({ series, labels }: Reading, names: readonly string[]): Pick<Reading, 'series' | 'labels'> {
  return grouped(
    series,
    [...labels].filter(([name]) => names.includes(name)),
  );
}

function without({ series, labels }: Reading, names: readonly string[]): Pick<Reading, 'series' | 'labels'> {
  return grouped(
    series,
    [...labels].filter(([name]) => !names.includes(name)),
  );
}

/** Groups cannot be more than the values of their labels allow, nor more than there are series. */
function grouped(
  series: number,
  labels: readonly (readonly [string, LabelCount])[],
): Pick<Reading, 'series' | 'labels'> {
  const most = labels.reduce((total, [, { count }]) => total * count, 1);
  return { series: Math.min(series, most), labels: new Map(labels) };
}

/** The labels of series from several sources: their values come together, at most. */
function joined(
  a: ReadonlyMap<string, LabelCount>,
  b: ReadonlyMap<string, LabelCount>,
): ReadonlyMap<string, LabelCount> {
  const all = new Map(a);
  for (const [name, more] of b) {
    const known = all.get(name);
    const values = known?.values && more.values && [...new Set([...known.values, ...more.values])];
    if (known === undefined) all.set(name, more);
    else if (values !== undefined) all.set(name, { count: values.length, values });
    else all.set(name, { count: known.count + more.count });
  }
  return all;
}

/** Seconds of a length of time. What depends on the query, such as `step()`, is the interval of the evaluation. */
function lengthOf(duration: DurationExpr, { interval }: ReadingContext): number {
  return secondsOf(duration, interval) ?? interval;
}
