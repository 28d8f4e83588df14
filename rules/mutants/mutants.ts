import { PromqlError, tryParse } from '../../promql/index.ts';
import { type AlertRule, type Duration, type RecordingRule, seconds } from '../../stacks/model/index.ts';
import { edited } from './edit.ts';
import { edits } from './operators.ts';

/** A rule that is wrong in one way. */
export interface Mutant {
  /** For people, unique among the mutants of a rule: `[5m] becomes [10m] (2)`. */
  readonly change: string;
  readonly rule: AlertRule | RecordingRule;
}

/**
 * A rule in every way in which a person may get it wrong: a comparison turned round, a number off by a tenth, a window or a delay
 * twice and half as long, a label of a grouping or a join forgotten, another metric, a matcher forgotten or negated, a branch
 * dropped. Tests that do not notice one of them would not notice that mistake either.
 */
export function mutantsOf(rule: AlertRule | RecordingRule): Mutant[] {
  return numbered([...ofExpression(rule), ...(rule.kind === 'alert' ? ofDelays(rule) : [])]);
}

function ofExpression(rule: AlertRule | RecordingRule): Mutant[] {
  const { text } = rule.expr;
  const expr = tryParse(text);
  if (expr instanceof PromqlError) return [];
  return edits(expr, text).flatMap((edit) => {
    const changed = edited(text, edit);
    // What Prometheus does not even load needs no test to be noticed.
    if (tryParse(changed) instanceof PromqlError) return [];
    return [{ change: edit.change, rule: { ...rule, expr: { ...rule.expr, text: changed } } }];
  });
}

function ofDelays(alert: AlertRule): Mutant[] {
  return (['for', 'keepFiringFor'] as const).flatMap((key) => {
    const delay = seconds(alert[key] ?? '0s');
    if (delay === 0) return [];
    const others: Duration[] = [`${delay * 2}s`, `${delay / 2}s`, '0s'];
    return others.map((other) => ({
      change: `${key} ${alert[key]} becomes ${other}`,
      rule: { ...alert, [key]: other },
    }));
  });
}

function numbered(mutants: readonly Mutant[]): Mutant[] {
  const seen = new Map<string, number>();
  return mutants.map(({ change, rule }) => {
    const count = (seen.get(change) ?? 0) + 1;
    seen.set(change, count);
    return { change: count === 1 ? change : `${change} (${count})`, rule };
  });
}
