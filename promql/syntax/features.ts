import type { AggregateExpr, BinaryExpr, Call, DurationExpr, Expr, Modifiers, Span, VectorSelector } from './ast.ts';
import { aggregations, functions } from './functions.ts';
import { walk, walkDuration } from './walk.ts';

/** `[3, 5]` for 3.5.3. */
export type PrometheusVersion = readonly [major: number, minor: number];

/** The flags of Prometheus (`--enable-feature`) that decide what PromQL may say. */
export const featureFlags = {
  functions: 'promql-experimental-functions',
  durations: 'promql-duration-expr',
  selectors: 'promql-extended-range-selectors',
  fill: 'promql-binop-fill-modifiers',
  startTimestamps: 'use-start-timestamps',
} as const;

/** Something in an expression that a Prometheus 3.0 without flags would refuse. */
export interface Feature {
  /** The flag that allows it, one of `featureFlags`; where none is needed, what is new itself: `</`. */
  readonly feature: string;
  /** What is written: `mad_over_time()`. */
  readonly what: string;
  readonly span: Span;
  /** The first version that has it, where that is newer than 3.0. */
  readonly since?: PrometheusVersion;
  /** The first version that has it without the flag. */
  readonly stable?: PrometheusVersion;
}

/** The first version that has a part of the syntax, and the first without a flag. Source: the release notes of 3.0 to 3.16. */
const versions = {
  durations: { since: [3, 4], stable: [3, 14] },
  selectors: { since: [3, 7], stable: [3, 16] },
  fill: { since: [3, 10] },
  trim: { since: [3, 11] },
} as const;

const durationCalls = { step: [3, 6], range: [3, 10], min_of: [3, 13], max_of: [3, 13] } as const;

/** Everything in an expression that needs more than Prometheus 3.0 without flags, in the order of the tree. */
export function features(expr: Expr): Feature[] {
  const found: Feature[] = [];
  const parts = walk(expr);
  // What a selector says within a range is told of the whole.
  const ranged = new Set<Expr>();
  for (const part of parts) if (part.kind === 'MatrixSelector') ranged.add(part.selector);
  for (const part of parts) if (!ranged.has(part)) visit(part, found);
  return found;
}

/** Whether a Prometheus of that version with those flags takes it. */
export function supports(feature: Feature, version: PrometheusVersion, flags: ReadonlySet<string>): boolean {
  if (feature.since !== undefined && isOlder(version, feature.since)) return false;
  if (!flagNames.has(feature.feature)) return true;
  const stable = feature.stable !== undefined && !isOlder(version, feature.stable);
  return stable || flags.has(feature.feature);
}

const flagNames: ReadonlySet<string> = new Set(Object.values(featureFlags));

function isOlder(version: PrometheusVersion, than: PrometheusVersion): boolean {
  return version[0] < than[0] || (version[0] === than[0] && version[1] < than[1]);
}

function visit(expr: Expr, found: Feature[]): void {
  switch (expr.kind) {
    case 'Call':
      visitCall(expr, found);
      break;
    case 'AggregateExpr':
      visitAggregation(expr, found);
      break;
    case 'BinaryExpr':
      visitBinary(expr, found);
      break;
    case 'MatrixSelector':
      visitSelector(expr.selector, expr, found);
      visitDuration(expr.range, found);
      break;
    case 'VectorSelector':
      visitSelector(expr, expr, found);
      break;
    case 'SubqueryExpr':
      visitDuration(expr.range, found);
      visitDuration(expr.step, found);
      visitModifiers(expr, found);
      break;
  }
}

function visitCall({ func, funcSpan }: Call, found: Feature[]): void {
  const signature = Object.hasOwn(functions, func) ? functions[func] : undefined;
  if (signature === undefined) return;
  const { since, stable } = signature;
  const what = `${func}()`;
  const rest = { what, span: funcSpan, ...(since && { since }), ...(stable && { stable }) };
  if (signature.experimental || stable) found.push({ feature: featureFlags.functions, ...rest });
  else if (since) found.push({ feature: what, ...rest });
  // It also reads what is stored only with a flag of its own.
  if (func === 'start_timestamp') found.push({ feature: featureFlags.startTimestamps, ...rest });
}

function visitAggregation({ operator, from }: AggregateExpr, found: Feature[]): void {
  if (!aggregations[operator].experimental) return;
  const span = { from, to: from + operator.length };
  found.push({ feature: featureFlags.functions, what: `${operator}()`, span });
}

function visitBinary({ operator, operatorSpan, matching }: BinaryExpr, found: Feature[]): void {
  if (operator === '</' || operator === '>/') {
    found.push({ feature: operator, what: operator, span: operatorSpan, ...versions.trim });
  }
  const { left, right } = matching?.fill ?? {};
  if (left === undefined && right === undefined) return;
  const what = left === undefined ? 'fill_right()' : right === undefined ? 'fill_left()' : 'fill()';
  found.push({ feature: featureFlags.fill, what, span: operatorSpan, ...versions.fill });
}

function visitSelector(selector: VectorSelector, { from, to }: Span, found: Feature[]): void {
  if (selector.extended !== undefined) {
    found.push({ feature: featureFlags.selectors, what: selector.extended, span: { from, to }, ...versions.selectors });
  }
  visitModifiers(selector, found);
}

function visitModifiers({ offset }: Modifiers, found: Feature[]): void {
  visitDuration(offset, found);
}

function visitDuration(duration: DurationExpr | undefined, found: Feature[]): void {
  if (duration === undefined || duration.kind === 'DurationLiteral') return;
  const { from, to } = duration;
  const called = newest(duration);
  const what = called === undefined ? 'arithmetic with durations' : `${called}() as a duration`;
  const since = called === undefined ? versions.durations.since : durationCalls[called];
  found.push({ feature: featureFlags.durations, what, span: { from, to }, ...versions.durations, since });
}

/** The call within a duration that came to Prometheus last. */
function newest(duration: DurationExpr): keyof typeof durationCalls | undefined {
  return walkDuration(duration).reduce<keyof typeof durationCalls | undefined>((best, part) => {
    if (part.kind !== 'DurationCall') return best;
    return best === undefined || isOlder(durationCalls[best], durationCalls[part.name]) ? part.name : best;
  }, undefined);
}
