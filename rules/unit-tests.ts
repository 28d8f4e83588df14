import { type Rendered, renderTemplate } from '../promql/index.ts';
import {
  type AlertRule,
  type Duration,
  type Firing,
  type Labels,
  type RecordingRule,
  type RecordingScenario,
  type RuleGroup,
  type Scenario,
  type Stack,
  seconds,
} from '../stacks/model/index.ts';
import { alertAnnotations, alertLabels } from './rule-file.ts';
import { series } from './scenarios/series.ts';

/** How often promtool evaluates the rules of a unit test. The scenarios count in minutes, but for groups that are slower than that. */
function intervalOf({ interval = '1m', testedEvery }: RuleGroup): Duration {
  return testedEvery ?? (seconds(interval) > 60 ? interval : '1m');
}

/**
 * The content of a promtool unit test file for a group: every scenario of its rules, or of some of them. `undefined` if there is
 * none.
 */
export function unitTests(
  group: RuleGroup,
  stack: Stack,
  rules: RuleGroup['rules'] = group.rules,
): Record<string, unknown> | undefined {
  const tests = rules.flatMap((rule) =>
    rule.kind === 'alert'
      ? rule.scenarios.map((scenario) => alertTest(rule, scenario, stack))
      : (rule.scenarios ?? []).map((scenario) => recordingTest(rule, scenario)),
  );
  if (tests.length === 0) return undefined;
  return { rule_files: [`../rules/${group.name}.yml`], evaluation_interval: intervalOf(group), tests };
}

function alertTest(alert: AlertRule, scenario: Scenario, stack: Stack): Record<string, unknown> {
  const moments = Object.entries(scenario.expect) as [keyof Scenario['expect'], readonly Firing[]][];
  return {
    ...head(`${alert.name} ${scenario.title}`, scenario),
    alert_rule_test: moments
      .sort(([a], [b]) => seconds(a) - seconds(b))
      .map(([at, firing]) => ({
        eval_time: at,
        alertname: alert.name,
        exp_alerts: firing.map((each) => ({
          exp_labels: { ...each.labels, ...alertLabels(alert, stack) },
          exp_annotations: expectedTexts(alertAnnotations(alert, stack), each),
        })),
      })),
  };
}

function recordingTest(rule: RecordingRule, scenario: RecordingScenario): Record<string, unknown> {
  const { at, precision, samples } = scenario;
  const recorded = series(rule.name, rule.labels);
  return {
    ...head(`${rule.name} ${scenario.title}`, scenario),
    promql_expr_test: [
      {
        expr: precision === undefined ? recorded : `round(${recorded}, ${precision})`,
        eval_time: at,
        exp_samples: samples.map(({ labels = {}, value }) => ({
          // A function leaves the name out.
          labels: series(precision === undefined ? rule.name : '', { ...labels, ...rule.labels }),
          value: precision === undefined ? value : rounded(value, precision),
        })),
      },
    ],
  };
}

/** As `round` of PromQL computes it, to the last digit (promql/functions.go). */
function rounded(value: number, precision: number): number {
  const inverse = 1 / precision;
  return Math.floor(value * inverse + 0.5) / inverse;
}

function head(name: string, { step = '1m', series: inputs }: Pick<Scenario, 'step' | 'series'>) {
  return {
    name,
    interval: step,
    input_series: Object.entries(inputs).map(([each, values]) => ({ series: each, values })),
  };
}

/** A text that cannot be computed stands as it is: promtool then shows what it would have been. */
function expectedTexts(texts: Labels, firing: Firing): Record<string, string> {
  return mapValues(renderedTexts(texts, firing), (rendered, name) =>
    'fault' in rendered ? (texts[name] ?? '') : rendered.text,
  );
}

/** What Prometheus makes of texts when an alert fires so, each by itself: the text, or why it cannot be computed. */
export function renderedTexts(texts: Labels, { labels = {}, value }: Firing): Readonly<Record<string, Rendered>> {
  return mapValues(texts, (text) => renderTemplate(text, { labels, ...(value !== undefined && { value }) }));
}

function mapValues<V, W>(record: Readonly<Record<string, V>>, map: (value: V, key: string) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}
