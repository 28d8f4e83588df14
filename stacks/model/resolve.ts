import { applyEnvironment } from './apply-environment.ts';
import { checkDefinition } from './check/index.ts';
import type { Definition } from './definition.ts';
import type { EnvironmentName } from './environment.ts';
import { NarthexError } from './problem.ts';
import type { Stack } from './stack.ts';

/**
 * A definition in one environment. Throws a `NarthexError` that lists every mistake of the definition, in whichever
 * environment it shows.
 */
export function resolveStack(definition: Definition, environment: EnvironmentName): Stack {
  const problems = checkDefinition(definition.stack);
  if (problems.length > 0) {
    const count = problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`;
    throw new NarthexError(`The definition of '${definition.stack.name}' has ${count}.`, problems);
  }
  return applyEnvironment(definition.stack, environment);
}
