export { nearest, unknownNameFix } from '../../promql/index.ts';

/** A position in the author's source. Lines and columns start at 1. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One mistake, said to the person who must mend it. */
export interface Problem {
  /** Stable identifier; `docs/errors.md` has a paragraph for each. */
  readonly code: `NX${number}`;
  /** Where in the definition: the keys that lead to the value, for example `['services', 'api', 'port']`. */
  readonly path: readonly (string | number)[];
  /** What is wrong, with the value. */
  readonly message: string;
  /** What to do. */
  readonly fix: string;
  /** Where in the author's file, once it is known. */
  readonly position?: SourcePosition;
}

/** The path of a problem as people write it: `services.api.port`, `environments.production.routes[2]`. */
export function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    const step = /^[A-Za-z_$][\w$]*$/.test(key) ? key : `'${key}'`;
    if (text === '') return step;
    return step === key ? `${text}.${step}` : `${text}[${step}]`;
  }, '');
}

/** One problem as text: place and code first, then what is wrong, then the fix on a line of its own. */
export function problemText(problem: Problem): string {
  const at = problem.position
    ? `${problem.position.file}:${problem.position.line}:${problem.position.column}`
    : pathText(problem.path);
  const key = problem.position && problem.path.length > 0 ? `${pathText(problem.path)}: ` : '';
  return `${at}  ${problem.code}  ${key}${problem.message}\n    fix: ${problem.fix}`;
}

/** Refuses a piece of work with every mistake found in it, not only the first. */
export class NarthexError extends Error {
  readonly problems: readonly Problem[];

  constructor(summary: string, problems: readonly Problem[]) {
    super([summary, ...problems.map(problemText)].join('\n'));
    this.name = 'NarthexError';
    this.problems = problems;
  }
}
