import { type Call, children, type Expr, parse, print, type VectorSelector, walk } from '../../promql/index.ts';
import { readNames } from '../../stacks/analysis/index.ts';
import { NarthexError, type RecordingRule } from '../../stacks/model/index.ts';

/** A recording rule and how often it is evaluated, in milliseconds. */
export interface TimedRecording {
  readonly rule: RecordingRule;
  readonly step: number;
}

/** How often each recorded series is evaluated, in milliseconds, by its name. */
export type RecordedSteps = ReadonlyMap<string, number>;

/** Under which name a recorded series is replayed: what the history has of that name came from the rules of its own time. */
export function replayedName(name: string): string {
  return `replayed:${name}`;
}

/**
 * An expression that reads replayed series where it read recorded ones. Prometheus marks the end of a recorded series; what is imported has no
 * such mark and would be seen for five minutes more, so that an instant looks back over one step only.
 */
export function readingReplayed(text: string, steps: RecordedSteps): string {
  const expr = parse(text);
  const changes = replacements(expr, steps);
  return changes.reduceRight((changed, { from, to, by }) => changed.slice(0, from) + by + changed.slice(to), text);
}

interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly by: string;
}

/** What is to be replaced, in the order of the text; no part lies within another one. */
function replacements(expr: Expr, steps: RecordedSteps): Replacement[] {
  const { from, to } = expr;
  const by = replacement(expr, steps);
  return by === undefined ? children(expr).flatMap((child) => replacements(child, steps)) : [{ from, to, by }];
}

function replacement(expr: Expr, steps: RecordedSteps): string | undefined {
  switch (expr.kind) {
    case 'MatrixSelector': {
      const step = stepOf(expr.selector, steps);
      return step === undefined ? undefined : print({ ...expr, selector: renamed(expr.selector) });
    }
    case 'VectorSelector':
      return overOneStep('last_over_time', expr, steps);
    case 'Call': {
      // absent() makes labels of the selector that stands in it, and only of that.
      const [argument] = expr.args;
      if (expr.func !== 'absent' || argument?.kind !== 'VectorSelector') return undefined;
      return overOneStep('absent_over_time', argument, steps);
    }
    default:
      return undefined;
  }
}

function overOneStep(func: string, selector: VectorSelector, steps: RecordedSteps): string | undefined {
  const step = stepOf(selector, steps);
  if (step === undefined) return undefined;
  const { from, to } = selector;
  const range = { kind: 'DurationLiteral', seconds: step / 1000, number: false, from, to } as const;
  const matrix = { kind: 'MatrixSelector', selector: renamed(selector), range, from, to } as const;
  return print({ kind: 'Call', func, funcSpan: { from, to }, args: [matrix], from, to } satisfies Call);
}

function stepOf(selector: VectorSelector, steps: RecordedSteps): number | undefined {
  const name = selector.matchers.find(({ name, operator }) => name === '__name__' && operator === '=')?.value;
  return name === undefined ? undefined : steps.get(name);
}

function renamed(selector: VectorSelector): VectorSelector {
  const matchers = selector.matchers.map((matcher) =>
    matcher.name === '__name__' && matcher.operator === '='
      ? { ...matcher, value: replayedName(matcher.value) }
      : matcher,
  );
  return { ...selector, ...(selector.name !== undefined && { name: replayedName(selector.name) }), matchers };
}

/**
 * Recording rules in the order in which they can be evaluated: each list needs only what those before it record.
 * Throws a `NarthexError` (NX866) for rules that read each other in a circle.
 */
export function recordingLevels(rules: readonly TimedRecording[]): TimedRecording[][] {
  const levels: TimedRecording[][] = [];
  let left = rules;
  while (left.length > 0) {
    const missing = new Set(left.map(({ rule }) => rule.name));
    const ready = left.filter(({ rule }) => !readNames(parse(rule.expr.text)).some((name) => missing.has(name)));
    if (ready.length === 0) throw circle([...missing]);
    levels.push([...ready]);
    left = left.filter((each) => !ready.includes(each));
  }
  return levels;
}

/** The recorded names that expressions read, also by way of other recorded series. */
export function neededRecordings(texts: readonly string[], rules: readonly TimedRecording[]): TimedRecording[] {
  const needed = new Set<string>();
  const add = (text: string): void => {
    for (const name of readNames(parse(text))) {
      if (needed.has(name)) continue;
      needed.add(name);
      for (const { rule } of rules) if (rule.name === name) add(rule.expr.text);
    }
  };
  for (const text of texts) add(text);
  return rules.filter(({ rule }) => needed.has(rule.name));
}

/** Whether an expression reads the series of alerts, which only a running Prometheus writes. */
export function readsAlerts(text: string): boolean {
  return readNames(parse(text)).some((name) => name === 'ALERTS' || name === 'ALERTS_FOR_STATE');
}

/** Whether a condition on the name of a metric could also mean recorded series: it cannot be led to the replayed ones. */
export function readsByPattern(text: string): boolean {
  return walk(parse(text)).some(
    (part) =>
      part.kind === 'VectorSelector' &&
      part.matchers.some(({ name, operator }) => name === '__name__' && operator !== '=') &&
      !part.matchers.some(({ name, operator }) => name === '__name__' && operator === '='),
  );
}

function circle(names: readonly string[]): NarthexError {
  const message = `recording rules need each other, or themselves: ${names.join(', ')}`;
  const fix = 'only a running Prometheus can evaluate that: ask one that has recorded them, with --url';
  return new NarthexError('The rules cannot be replayed.', [{ code: 'NX866', path: [], message, fix }]);
}
