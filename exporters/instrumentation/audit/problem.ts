/** What can go wrong with the history; the events themselves go on in memory. */
export const PROBLEM_KINDS = ['disk_full', 'permission', 'damaged', 'queue_full', 'other'] as const;

/** One of `PROBLEM_KINDS`. */
export type ProblemKind = (typeof PROBLEM_KINDS)[number];

/** Something that went wrong, in words that say what to do. */
export interface AuditProblem {
  readonly kind: ProblemKind;
  readonly message: string;
}

const KINDS: Readonly<Record<string, ProblemKind>> = {
  ENOSPC: 'disk_full',
  EDQUOT: 'disk_full',
  EFBIG: 'disk_full',
  EACCES: 'permission',
  EPERM: 'permission',
  EROFS: 'permission',
};

const REMEDIES: Readonly<Record<ProblemKind, string>> = {
  disk_full: 'Make room on the disk; what waits is written then.',
  permission: 'Let the process write there; what waits is written then.',
  damaged: 'Nothing has to be done: the events around it are kept.',
  queue_full: 'These events are in memory only. Find out why the disk does not keep up.',
  other: 'It is tried again; what waits is written then.',
};

/** What an error of the file system means. */
export function problemOf(error: unknown, what: string): AuditProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why = error instanceof Error ? error.message : String(error);
  return problem(KINDS[code] ?? 'other', `${what}: ${why}`);
}

/** A problem, with its remedy in its words. */
export function problem(kind: ProblemKind, what: string): AuditProblem {
  return { kind, message: `${what}. ${REMEDIES[kind]}` };
}
