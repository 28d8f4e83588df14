import {
  type AlertDefinition,
  type AlertInEnvironment,
  type AlertNumbers,
  type AlertOverride,
  type AlertRule,
  type Duration,
  lazily,
  type RulePack,
  type Stack,
  seconds,
} from '../stacks/model/index.ts';

/** Defines an alert: `alert('InstanceDown', { expr, for: '1m', severity: 'critical', … })`. */
export function alert(name: string, definition: Omit<AlertDefinition, 'kind' | 'name'>): AlertDefinition {
  return { kind: 'alert', name, ...definition };
}

/** Rules of one subject, evaluated together. */
export function rulePack(name: string, rules: RulePack['rules']): RulePack {
  return { name, rules };
}

/** An alert with an environment's numbers; `undefined` where the environment leaves it out. */
export function applyOverrides(definition: AlertDefinition, stack: Stack): AlertRule | undefined {
  const override = stack.alerts[definition.name];
  if (override !== undefined && 'off' in override) return undefined;
  const numbers = numbersOf(definition, override);
  const { expr, scenarios, ...rest } = definition;
  const rule = {
    ...rest,
    ...override,
    expr: typeof expr === 'function' ? expr(numbers) : expr,
    environments: {
      development: inEnvironment(definition, stack.alertsByEnvironment.development[definition.name]),
      staging: inEnvironment(definition, stack.alertsByEnvironment.staging[definition.name]),
      production: inEnvironment(definition, stack.alertsByEnvironment.production[definition.name]),
    },
  };
  // Days of samples, for who writes or runs the unit tests.
  return lazily(rule, 'scenarios', () =>
    typeof scenarios === 'function' ? scenarios(inWholeMinutes(numbers)) : scenarios,
  );
}

/** Unit tests evaluate once a minute, so that a wait that is over in between is over with the next minute. */
function inWholeMinutes(numbers: AlertNumbers): AlertNumbers {
  const { for: pending, keepFiringFor } = numbers;
  return { ...numbers, for: wholeMinutes(pending), keepFiringFor: wholeMinutes(keepFiringFor) };
}

function wholeMinutes(length: Duration): Duration {
  return seconds(length) % 60 === 0 ? length : `${Math.ceil(seconds(length) / 60)}m`;
}

function inEnvironment(definition: AlertDefinition, override: AlertOverride | undefined): AlertInEnvironment {
  if (override !== undefined && 'off' in override) return override;
  return { ...numbersOf(definition, override), severity: override?.severity ?? definition.severity };
}

function numbersOf(definition: AlertDefinition, override: Exclude<AlertOverride, { off: string }> = {}): AlertNumbers {
  const changed = { ...definition, ...override };
  return {
    for: changed.for,
    keepFiringFor: changed.keepFiringFor ?? '0s',
    threshold: changed.threshold ?? Number.NaN,
    window: changed.window ?? '0s',
    horizon: changed.horizon ?? '0s',
    minimum: changed.minimum ?? Number.NaN,
  };
}
