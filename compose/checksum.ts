import { createHash } from 'node:crypto';
import type { Plan, Workload } from '../stacks/model/index.ts';

/**
 * Sixteen hexadecimal digits that change when a part has to start anew to see a change: one of its own files, or the rules,
 * which Prometheus reads when it starts. Dashboards and runbooks are left out; who shows them looks at their folder again by itself.
 */
export function checksum(workload: Workload, plan: Plan, files: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const [path, text] of files) hash.update(`${path}\n`).update(text);
  if (workload.shared.some(({ folder }) => folder === 'rules')) {
    const { team, runbooks = '' } = plan.stack;
    hash.update(
      JSON.stringify([
        team,
        runbooks,
        plan.groups.map(({ name, interval, rules }) => [name, interval, rules.map(loaded)]),
      ]),
    );
  }
  return hash.digest('hex').slice(0, 16);
}

/** What Prometheus loads of a rule: neither its tests nor its runbook. */
function loaded(rule: Plan['groups'][number]['rules'][number]): unknown {
  const { name, expr, labels } = rule;
  if (rule.kind === 'recording') return [name, expr.text, labels];
  const { severity, keepFiringFor, summary, description, annotations, dashboardUrl } = rule;
  return [name, expr.text, labels, rule.for, keepFiringFor, severity, summary, description, annotations, dashboardUrl];
}
