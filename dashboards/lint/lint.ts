import { isRecord, type Json } from '../json.ts';
import type { BoardFacts, Breach, DashboardRule } from './rule.ts';
import { dashboardRules } from './rules.ts';
import { viewOf } from './view.ts';

/** What a rule found in a dashboard. */
export interface LintFinding extends Breach {
  /** The rule's id. */
  readonly rule: string;
  readonly severity: DashboardRule['severity'];
  /** The check of expressions that says the same. */
  readonly sameAs?: DashboardRule['sameAs'];
}

/** What was found in a dashboard. */
export interface LintReport {
  /** In the order of the rules, each in that of the file. */
  readonly findings: readonly LintFinding[];
  /** Queries of other data sources than Prometheus, which nobody looked at. */
  readonly others: number;
}

/**
 * Looks at a dashboard in classic JSON with every rule. Pure; what is not as expected is passed over by all rules but `json-value`.
 * What is meant to be is still among the findings: {@link withoutMeant} takes it out.
 */
export function lintDashboard(board: unknown, facts: BoardFacts = {}): LintReport {
  const json = board as Json;
  if (!isRecord(json)) return { findings: [], others: 0 };
  const view = viewOf(json, facts.scrapeInterval);
  const findings = dashboardRules.flatMap(({ id, severity, sameAs, run }) =>
    [...run(view, facts)].map(
      (breach): LintFinding => ({ ...breach, rule: id, severity, ...(sameAs !== undefined && { sameAs }) }),
    ),
  );
  return { findings, others: view.others };
}
