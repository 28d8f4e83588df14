import type { Artifacts, Plan } from '../../stacks/model/index.ts';
import type { CompiledStack } from '../stacks/compile.ts';
import type { Subject } from './gate.ts';
import { composeViews } from './views/compose.ts';
import { kubernetesViews } from './views/kubernetes.ts';
import { localViews } from './views/local.ts';

/** Prepares one stack in one environment for the gates. */
export function subject(plan: Plan, artifacts: Artifacts, compiled?: CompiledStack): Subject {
  const folder = `${plan.stack.name}/${plan.stack.environment}`;
  const views = [composeViews, kubernetesViews, localViews].flatMap((view) => view(plan, artifacts, folder));
  return { plan, artifacts, folder, views, ...(compiled && { compiled }) };
}
