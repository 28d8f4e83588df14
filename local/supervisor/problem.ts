import { NarthexError, type Problem } from '../../stacks/model/index.ts';

/** A problem of a running stack. `part` is where it stands; `docs/errors.md` has a paragraph for each code. */
export function runProblem(code: Problem['code'], part: string, message: string, fix: string): Problem {
  return { code, path: [part], message, fix };
}

/** An error of one problem. */
export function runError(summary: string, problem: Problem): NarthexError {
  return new NarthexError(summary, [problem]);
}

/** The text of whatever was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
