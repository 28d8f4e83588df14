import { expression } from '../../promql/expression.ts';
import type { AlertRule, RecordingRule } from '../../stacks/model/index.ts';
import { authorsPlan } from './mistake.ts';

/** A recording rule more, in front of the rule that is named. */
export function recording(name: string, text: string): { readonly before: RecordingRule } {
  return { before: { kind: 'recording', name, expr: expression(text) } };
}

/** An alert of the stack once more, behind the rule that is named, with changes. */
export function again(alert: string, name: string, changes: Partial<AlertRule> = {}): { readonly after: AlertRule } {
  const rules = authorsPlan('development').groups.flatMap((group) => group.rules);
  const rule = rules.find((each) => each.kind === 'alert' && each.name === alert);
  if (rule?.kind !== 'alert') throw new Error(`there is no alert '${alert}'`);
  return { after: { ...rule, name, ...changes } };
}
