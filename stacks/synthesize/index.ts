// Stack -> files: the plan that all targets share, and what each target makes of it. Pure; nothing here writes.
import type { Artifacts, Plan, Target } from '../model/index.ts';
import { readme } from './readme.ts';
import { sharedArtifacts } from './shared.ts';

export { planStack } from './plan.ts';

/** All files of a stack in one environment, for these targets: paths relative to the stack's folder. Same plan, same bytes. */
export function synthesize(plan: Plan, targets: readonly Target[]): Artifacts {
  const files = new Map(sharedArtifacts(plan));
  for (const target of targets) for (const [path, text] of target.render(plan)) files.set(path, text);
  files.set('README.md', readme(plan));
  return files;
}
