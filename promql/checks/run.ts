import type { Catalog } from '../infer/catalog.ts';
import { infer } from '../infer/infer.ts';
import type { Expr, Span } from '../syntax/ast.ts';
import type { Check, CheckSeverity, Environment, Remark, RuleInContext, Usage } from './check.ts';

/** A remark with the check that made it. */
export interface CheckFinding extends Remark {
  readonly code: Check['code'];
  /** The check's name: `unknown-metric`. */
  readonly check: string;
  readonly severity: CheckSeverity;
}

/** One expression that is to be checked, already parsed. */
export interface Checkable {
  readonly text: string;
  readonly expr: Expr;
  readonly variables: readonly Span[];
  readonly usage: Usage;
}

/** What is the same for all expressions of a stack. */
export interface Surroundings {
  readonly catalog: Catalog;
  readonly environment: Environment;
  readonly rules: readonly RuleInContext[];
}

/** Runs checks over one expression. Pure; the findings stand in the order of the checks, then of the text. */
export function runChecks(checks: readonly Check[], checkable: Checkable, surroundings: Surroundings): CheckFinding[] {
  const context = { ...checkable, ...surroundings, infer: infer(checkable.expr, surroundings.catalog) };
  return checks.flatMap((check) =>
    [...check.run(context)].map((remark) => ({
      ...remark,
      code: check.code,
      check: check.name,
      severity: check.severity,
    })),
  );
}
