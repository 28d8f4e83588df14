/** Tells problems with the history, each kind once until it is mended. */
import { tell, type Warn } from '../warn.ts';
import type { AuditHandles } from './metrics.ts';
import { type AuditProblem, PROBLEM_KINDS, type ProblemKind } from './problem.ts';

/** Counts problems, and tells each kind once until it is mended. */
export interface Reporter {
  problem(problem: AuditProblem): void;
  /** The history could be written: the next problem is news again. */
  mended(): void;
}

/** A reporter to `warn`, or else to the warnings of the process. */
export function reporter(warn: Warn<[AuditProblem]> | undefined, metrics: AuditHandles | undefined): Reporter {
  const told = new Set<ProblemKind>();
  // At zero from the start, so that `increase` sees the very first one.
  for (const kind of PROBLEM_KINDS) metrics?.problems.inc({ kind }, 0);
  return {
    problem(problem) {
      metrics?.problems.inc({ kind: problem.kind });
      // Each damaged file is news of its own.
      if (told.has(problem.kind) && problem.kind !== 'damaged') return;
      told.add(problem.kind);
      tell('Audit', warn, problem.message, problem);
    },
    mended: () => told.clear(),
  };
}
