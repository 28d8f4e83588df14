import { type AlertRule, type RuleGroup, runbookUrl, type Stack } from '../stacks/model/index.ts';

/** The labels that an alert sends: what Alertmanager routes by. */
export function alertLabels(rule: AlertRule, stack: Stack): Record<string, string> {
  return { severity: rule.severity, team: stack.team, ...rule.labels };
}

/** The texts that an alert sends: what people read. */
export function alertAnnotations(rule: AlertRule, stack: Stack): Record<string, string> {
  return {
    ...rule.annotations,
    summary: rule.summary,
    description: rule.description,
    runbook_url: runbookUrl(stack, rule.name),
    ...(rule.dashboardUrl !== undefined && { dashboard_url: rule.dashboardUrl }),
  };
}

/** The content of a Prometheus rule file: one group. */
export function ruleFile(group: RuleGroup, stack: Stack): { readonly groups: readonly Record<string, unknown>[] } {
  return {
    groups: [
      {
        name: group.name,
        ...(group.interval && { interval: group.interval }),
        rules: group.rules.map((rule) =>
          rule.kind === 'recording'
            ? { record: rule.name, expr: rule.expr.text, ...(rule.labels && { labels: rule.labels }) }
            : {
                alert: rule.name,
                expr: rule.expr.text,
                ...(rule.for !== '0s' && { for: rule.for }),
                ...(rule.keepFiringFor && { keep_firing_for: rule.keepFiringFor }),
                labels: alertLabels(rule, stack),
                annotations: alertAnnotations(rule, stack),
              },
        ),
      },
    ],
  };
}
