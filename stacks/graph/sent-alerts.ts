import { type Catalog, infer, type LabelFacts } from '../../promql/index.ts';
import { isTooLong, type ParsedExpression } from '../analysis/index.ts';
import type { Stack } from '../model/index.ts';
import { nodeId, type SentAlert } from './graph.ts';

/**
 * What is known of the labels with which the alerts reach Alertmanager: those of the stack, over them those that the expression
 * leaves, over them those of the rule.
 */
export function sentAlerts(expressions: readonly ParsedExpression[], stack: Stack, catalog: Catalog): SentAlert[] {
  return expressions.flatMap((each): SentAlert[] => {
    const { usage, result } = each;
    if (usage.kind !== 'alert') return [];
    const shape = 'expr' in result && !isTooLong(result.expr) ? infer(result.expr, catalog).of(result.expr) : undefined;
    const labels = new Map<string, LabelFacts>([...externalLabels(stack), ...(shape?.labels ?? [])]);
    for (const [name, value] of Object.entries(usage.labels)) {
      // An empty label is none; what a template makes nobody knows.
      if (value === '') labels.delete(name);
      else labels.set(name, value.includes('{{') ? { always: false } : one(value));
    }
    labels.set('alertname', one(usage.name));
    const { name, group } = usage;
    return [{ id: nodeId('alert', name), name, group, labels, closed: shape?.closed ?? false, expression: each }];
  });
}

function externalLabels({ name, environment, prometheus }: Stack): [string, LabelFacts][] {
  return Object.entries({ stack: name, environment, ...prometheus.externalLabels }).map(([label, value]) => [
    label,
    one(value),
  ]);
}

function one(value: string): LabelFacts {
  return { always: true, values: new Set([value]) };
}
