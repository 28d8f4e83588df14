import { createHash } from 'node:crypto';
import { configText, type Place, type Plan, type Workload } from '../stacks/model/index.ts';

/**
 * Sixteen hexadecimal digits that change when a part has to start anew to see a change: one of its own files, or the rules,
 * which Prometheus reads when it starts. Dashboards are left out; Grafana looks at their folder again by itself.
 */
export function checksum(workload: Workload, plan: Plan, at: Place): string {
  const hash = createHash('sha256');
  for (const file of workload.files) hash.update(`${file.path}\n`).update(configText(file, at, plan));
  if (workload.shared.some(({ folder }) => folder === 'rules')) {
    const { team, runbooks = '' } = plan.stack;
    hash.update(JSON.stringify([team, runbooks, plan.groups]));
  }
  return hash.digest('hex').slice(0, 16);
}
