import { type Expr, PromqlError, tryParse, unwrap, type VectorSelector } from '../../promql/index.ts';
import { leOf } from '../../rules/index.ts';

/** Series that a query counts, and the labels by which it keeps them apart. */
export interface CountedSeries {
  readonly selector: string;
  readonly by: readonly string[];
}

/** What a query counts: a selector, or the sum of the rate or the increase of one. Undefined for anything else. */
export function countedSeries(query: string): CountedSeries | undefined {
  const expr = parsed(query);
  if (expr === undefined) return undefined;
  if (expr.kind === 'AggregateExpr') {
    if (expr.operator !== 'sum' || expr.without) return undefined;
    const inner = countedIn(unwrap(expr.expr), query);
    return inner === undefined ? undefined : { selector: inner, by: expr.grouping.map(({ name }) => name) };
  }
  const selector = countedIn(expr, query);
  return selector === undefined ? undefined : { selector, by: [] };
}

/** Whether a query is a bare selector, of which nobody knows whether it counts up. */
export function isBare(query: string): boolean {
  return parsed(query)?.kind === 'VectorSelector';
}

/** The job of `probe_success{job="x"}`. */
export function probedJob(query: string): string | undefined {
  const expr = parsed(query);
  if (expr?.kind !== 'VectorSelector' || expr.name !== 'probe_success') return undefined;
  const [matcher, ...others] = expr.matchers.filter(({ name }) => name !== '__name__');
  return others.length === 0 && matcher?.name === 'job' && matcher.operator === '=' ? matcher.value : undefined;
}

/** The selector of `time() - x`. */
export function ageOf(query: string): string | undefined {
  const expr = parsed(query);
  if (expr?.kind !== 'BinaryExpr' || expr.operator !== '-') return undefined;
  const [left, right] = [unwrap(expr.left), unwrap(expr.right)];
  if (left.kind !== 'Call' || left.func !== 'time' || right.kind !== 'VectorSelector') return undefined;
  return selectorText(right, query);
}

function parsed(query: string): Expr | undefined {
  const expr = tryParse(query);
  return expr instanceof PromqlError ? undefined : unwrap(expr);
}

function countedIn(expr: Expr, query: string): string | undefined {
  if (expr.kind === 'VectorSelector') return selectorText(expr, query);
  if (expr.kind !== 'Call' || !['rate', 'increase'].includes(expr.func)) return undefined;
  const [range] = expr.args;
  return range?.kind === 'MatrixSelector' ? selectorText(range.selector, query) : undefined;
}

/** As it is written, without what Narthex adds itself, and with bounds of buckets as Prometheus 3 stores them. */
function selectorText(selector: VectorSelector, query: string): string | undefined {
  if (selector.offset !== undefined || selector.at !== undefined) return undefined;
  const text = query.slice(selector.from, selector.to);
  const bound = selector.matchers.find(({ name, operator }) => name === 'le' && operator === '=');
  if (bound === undefined || bound.value.trim() === '' || !Number.isFinite(Number(bound.value))) return text;
  const { from, to } = bound.valueSpan;
  return `${text.slice(0, from - selector.from)}"${leOf(Number(bound.value))}"${text.slice(to - selector.from)}`;
}
