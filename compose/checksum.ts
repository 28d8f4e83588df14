import { createHash } from 'node:crypto';
import { configText, type Place, type Plan, type Workload } from '../stacks/model/index.ts';

/** Sixteen hexadecimal digits that change when a generated file of the workload does. Shared folders are read again by themselves. */
export function checksum(workload: Workload, plan: Plan, at: Place): string {
  const hash = createHash('sha256');
  for (const file of workload.files) hash.update(`${file.path}\n`).update(configText(file, at, plan));
  return hash.digest('hex').slice(0, 16);
}
