import {
  type AlertRule,
  NarthexError,
  type Problem,
  type RecordingRule,
  type RuleGroup,
  type RulePack,
  type Stack,
  unknownNameFix,
} from '../stacks/model/index.ts';
import { applyOverride } from './alert.ts';
import { databases } from './packs/databases.ts';
import { host } from './packs/host.ts';
import { monitoring } from './packs/monitoring.ts';
import { probes } from './packs/probes.ts';
import { targets } from './packs/targets.ts';

/** Every pack decides by what the stack declares whether it has something to say. */
const packs: readonly ((stack: Stack) => readonly RulePack[])[] = [targets, host, probes, databases, monitoring];

/**
 * The rule groups of a stack, with the environment's changes applied: those that follow from what it declares, then its own.
 * Throws a `NarthexError` for changes to alerts that do not exist.
 */
export function ruleGroups(stack: Stack): RuleGroup[] {
  const all = [...packs.flatMap((pack) => pack(stack)), ...stack.rules];
  refuseUnknownAlerts(stack, all);
  return all
    .map(({ rules, ...pack }) => ({
      ...pack,
      rules: rules.flatMap((rule): (AlertRule | RecordingRule)[] => apply(rule, stack)),
    }))
    .filter(({ rules }) => rules.length > 0);
}

function apply(rule: RulePack['rules'][number], stack: Stack): (AlertRule | RecordingRule)[] {
  if (rule.kind === 'recording') return [rule];
  const applied = applyOverride(rule, stack.alerts[rule.name]);
  return applied === undefined ? [] : [applied];
}

function refuseUnknownAlerts(stack: Stack, all: readonly RulePack[]): void {
  const known = all.flatMap(({ rules }) => rules.flatMap((rule) => (rule.kind === 'alert' ? [rule.name] : [])));
  const problems = Object.keys(stack.alerts)
    .filter((name) => !known.includes(name))
    .map(
      (name): Problem => ({
        code: 'NX117',
        path: ['alerts', name],
        message: `there is no alert '${name}'`,
        fix: unknownNameFix(name, known),
      }),
    );
  if (problems.length > 0) throw new NarthexError(`Alerts of '${stack.name}' are changed that do not exist.`, problems);
}
