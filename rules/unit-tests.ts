import type { AlertRule, RuleGroup, Scenario, Stack } from '../stacks/model/index.ts';
import { alertAnnotations, alertLabels } from './rule-file.ts';

/** The content of a promtool unit test file for a group: every scenario of its alerts. `undefined` if it has none. */
export function unitTests(group: RuleGroup, stack: Stack): Record<string, unknown> | undefined {
  const alerts = group.rules.filter((rule) => rule.kind === 'alert');
  const tests = alerts.flatMap((alert) => alert.scenarios.map((scenario) => unitTest(alert, scenario, stack)));
  if (tests.length === 0) return undefined;
  return { rule_files: [`../rules/${group.name}.yml`], evaluation_interval: '1m', tests };
}

function unitTest(alert: AlertRule, scenario: Scenario, stack: Stack): Record<string, unknown> {
  return {
    name: `${alert.name} ${scenario.title}`,
    interval: scenario.step ?? '1m',
    input_series: Object.entries(scenario.series).map(([series, values]) => ({ series, values })),
    alert_rule_test: [
      {
        eval_time: scenario.at,
        alertname: alert.name,
        exp_alerts: scenario.fires.map((labels) => ({
          exp_labels: { ...labels, ...alertLabels(alert, stack) },
          exp_annotations: mapValues(alertAnnotations(alert, stack), (text) => expandLabels(text, labels)),
        })),
      },
    ],
  };
}

/** What Prometheus makes of `{{ $labels.x }}`; a label that the alert lacks becomes the empty text. */
export function expandLabels(text: string, labels: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{\s*\$labels\.(\w+)\s*\}\}/g, (_, label: string) => labels[label] ?? '');
}

function mapValues(record: Readonly<Record<string, string>>, map: (value: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
