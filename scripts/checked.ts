import { checkExpressions } from '../stacks/analysis/index.ts';
import { NarthexError, type Problem, problemText } from '../stacks/model/index.ts';
import { count, type Selection, type Synthesized, synthesizeSelection } from './project.ts';

/** Today in UTC, `2027-03-31`: it decides which suppressions still hold. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/**
 * Loads and synthesises what was selected, and refuses a stack with an expression that cannot work. Writes nothing.
 * Throws a `NarthexError` with every mistake of every stack, each with its place in the author's file; warnings are left to `check`.
 */
export async function checkedSelection(selection: Selection): Promise<Synthesized[]> {
  const synthesized = await synthesizeSelection(selection);
  const found = synthesized.map(({ plan, loaded }) => {
    const { findings } = checkExpressions(plan, today());
    return { loaded, errors: findings.filter(({ severity }) => severity === 'error') };
  });
  if (found.every(({ errors }) => errors.length === 0)) return synthesized;
  const { findingProblems } = await import('./stacks/expression-findings.ts');
  const problems = found.flatMap(({ errors, loaded }) => findingProblems(errors, loaded, selection.projectFolder));
  // What is wrong in the definition is wrong in every environment.
  const distinct = [...new Map(problems.map((problem): [string, Problem] => [problemText(problem), problem])).values()];
  throw new NarthexError(`Nothing was done: ${count(distinct.length, 'mistake')} in expressions.`, distinct);
}
