import type { AlertDefinition, AlertNumbers, AlertOverride, AlertRule, RulePack } from '../stacks/model/index.ts';

/** Defines an alert: `alert('ServiceDown', { expr, for: '1m', severity: 'critical', … })`. */
export function alert(name: string, definition: Omit<AlertDefinition, 'kind' | 'name'>): AlertDefinition {
  return { kind: 'alert', name, ...definition };
}

/** Rules of one subject, evaluated together. */
export function rulePack(name: string, rules: RulePack['rules']): RulePack {
  return { name, rules };
}

/** An alert with an environment's numbers; `undefined` where the environment leaves it out. */
export function applyOverride(definition: AlertDefinition, override: AlertOverride | undefined): AlertRule | undefined {
  if (override !== undefined && 'off' in override) return undefined;
  const changed = { ...definition, ...override };
  const numbers: AlertNumbers = { for: changed.for, threshold: changed.threshold ?? Number.NaN };
  const { expr, scenarios } = definition;
  return {
    ...changed,
    expr: typeof expr === 'function' ? expr(numbers) : expr,
    scenarios: typeof scenarios === 'function' ? scenarios(numbers) : scenarios,
  };
}
