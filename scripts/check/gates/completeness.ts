import { groupGaps } from '../../../rules/index.ts';
import type { Finding, Gate } from '../gate.ts';

/** Every alert with its scenarios and its runbook, every recording rule with a test of its value. */
export const completeness: Gate = {
  id: 'completeness',
  code: 'NX611',
  title: 'scenarios and runbooks',
  why: 'an alert that nobody has seen fire, and that says nothing about what to do, is noise at night',
  tools: [],
  run: async ({ subjects }) => {
    const byText = new Map<string, Finding>();
    for (const { plan, folder } of subjects) {
      for (const group of plan.groups) {
        for (const { rule, message, fix } of groupGaps(group, plan.stack)) {
          const artifact = `${folder}/rules/${group.name}.yml`;
          const from = `rule ${rule} of the group ${group.name}`;
          const key = JSON.stringify([plan.stack.name, from, message]);
          const known = byText.get(key);
          byText.set(
            key,
            known === undefined
              ? { artifact, from, message, fix }
              : { ...known, also: [...(known.also ?? []), artifact] },
          );
        }
      }
    }
    const rules = subjects.flatMap(({ plan }) => plan.groups.flatMap((group) => group.rules));
    return { checked: rules.length, what: 'rule', findings: [...byText.values()] };
  },
};
