import { promtoolPasses, type Tool } from '../../local/tools/index.ts';
import { type Mutant, mutantsOf, ruleFile, unitTests } from '../../rules/index.ts';
import type { AlertRule, RecordingRule, RuleGroup, Stack } from '../../stacks/model/index.ts';
import { jsonOrYaml } from '../check/json-or-yaml.ts';

type Rule = AlertRule | RecordingRule;

/** What became of the mutants of one rule. */
export interface RuleVerdict {
  readonly group: string;
  readonly rule: string;
  /** How many there were. */
  readonly mutants: number;
  /** Those that no test noticed, with the author's reason where there is one. */
  readonly survivors: readonly { readonly change: string; readonly reason?: string }[];
  /** Reasons for mutants that do not exist or were noticed. */
  readonly stale: readonly string[];
  /** Why promtool gave no answer. */
  readonly failure?: string;
}

/**
 * Has promtool run the unit tests of a rule against every mutant of it: first its own, then, for a mutant that they do not notice, those
 * of the rules of the group that read it. One process for all mutants of a rule.
 */
export async function testMutants(rule: Rule, group: RuleGroup, stack: Stack, tool: Tool): Promise<RuleVerdict> {
  const all = mutantsOf(rule);
  const head = { group: group.name, rule: rule.name, mutants: all.length };
  const own = await survivors(all, [rule], { rule, group, stack, tool });
  if ('failure' in own) return { ...head, survivors: [], stale: [], failure: own.failure };
  const reasons = (typeof rule.unnoticed === 'function' ? rule.unnoticed() : rule.unnoticed) ?? {};
  const explained = own.flatMap(({ change }) => {
    const reason = reasons[change];
    return reason === undefined ? [] : [{ change, reason }];
  });
  const unexplained = own.filter(({ change }) => reasons[change] === undefined);
  const others = group.rules.filter((other) => other !== rule && other.expr.text.includes(rule.name));
  const rest =
    unexplained.length > 0 && others.length > 0
      ? await survivors(unexplained, others, { rule, group, stack, tool })
      : unexplained;
  if ('failure' in rest) return { ...head, survivors: [], stale: [], failure: rest.failure };
  const changes = new Set(own.map(({ change }) => change));
  return {
    ...head,
    survivors: [...explained, ...rest.map(({ change }) => ({ change }))],
    stale: Object.keys(reasons).filter((change) => !changes.has(change)),
  };
}

interface Surroundings {
  readonly rule: Rule;
  readonly group: RuleGroup;
  readonly stack: Stack;
  readonly tool: Tool;
}

/**
 * The mutants that the tests of some rules do not notice. The scenarios run one after the other, so that what the first one notices,
 * and that is most, costs nothing in the others.
 */
async function survivors(
  mutants: readonly Mutant[],
  tested: readonly Rule[],
  surroundings: Surroundings,
): Promise<readonly Mutant[] | { readonly failure: string }> {
  let left = mutants;
  for (const rule of tested.flatMap(oneByOne)) {
    if (left.length === 0) break;
    const still = await unnoticedBy(left, rule, surroundings);
    if ('failure' in still) return still;
    left = still;
  }
  return left;
}

/** A rule once for each of its scenarios; those in which it fires come first, because they say most. */
function oneByOne(rule: Rule): Rule[] {
  if (rule.kind === 'recording') return (rule.scenarios ?? []).map((scenario) => ({ ...rule, scenarios: [scenario] }));
  const fires = rule.scenarios.filter(({ kind }) => kind === 'fires');
  const others = rule.scenarios.filter(({ kind }) => kind !== 'fires');
  return [...fires, ...others].map((scenario) => ({ ...rule, scenarios: [scenario] }));
}

async function unnoticedBy(
  mutants: readonly Mutant[],
  tested: Rule,
  { rule, group, stack, tool }: Surroundings,
): Promise<readonly Mutant[] | { readonly failure: string }> {
  const tests = unitTests(group, stack, [tested]);
  if (tests === undefined) return mutants;
  // Other alerts of the group say nothing about this one, and take time.
  const needed = group.rules.filter((each) => each.kind === 'recording' || each === rule || each.name === tested.name);
  const files = new Map<string, string>();
  const names = mutants.map((mutant, index) => {
    const rules = needed.map((each) => (each === rule ? mutant.rule : each));
    files.set(`${index}/rules.yml`, jsonOrYaml(ruleFile({ ...group, rules }, stack)));
    files.set(`${index}/tests.yml`, jsonOrYaml({ ...tests, rule_files: ['rules.yml'] }));
    return `${index}/tests.yml`;
  });
  const passes = await promtoolPasses(tool, files, names);
  if ('failure' in passes) return passes;
  return mutants.filter((_, index) => passes.has(names[index] ?? ''));
}
