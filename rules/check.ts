import {
  type AlertDefinition,
  type AlertOverride,
  milliseconds,
  optionalNumbers,
  type Problem,
  type RulePack,
  type Severity,
  type Stack,
  unknownNameFix,
} from '../stacks/model/index.ts';

type Path = readonly (string | number)[];

const alertName = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const numbers = ['for', 'severity', 'keepFiringFor', ...optionalNumbers, 'off'];
const durations = ['for', 'keepFiringFor', 'window', 'horizon'] as const;
const severities: readonly Severity[] = ['critical', 'warning', 'info'];

/** NX102: an alert whose name no file can have. NX103: a group or an alert that is there already; both are names of files. */
export function checkGroups(packs: readonly RulePack[], stack: Stack): Problem[] {
  const groups = new Set<string>();
  const alerts = new Set<string>();
  const problems: Problem[] = [];
  for (const pack of packs) {
    const own = stack.rules.indexOf(pack);
    const path: Path = own < 0 ? ['rules'] : ['rules', own];
    if (groups.has(pack.name)) problems.push(taken('rule group', pack.name, [...path, 'name']));
    groups.add(pack.name);
    pack.rules.forEach((rule, index) => {
      if (rule.kind !== 'alert') return;
      const at = [...path, 'rules', index, 'name'];
      if (!alertName.test(rule.name)) problems.push(badName(rule.name, at));
      if (alerts.has(rule.name)) problems.push(taken('alert', rule.name, at));
      alerts.add(rule.name);
    });
  }
  return problems;
}

/** NX117: a change of an alert that does not exist, or of something that it does not have. NX108: a duration that is none. */
export function checkOverrides(packs: readonly RulePack[], stack: Stack): Problem[] {
  const alerts = new Map(
    packs.flatMap(({ rules }) => rules.flatMap((rule) => (rule.kind === 'alert' ? [[rule.name, rule] as const] : []))),
  );
  return Object.entries(stack.alerts).flatMap(([name, override]) => {
    const path = stack.environmentAlerts.includes(name)
      ? ['environments', stack.environment, 'alerts', name]
      : ['alerts', name];
    const alert = alerts.get(name);
    if (alert !== undefined) return checkOverride(alert, override, path);
    return [unknown(path, `there is no alert '${name}'`, unknownNameFix(name, [...alerts.keys()]))];
  });
}

function checkOverride(alert: AlertDefinition, override: AlertOverride, path: Path): Problem[] {
  const problems = Object.keys(override)
    .filter((key) => !numbers.includes(key))
    .map((key) => unknown([...path, key], `'${key}' is not a number of an alert`, unknownNameFix(key, numbers)));
  if ('off' in override) {
    if (typeof override.off === 'string' && override.off.trim() !== '') return problems;
    const fix = "write the reason: { off: 'this environment has no disks of its own' }";
    return [...problems, unknown([...path, 'off'], `'${alert.name}' is left out without a reason`, fix)];
  }
  for (const key of durations) {
    const value = override[key];
    if (value === undefined || milliseconds(value) !== undefined) continue;
    const fix = "write a number and a unit, like '5m'";
    problems.push({ code: 'NX108', path: [...path, key], message: `'${value}' is not a duration`, fix });
  }
  for (const key of ['threshold', 'minimum'] as const) {
    const value: unknown = override[key];
    if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) continue;
    problems.push(
      unknown([...path, key], `${String(value)} is no number to compare with`, 'write a number, like 0.05'),
    );
  }
  for (const key of optionalNumbers) {
    if (override[key] === undefined || alert[key] !== undefined) continue;
    const own = optionalNumbers.filter((each) => alert[each] !== undefined);
    const fix = `change ${oneOfWords(['for', 'severity', ...own])}, or write an alert of your own`;
    problems.push(unknown([...path, key], `'${alert.name}' has no ${key}`, fix));
  }
  if (override.severity !== undefined && !severities.includes(override.severity)) {
    const fix = unknownNameFix(override.severity, severities);
    problems.push(unknown([...path, 'severity'], `'${String(override.severity)}' is no severity`, fix));
  }
  return problems;
}

function oneOfWords(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(' or ');
}

function unknown(path: Path, message: string, fix: string): Problem {
  return { code: 'NX117', path, message, fix };
}

function taken(what: string, name: string, path: Path): Problem {
  const fix = `give it a name of its own; those of the built-in rules are taken as well`;
  return { code: 'NX103', path, message: `there is already a ${what} named '${name}'`, fix };
}

function badName(name: string, path: Path): Problem {
  const fix = "use letters, digits and underscores, like 'OrdersDelayed'";
  return { code: 'NX102', path, message: `'${name}' is not a valid name of an alert`, fix };
}
