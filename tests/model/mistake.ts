import { expect } from 'vitest';
import { pathText } from '../../stacks/model/index.ts';
import { planOf, problemsOf, shop } from '../support/stacks.ts';

/** What is wrong with the smallest stack, and how that has to be reported: code, path, a piece of the cause, a piece of the fix. */
export type Mistake = readonly [changes: object, code: string, path: string, cause: string, fix: string];

/** Changes that one environment makes. */
export const development = (overrides: object) => ({ environments: { development: overrides } });

/** Expects that the definition is refused for this mistake. */
export function expectRefused([changes, code, path, cause, fix]: Mistake): void {
  const problems = problemsOf(() => planOf(shop(changes)));
  expect(problems.map((problem) => `${problem.code} ${pathText(problem.path)}`)).toContain(`${code} ${path}`);
  const problem = problems.find((each) => each.code === code && pathText(each.path) === path);
  expect(problem?.message).toContain(cause);
  expect(problem?.fix).toContain(fix);
}
