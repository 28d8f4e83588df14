import { type Branch, branchesOf } from '../../../servers/index.ts';
import { type Condition, delivers, passes, type Stack, watchdogAlert } from '../../../stacks/model/index.ts';

/** The receivers that deliver, by whether a critical alert may reach them. The heartbeat service notices by itself when it is not told. */
export function receiversByUrgency(stack: Stack): { readonly critical: string[]; readonly others: string[] } {
  const { routing, receivers } = stack;
  const reached = new Set(reachedBy(branchesOf(routing), routing.receiver));
  const names = Object.entries(receivers).flatMap(([name, receiver]) => (delivers(receiver) ? [name] : []));
  return { critical: names.filter((name) => reached.has(name)), others: names.filter((name) => !reached.has(name)) };
}

/** Whom a critical alert may reach, of which nothing else is known. What no branch takes for sure goes to the one above as well. */
function reachedBy(branches: readonly Branch[], above: string): string[] {
  const found: string[] = [];
  for (const branch of branches) {
    const { severity, ...others } = branch.match;
    if (!mayBe(severity, 'critical') || others.alertname === watchdogAlert) continue;
    found.push(...reachedBy(branch.routes, branch.receiver));
    if (Object.keys(others).length === 0 && branch.continue !== true) return found;
  }
  return [...found, above];
}

function mayBe(condition: Condition | undefined, value: string): boolean {
  return condition === undefined || passes(condition, value);
}
