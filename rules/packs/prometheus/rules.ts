import { promql } from '../../../promql/index.ts';
import { prometheusMetrics } from '../../../servers/index.ts';
import { alert, rulePack } from '../../alert.ts';
import { failure } from '../../failure.ts';
import { averaged, beyond, within } from '../../scenarios/averaged.ts';
import { series } from '../../scenarios/series.ts';
import { level } from '../../scenarios/signal.ts';
import { self } from './self.ts';

const { ruleFailures, ruleGroupIterationsMissed, ruleGroupLastDurationSeconds, ruleGroupIntervalSeconds } =
  prometheusMetrics;

/** Prometheus names a group by its file as well. */
const group = { ...self, rule_group: '/etc/narthex/rules/host-cpu.yml;host-cpu' };

const failures = failure('PrometheusRuleFailures', {
  counter: ruleFailures,
  of: group,
  window: '5m',
  for: '15m',
  severity: 'critical',
  summary: 'Rules of the group {{ $labels.rule_group }} fail.',
  description:
    'Prometheus {{ $labels.instance }} could not evaluate rules of {{ $labels.rule_group }}, about {{ printf "%.0f" $value }} times lately. Alerts of this group do not fire.',
  runbook: {
    meaning: 'The evaluation of a rule ends in an error, usually two series that match where one was expected.',
    impact: 'Alerts and recorded series of the group are missing, without any other sign.',
    diagnosis:
      'The rules page of Prometheus shows the error beside the rule. What changed: the rule, or the labels of what it reads?',
    mitigation:
      'If the last deployment of rules began it, take that back. Then correct the rule in the definition of the stack, and run `narthex check`.',
    queries: [
      {
        ask: 'Which groups fail, how often per second?',
        expr: promql`sum by (rule_group) (rate(${ruleFailures}[5m])) > 0`,
      },
    ],
  },
});

const missingEvaluations = failure('PrometheusMissingRuleEvaluations', {
  counter: ruleGroupIterationsMissed,
  of: group,
  window: '5m',
  for: '15m',
  severity: 'warning',
  summary: 'The rule group {{ $labels.rule_group }} is not evaluated as often as it should be.',
  description:
    'Prometheus {{ $labels.instance }} left out about {{ printf "%.0f" $value }} evaluations of {{ $labels.rule_group }} lately, because the one before took too long.',
  runbook: {
    meaning: 'An evaluation of the group takes longer than its interval, so that the next one is left out.',
    impact: 'Alerts of the group fire and end late, and what it records has holes.',
    diagnosis:
      'The rules page of Prometheus shows how long each rule takes. Is one of them slow, or all of them, because Prometheus lacks processor time or memory?',
    mitigation:
      'Have the slow rule read fewer series, or record its expensive part; split the group if it is many rules. If all groups are slow, give Prometheus more processor time.',
    queries: [
      {
        ask: 'How long do the slowest groups take, as a share of their interval?',
        expr: promql`topk(10, ${ruleGroupLastDurationSeconds} / ${ruleGroupIntervalSeconds})`,
      },
    ],
  },
});

const slowRules = alert('PrometheusSlowRules', {
  threshold: 0.8,
  window: '15m',
  expr: ({ threshold, window }) =>
    promql`avg_over_time(${ruleGroupLastDurationSeconds}[${window}]) / ${ruleGroupIntervalSeconds} > ${threshold}`,
  for: '5m',
  severity: 'warning',
  summary: 'The rule group {{ $labels.rule_group }} will soon take longer than its interval.',
  description:
    'Evaluating {{ $labels.rule_group }} takes Prometheus {{ $labels.instance }} {{ $value | humanizePercentage }} of the interval of the group. From 100 % on evaluations are left out.',
  runbook: {
    meaning:
      'The rules of the group are evaluated one after the other, and together they need nearly the whole interval.',
    impact: 'None yet. With some more series, alerts of the group will be late.',
    diagnosis:
      'The rules page of Prometheus shows how long each rule takes. The slowest usually reads a histogram with many labels, or a long window.',
    mitigation:
      'Record what several rules compute again and again, aggregate before joining, or split the group: groups are evaluated side by side.',
    queries: [
      {
        ask: 'How many seconds do the slowest groups take?',
        expr: promql`topk(10, ${ruleGroupLastDurationSeconds})`,
      },
    ],
  },
  scenarios: (numbers) => {
    const taking = (share: number) => ({
      [series(ruleGroupLastDurationSeconds, group)]: level(15 * numbers.threshold * share),
      [series(ruleGroupIntervalSeconds, group)]: level(15),
    });
    return averaged(numbers, {
      of: 'gauge',
      labels: group,
      value: numbers.threshold * beyond,
      bad: taking(beyond),
      good: taking(within),
    });
  },
});

/** Whether rules are evaluated, and in time. */
export const rules = rulePack('prometheus-rules', [failures, missingEvaluations, slowRules]);
