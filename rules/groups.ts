import type { AlertRule, RecordingRule, RuleGroup, RulePack, Stack } from '../stacks/model/index.ts';
import { NarthexError } from '../stacks/model/index.ts';
import { applyOverrides } from './alert.ts';
import { checkGroups, checkOverrides } from './check.ts';
import { alertmanager } from './packs/alertmanager.ts';
import { application } from './packs/application.ts';
import { batchJobs } from './packs/batch-jobs.ts';
import { containers } from './packs/containers.ts';
import { grafana } from './packs/grafana.ts';
import { host } from './packs/host.ts';
import { nodejs } from './packs/nodejs.ts';
import { postgres } from './packs/postgres.ts';
import { probes } from './packs/probes.ts';
import { prometheus } from './packs/prometheus.ts';
import { redis } from './packs/redis.ts';
import { targets } from './packs/targets.ts';
import { testRuns } from './packs/test-runs.ts';
import { slos } from './slo/slos.ts';

/** Every pack decides by what the stack declares whether it has something to say. */
const packs: readonly ((stack: Stack) => readonly RulePack[])[] = [
  targets,
  application,
  nodejs,
  host,
  containers,
  probes,
  batchJobs,
  testRuns,
  postgres,
  redis,
  prometheus,
  alertmanager,
  grafana,
  slos,
];

/**
 * The rule groups of a stack, with the environment's changes applied: those that follow from what it declares, then its own.
 * Throws a `NarthexError` for names that are taken, and for changes to alerts that cannot be made.
 */
export function ruleGroups(stack: Stack): RuleGroup[] {
  const all = [...packs.flatMap((pack) => pack(stack)), ...stack.rules];
  const problems = [...checkGroups(all, stack), ...checkOverrides(all, stack)];
  if (problems.length > 0) throw new NarthexError(`The rules of '${stack.name}' cannot be made.`, problems);
  return all
    .map(({ rules, ...pack }) => ({
      ...pack,
      rules: rules.flatMap((rule): (AlertRule | RecordingRule)[] => apply(rule, stack)),
    }))
    .filter(({ rules }) => rules.length > 0);
}

function apply(rule: RulePack['rules'][number], stack: Stack): (AlertRule | RecordingRule)[] {
  if (rule.kind === 'recording') return [rule];
  const applied = applyOverrides(rule, stack);
  return applied === undefined ? [] : [applied];
}
