import { type Expression, promql } from '../../../promql/index.ts';
import { prometheusMetrics } from '../../../servers/index.ts';
import type { TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { noPrometheus } from '../../parts/monitoring.ts';

const {
  notificationsErrors,
  notificationsQueueCapacity,
  notificationsQueueLength,
  notificationsSent,
  ruleFailures,
  ruleGroupIntervalSeconds,
  ruleGroupIterationsMissed,
  ruleGroupLastDurationSeconds,
} = prometheusMetrics;
const graph = { kind: 'timeseries', min: 0, noValue: noPrometheus } as const;
const legend = '{{group}}';

/** Prometheus names a group after its file as well, with its whole path. */
const byName = (values: Expression) => promql`label_replace(${values}, "group", "$1", "rule_group", ".*;(.*)")`;

/** How near groups are to not being ready in time. */
export const share: TimeSeriesPanel = {
  ...graph,
  key: 'rule-groups-busy',
  title: 'Time of rules, of the time they have',
  shows: 'Which share of its interval a group of rules takes, the ten largest. At 100 % evaluations are left out.',
  action: 'Record what several rules compute, narrow what they read, or give the group a longer interval.',
  queries: [
    {
      expr: byName(
        promql`topk(10, max by (rule_group) (${ruleGroupLastDurationSeconds} / ${ruleGroupIntervalSeconds}))`,
      ),
      legend,
    },
  ],
  guard: { alerts: ['PrometheusSlowRules'], fires: 'above' },
};

/** How long groups take. */
export const longest: TimeSeriesPanel = {
  ...graph,
  key: 'rule-groups-duration',
  title: 'Slowest groups of rules',
  shows: 'How long the last evaluation of a group took, the ten slowest.',
  action: 'A step up without a change of the rules: what they read has grown, or the processor has no time left.',
  queries: [{ expr: byName(promql`topk(10, max by (rule_group) (${ruleGroupLastDurationSeconds}))`), legend }],
};

/** Rules that end in an error. */
export const failures: TimeSeriesPanel = {
  ...graph,
  key: 'rule-failures-by-group',
  title: 'Failed evaluations by group',
  shows: 'Evaluations of rules per second that ended in an error, by their group.',
  action: 'The rules page of Prometheus shows the error. Alerts of that group do not fire meanwhile.',
  queries: [
    { expr: byName(promql`topk(10, sum by (rule_group) (rate(${ruleFailures}[$__rate_interval])) > 0)`), legend },
  ],
  guard: { alerts: ['PrometheusRuleFailures'], fires: 'above' },
  mayBeEmpty: 'it holds groups that fail, and of a healthy stack none does',
};

/** Evaluations that were left out. */
export const missed: TimeSeriesPanel = {
  ...graph,
  key: 'rule-iterations-missed',
  title: 'Evaluations left out',
  shows: 'Evaluations of groups per second that were left out because the one before was not ready.',
  action: 'Alerts of that group fire late, what it records has gaps. See which share of its time it takes.',
  queries: [
    {
      expr: byName(promql`topk(10, sum by (rule_group) (rate(${ruleGroupIterationsMissed}[$__rate_interval])) > 0)`),
      legend,
    },
  ],
  guard: { alerts: ['PrometheusMissingRuleEvaluations'], fires: 'above' },
  mayBeEmpty: 'it holds groups that are late, and of a healthy stack none is',
};

/** Alerts on their way to Alertmanager. */
export const alertsSent: TimeSeriesPanel = {
  ...graph,
  key: 'alerts-sent',
  title: 'Alerts handed to Alertmanager',
  shows:
    'Alerts per second that are handed on, by the Alertmanager that gets them. Firing ones are told again and again.',
  action: 'None at all, though the watchdog fires: Prometheus does not know where Alertmanager is.',
  queries: [
    {
      expr: promql`sum by (alertmanager) (rate(${notificationsSent}[$__rate_interval]))`,
      legend: '{{alertmanager}}',
    },
  ],
  guard: { alerts: ['PrometheusNotConnectedToAlertmanagers'], fires: 'below' },
};

/** Alerts that an Alertmanager did not take. */
export const alertsRefused: TimeSeriesPanel = {
  ...graph,
  key: 'alerts-refused',
  title: 'Alerts that were not taken',
  shows: 'Share of the alerts handed to an Alertmanager that it did not take.',
  action: 'While another one takes them, nothing is lost. Is it up, and can Prometheus reach it?',
  unit: 'percentunit',
  max: 1,
  queries: [
    {
      expr: promql`sum by (alertmanager) (rate(${notificationsErrors}[$__rate_interval]))
        / sum by (alertmanager) (rate(${notificationsSent}[$__rate_interval]))`,
      legend: '{{alertmanager}}',
    },
  ],
  guard: {
    alerts: ['PrometheusErrorSendingAlertsToSomeAlertmanagers', 'PrometheusErrorSendingAlertsToAnyAlertmanager'],
    fires: 'above',
  },
};

/** Alerts that wait. */
export const queue: TimeSeriesPanel = {
  ...graph,
  key: 'alert-queue',
  title: 'Alerts that wait, of the room for them',
  shows: 'Which share of the queue to Alertmanager is taken. What comes when it is full is lost.',
  action: 'Alertmanager is slow or away, or thousands of alerts fire at once: find out which.',
  unit: 'percentunit',
  max: 1,
  queries: [
    {
      expr: promql`max by (instance) (${notificationsQueueLength} / ${notificationsQueueCapacity})`,
      legend: '{{instance}}',
    },
  ],
  guard: { alerts: ['PrometheusNotificationQueueRunningFull'], fires: 'above', bound: 1 },
};
