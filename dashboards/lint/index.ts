// The linter of dashboards: what is wrong with a dashboard in classic JSON, whoever made it. Pure: one file per rule in `rules/`, each
// looks at the same view of the board. It knows no stack; what else is known comes as facts.
export { type LintFinding, type LintReport, lintDashboard } from './lint.ts';
export { type Meant, type MeantFault, meantForm, meantIn, withoutMeant } from './meant.ts';
export { meantForStacks } from './own.ts';
export type { BoardFacts, Breach, DashboardRule } from './rule.ts';
export { dashboardRules, upstreamRules } from './rules.ts';
export { type Ways, waysOf } from './ways.ts';
export { writeThis } from './written.ts';
