import { type Expr, type Expression, PromqlError, tryParse } from '../../promql/index.ts';
import { isTooLong } from '../analysis/index.ts';
import { type AlertRule, type RecordingRule, type RuleGroup, seconds } from '../model/index.ts';
import { SERIES_PER_ACTIVE_ALERT } from './constants.ts';
import { type Cost, costOf } from './job.ts';
import type { Readable } from './readable.ts';
import { type Reading, type ReadingContext, reading } from './reading.ts';
import type { Sized } from './targets.ts';

/** What a rule costs: the series that it writes, and what it reads for them. */
export interface RuleCost extends Cost {
  readonly group: string;
  readonly rule: string;
  readonly kind: 'alert' | 'recording';
  /** Seconds between two evaluations. */
  readonly interval: number;
  /** Series that one evaluation reads. */
  readonly seriesRead: number;
  /** Samples that one evaluation loads. */
  readonly samplesRead: number;
  /** The series that an alert writes when it is active for everything it looks at; those of a recording rule. */
  readonly mostSeries: number;
}

interface RuleReading {
  readonly rule: AlertRule | RecordingRule;
  readonly group: RuleGroup;
  readonly interval: number;
  readonly expr: Expr | undefined;
  readonly result: Reading;
}

/** Recorded series that read recorded series: so deep at most, which no stack reaches. */
const DEPTH = 8;

/**
 * What every rule costs, given what the scrape jobs store. An expression that Prometheus would refuse reads nothing here; a check says
 * so elsewhere.
 */
export function ruleCosts(groups: readonly RuleGroup[], stored: readonly Readable[], plan: Sized): RuleCost[] {
  const rules = groups.flatMap((group) => {
    const interval = seconds(group.interval ?? plan.stack.prometheus.interval);
    return group.rules.map((rule) => ({ rule, group, interval, expr: parsed(rule.expr) }));
  });
  const step = seconds(plan.stack.prometheus.interval);
  let known = stored;
  for (let depth = 0; ; depth++) {
    const read = rules.map(
      (each): RuleReading => ({
        ...each,
        result: resultOf(each.expr, { stored: known, interval: each.interval, step }),
      }),
    );
    const made = read.flatMap(recorded);
    const grown = made.reduce((sum, { series }) => sum + series, 0);
    const before =
      known.reduce((sum, { series }) => sum + series, 0) - stored.reduce((sum, { series }) => sum + series, 0);
    // What records nothing is right at once; else until nothing changes.
    if (grown === before || depth === DEPTH) return read.map((each) => ruleCost(each, plan));
    known = [...stored, ...made];
  }
}

function parsed({ text }: Expression): Expr | undefined {
  const expr = tryParse(text);
  return expr instanceof PromqlError ? undefined : expr;
}

function resultOf(expr: Expr | undefined, context: ReadingContext): Reading {
  // What nobody can review is not counted either; the checks say so.
  if (expr !== undefined && !isTooLong(expr)) return reading(expr, context);
  return { seriesRead: 0, samplesRead: 0, series: 0, labels: new Map(), scalar: false, always: false };
}

function recorded({ rule, interval, result }: RuleReading): Readable[] {
  if (rule.kind !== 'recording') return [];
  const own = Object.entries(rule.labels ?? {}).map(([name, value]) => [name, { count: 1, values: [value] }] as const);
  return [{ name: rule.name, series: result.series, interval, labels: new Map([...result.labels, ...own]) }];
}

function ruleCost({ rule, group, interval, result }: RuleReading, plan: Sized): RuleCost {
  const { kind, name } = rule;
  const mostSeries = result.series * (kind === 'alert' ? SERIES_PER_ACTIVE_ALERT : 1);
  // While nothing is wrong an alert stores nothing, unless it is one that always fires.
  const series = kind === 'recording' || result.always ? mostSeries : 0;
  const { seriesRead, samplesRead } = result;
  return {
    group: group.name,
    rule: name,
    kind,
    interval,
    seriesRead,
    samplesRead,
    mostSeries,
    ...costOf(series, interval, plan),
  };
}
