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

/**
 * The known name that was probably meant, for "did you mean": the nearest one (edit distance at most a third of the length),
 * else the only one that begins with what was written, such as `production` for `prod`.
 */
export function nearest(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(name, candidate);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  const [longer, ...others] = name.length < 3 ? [] : known.filter((candidate) => candidate.startsWith(name));
  return best ?? (others.length === 0 ? longer : undefined);
}

/** The fix for an unknown name: the nearest known one, else all of them. */
export function unknownNameFix(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  if (near !== undefined) return `did you mean '${near}'?`;
  return known.length > 0
    ? `use one of: ${known.join(', ')}`
    : 'nothing of this kind is declared yet; declare it first';
}

/** Insertions, deletions, substitutions and swaps of neighbours that lead from one word to the other (optimal string alignment). */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          at(i - 1, j - 1) + (same ? 0 : 1),
          at(i - 1, j) + 1,
          at(i, j - 1) + 1,
          swapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return at(a.length, b.length);
}
