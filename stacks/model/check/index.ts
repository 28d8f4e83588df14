import { applyEnvironment } from '../apply-environment.ts';
import type { StackDefinition } from '../definition.ts';
import { environmentNames } from '../environment.ts';
import type { Problem } from '../problem.ts';
import { checkBudgets } from './budget.ts';
import { checkEnvironments } from './environments.ts';
import { checkJobs } from './jobs.ts';
import { checkKeys } from './keys.ts';
import { checkMuteTimes } from './mute-times.ts';
import { checkNames } from './names.ts';
import { checkPolicy } from './policy.ts';
import { checkPorts } from './ports.ts';
import { checkReceivers } from './receivers.ts';
import { checkReferences } from './references.ts';
import { checkRemoteWrite } from './remote-write.ts';
import { checkRouteTests } from './route-tests.ts';
import { checkRouting } from './routing.ts';
import { checkRunbooks } from './runbooks.ts';
import { checkSecrets } from './secrets.ts';
import { checkSettings } from './settings.ts';
import { checkSloKeys, checkSlos } from './slos.ts';

/** Checks of the definition as it is written. */
const definitionChecks = [
  checkKeys,
  checkNames,
  checkReferences,
  checkMuteTimes,
  checkSecrets,
  checkEnvironments,
  checkBudgets,
  checkSloKeys,
  ({ policy }: StackDefinition) => checkPolicy(policy),
];
/** Checks of what an environment makes of it. */
const stackChecks = [
  checkPorts,
  checkJobs,
  checkReceivers,
  checkRouting,
  checkRouteTests,
  checkSettings,
  checkRemoteWrite,
  checkSlos,
  checkRunbooks,
];

/** Every mistake of a definition, in any environment, each once, in the order of the definition's checks. */
export function checkDefinition(definition: StackDefinition): Problem[] {
  const shape = checkKeys(definition);
  // Without the required parts the other checks would stumble over what is missing and report nonsense.
  if (shape.some((problem) => problem.code === 'NX100')) return shape;
  const problems = definitionChecks.flatMap((check) => check(definition));
  for (const environment of environmentNames) {
    const stack = applyEnvironment(definition, environment);
    problems.push(...stackChecks.flatMap((check) => check(stack, definition)));
  }
  const seen = new Set<string>();
  return problems.filter((problem) => {
    const key = `${problem.code} ${problem.path.join('.')} ${problem.message}`;
    return !seen.has(key) && seen.add(key);
  });
}
