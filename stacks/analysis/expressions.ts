import type { Expression, Usage } from '../../promql/index.ts';
import { alertAnnotations, alertLabels } from '../../rules/index.ts';
import {
  type AlertRule,
  type DashboardFile,
  type DashboardQuery,
  lazily,
  type Plan,
  type RecordingRule,
  type RuleGroup,
  type Stack,
  type Suppression,
  seconds,
} from '../model/index.ts';

/** An expression of a stack, and what it is for. */
export interface StackExpression {
  /** For people: `alert HostDiskFull (group host-filesystems)`, `dashboard sergas-overview, panel 'Failed requests'`. */
  readonly where: string;
  /** As its author wrote it. */
  readonly expression: Expression;
  readonly usage: Usage;
  readonly ignore: readonly Suppression[];
  /** Where it stands in a dashboard: how Grafana fills in its windows, in seconds. */
  readonly grafana?: { readonly scrapeInterval: number; readonly names: ReadonlySet<string> };
}

/** Every expression of a stack: rules group by group, the questions of their runbooks, then dashboards. */
export function stackExpressions({
  groups,
  dashboards,
  stack,
}: Pick<Plan, 'groups' | 'dashboards' | 'stack'>): StackExpression[] {
  return [
    ...groups.flatMap((group) =>
      group.rules.map((rule) =>
        rule.kind === 'alert' ? alertExpression(rule, group, stack) : recordingExpression(rule, group, stack),
      ),
    ),
    ...groups.flatMap(({ rules }) => rules.flatMap((rule) => (rule.kind === 'alert' ? runbookExpressions(rule) : []))),
    ...dashboards.flatMap((dashboard) =>
      dashboard.queries.map((query) => dashboardExpression(query, dashboard, stack)),
    ),
  ];
}

function groupInterval(group: RuleGroup, stack: Stack): number {
  return seconds(group.interval ?? stack.prometheus.interval);
}

function alertExpression(rule: AlertRule, group: RuleGroup, stack: Stack): StackExpression {
  return {
    where: `alert ${rule.name} (group ${group.name})`,
    expression: rule.expr,
    ignore: rule.ignore ?? [],
    usage: lazily(
      {
        kind: 'alert' as const,
        name: rule.name,
        group: group.name,
        interval: groupInterval(group, stack),
        for: seconds(rule.for),
        keepFiringFor: seconds(rule.keepFiringFor ?? '0s'),
        labels: alertLabels(rule, stack),
        annotations: alertAnnotations(rule, stack),
      },
      'scenarios',
      () =>
        rule.scenarios.map(({ title, series, expect }) => ({
          title,
          series: Object.keys(series),
          fires: Object.values(expect).flatMap((firing) => firing.map(({ labels = {} }) => labels)),
        })),
    ),
  };
}

function runbookExpressions({ name, runbook: { queries = [] } }: AlertRule): StackExpression[] {
  return queries.map(({ ask, expr, ignore = [] }) => ({
    where: `runbook of ${name}, '${ask}'`,
    expression: expr,
    ignore,
    usage: { kind: 'runbook', name: `${name} / ${ask}` },
  }));
}

function recordingExpression(rule: RecordingRule, group: RuleGroup, stack: Stack): StackExpression {
  return {
    where: `recording rule ${rule.name} (group ${group.name})`,
    expression: rule.expr,
    ignore: rule.ignore ?? [],
    usage: {
      kind: 'recording',
      name: rule.name,
      group: group.name,
      interval: groupInterval(group, stack),
      labels: rule.labels ?? {},
    },
  };
}

function dashboardExpression(query: DashboardQuery, { uid, variables }: DashboardFile, stack: Stack): StackExpression {
  const { kind, name, legend, unit, overTime, labels } = query;
  const usage: Usage =
    kind === 'panel'
      ? {
          kind,
          name: `${uid} / ${name}`,
          overTime,
          labels,
          ...(legend !== undefined && { legend }),
          ...(unit !== undefined && { unit }),
        }
      : { kind, name: `${uid} / ${name}`, labels };
  return {
    where: `dashboard ${uid}, ${kind === 'panel' ? `panel '${name}'` : name}`,
    expression: query.expr,
    ignore: query.ignore,
    usage,
    grafana: {
      scrapeInterval: seconds(query.interval ?? stack.prometheus.interval),
      names: new Set(variables),
    },
  };
}
