import type { ExpressionFinding } from '../../stacks/analysis/index.ts';
import {
  type AlertRule,
  type DashboardQuery,
  type EnvironmentName,
  type Plan,
  type RecordingRule,
  type RuleGroup,
  type RunbookQuery,
  resolveStack,
} from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { planStack } from '../../stacks/synthesize/index.ts';
import { assets } from '../support/stacks.ts';
import { sergasTeam } from './panels.ts';
import { sergasRules } from './rules.ts';

type Rule = AlertRule | RecordingRule;
/** A code of a check. */
export type Code = `NX${number}`;

/** What somebody did to the stack. */
export type Change =
  /** A piece of an expression is written otherwise. */
  | { readonly piece: string; readonly by: string }
  /** A rule or a query says something else beside its expression. */
  | { readonly set: Partial<AlertRule> | Partial<RecordingRule> | Partial<DashboardQuery> | Partial<RunbookQuery> }
  /** The group of a rule says something else. */
  | { readonly group: Partial<RuleGroup> }
  /** A rule is added in front of the one that is named, or behind it. */
  | { readonly before: Rule }
  | { readonly after: Rule };

/** One mistake, seeded into the stack; everything else stays as it is. */
export interface Mistake {
  readonly title: string;
  /** The name of a rule, or `panel Queue`, `panel Time to answer / p99 {{job}}`, `variable job`, `annotation Restarts`, `runbook RedisDown / Since when?`. */
  readonly at: string;
  readonly change: Change;
  readonly finds: Code;
  /** The text that the finding covers; where it is not the expression, `@` and where: `@annotations.summary`. */
  readonly points: string;
  /** The name of the rule or query that is found, where it is not the one that was changed. */
  readonly found?: string;
  /** Other findings that this one mistake has to bring: where something else reads what it broke. */
  readonly also?: readonly { readonly code: Code; readonly where: string; readonly points: string }[];
}

const plans = new Map<EnvironmentName, Plan>();

/** Sergas with the rules and panels of its authors, in one environment. */
export function authorsPlan(environment: EnvironmentName): Plan {
  let plan = plans.get(environment);
  if (plan === undefined) {
    const stack = resolveStack(sergas, environment);
    const planned = planStack({ ...stack, rules: [...stack.rules, ...sergasRules] }, assets);
    // Enough panels of every kind; with all boards of the stack, many would have one name.
    const overview = planned.dashboards.filter(({ uid }) => uid === 'sergas-overview');
    plan = { ...planned, dashboards: [...overview, sergasTeam] };
    plans.set(environment, plan);
  }
  return plan;
}

/** The plan with the mistake. Throws where the mistake meets nothing: such a test would prove nothing. */
export function withMistake(plan: Plan, { at, change }: Mistake): Plan {
  let met = 0;
  const touched = <T extends DashboardQuery | RunbookQuery>(query: T, names: readonly string[]): T => {
    if (!names.includes(at) || !('piece' in change || 'set' in change)) return query;
    met++;
    return changed(query, change);
  };
  const withRunbook = (rule: Rule): Rule => {
    if (rule.kind !== 'alert' || rule.runbook.queries === undefined) return rule;
    const queries = rule.runbook.queries.map((query) => touched(query, [`runbook ${rule.name} / ${query.ask}`]));
    return { ...rule, runbook: { ...rule.runbook, queries } };
  };
  const rulesOf = (group: RuleGroup): readonly Rule[] =>
    group.rules.flatMap((rule): readonly Rule[] => {
      if (rule.name !== at || 'group' in change) return [withRunbook(rule)];
      met++;
      if ('before' in change) return [change.before, rule];
      if ('after' in change) return [rule, change.after];
      return [changed(rule, change)];
    });
  const groups = plan.groups.map((group): RuleGroup => {
    const rules = rulesOf(group);
    if (!('group' in change) || !rules.some(({ name }) => name === at)) return { ...group, rules };
    met++;
    return { ...group, ...change.group };
  });
  const dashboards = plan.dashboards.map((dashboard) => ({
    ...dashboard,
    queries: dashboard.queries.map((query) => touched(query, names(query))),
  }));
  if (met !== 1) throw new Error(`'${at}' is there ${met} times`);
  return { ...plan, groups, dashboards };
}

function changed<T extends Rule | DashboardQuery | RunbookQuery>(
  one: T,
  change: Extract<Change, { piece: string } | { set: object }>,
): T {
  if ('set' in change) return { ...one, ...change.set } as T;
  const { text, metrics } = one.expr;
  if (!text.includes(change.piece)) throw new Error(`'${change.piece}' is not in: ${text}`);
  return { ...one, expr: { text: text.replace(change.piece, () => change.by), metrics } };
}

/** How a query may be called. */
function names({ kind, name, legend }: DashboardQuery): readonly string[] {
  return kind === 'panel' ? [`panel ${name}`, `panel ${name} / ${legend}`] : [name];
}

/** Whether a finding is about the rule or query of that name. */
export function isAbout({ expression: { usage } }: ExpressionFinding, name: string): boolean {
  if (usage.kind === 'alert' || usage.kind === 'recording') return usage.name === name;
  if (usage.kind === 'runbook') return `runbook ${usage.name}` === name;
  const short = usage.name.replace(/^[^/]* \/ /, '');
  const legend = usage.kind === 'panel' ? ` / ${usage.legend}` : '';
  return [short, `panel ${short}`, `panel ${short}${legend}`].includes(name);
}

/** The text that a finding covers, or `@` and where it stands. */
export function pointedAt({ at, span, expression }: ExpressionFinding): string {
  return at === undefined ? expression.expression.text.slice(span.from, span.to) : `@${at}`;
}
