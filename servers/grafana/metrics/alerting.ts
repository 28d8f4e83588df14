import { counter, gauge, histogram, open } from '@narthex/instrumentation';

const EVALUATION = [0.01, 0.1, 0.5, 1, 5, 10, 15, 30, 60, 120, 180, 240, 300] as const;
const SCHEDULE = [0.1, 0.25, 0.5, 1, 2, 5, 10] as const;
const perOrg = { labels: { org: open({ typically: 1 }) } };

/** The alert rules of Grafana itself, which Narthex does not use: rules stand in Prometheus. */
export const alertingMetrics = {
  alertingAlerts: gauge('grafana_alerting_alerts', 'Alerts by state.', {
    labels: { state: ['normal', 'alerting', 'pending', 'error', 'nodata', 'recovering'] },
  }),
  alertingRuleEvaluationsTotal: counter('grafana_alerting_rule_evaluations_total', 'Evaluations of rules.', {
    ...perOrg,
  }),
  alertingRuleEvaluationFailuresTotal: counter(
    'grafana_alerting_rule_evaluation_failures_total',
    'Evaluations that failed.',
    { ...perOrg },
  ),
  alertingRuleEvaluationAttemptsTotal: counter(
    'grafana_alerting_rule_evaluation_attempts_total',
    'Evaluations, each retry counted.',
    { ...perOrg },
  ),
  alertingRuleEvaluationAttemptFailuresTotal: counter(
    'grafana_alerting_rule_evaluation_attempt_failures_total',
    'Failures, each retry counted.',
    { ...perOrg },
  ),
  alertingRuleEvaluationDurationSeconds: histogram(
    'grafana_alerting_rule_evaluation_duration_seconds',
    'Time to evaluate a rule.',
    { unit: 'seconds', ...perOrg, buckets: EVALUATION },
  ),
  alertingRuleProcessEvaluationDurationSeconds: histogram(
    'grafana_alerting_rule_process_evaluation_duration_seconds',
    'Time to work up its result.',
    { unit: 'seconds', ...perOrg, buckets: EVALUATION },
  ),
  alertingRuleSendAlertsDurationSeconds: histogram(
    'grafana_alerting_rule_send_alerts_duration_seconds',
    'Time to hand its alerts on.',
    { unit: 'seconds', ...perOrg, buckets: EVALUATION },
  ),
  alertingRuleGroupRules: gauge('grafana_alerting_rule_group_rules', 'Rules by state.', {
    labels: {
      org: open({ typically: 1 }),
      type: open({ typically: 2, sometimes: true }),
      state: ['active', 'paused'],
      rule_group: open({ typically: 5, sometimes: true }),
    },
  }),
  alertingRuleGroups: gauge('grafana_alerting_rule_groups', 'Groups of rules.', { ...perOrg }),
  alertingSimpleRoutingRules: gauge('grafana_alerting_simple_routing_rules', 'Rules with a receiver of their own.', {
    ...perOrg,
  }),
  alertingSimplifiedEditorRules: gauge('grafana_alerting_simplified_editor_rules', 'Rules made in the simple editor.', {
    labels: { org: open({ typically: 1 }), setting: open({ typically: 2 }) },
  }),
  alertingSchedulerBehindSeconds: gauge('grafana_alerting_scheduler_behind_seconds', 'How late evaluations are.', {
    unit: 'seconds',
  }),
  alertingSchedulePeriodicDurationSeconds: histogram(
    'grafana_alerting_schedule_periodic_duration_seconds',
    'Time to start the evaluations that are due.',
    { unit: 'seconds', buckets: SCHEDULE },
  ),
  alertingScheduleQueryAlertRulesDurationSeconds: histogram(
    'grafana_alerting_schedule_query_alert_rules_duration_seconds',
    'Time to read the rules.',
    { unit: 'seconds', buckets: SCHEDULE },
  ),
  alertingScheduleAlertRules: gauge('grafana_alerting_schedule_alert_rules', 'Rules that may be due.'),
  alertingScheduleAlertRulesHash: gauge(
    'grafana_alerting_schedule_alert_rules_hash',
    'A number that changes with the rules.',
  ),
  alertingScheduleRuleEvaluationsMissedTotal: counter(
    'grafana_alerting_schedule_rule_evaluations_missed_total',
    'Evaluations left out because one was still running.',
    { labels: { org: open({ typically: 1 }), name: open({ typically: 5 }) } },
  ),
  alertingTickerIntervalSeconds: gauge(
    'grafana_alerting_ticker_interval_seconds',
    'How often it looks for what is due.',
    { unit: 'seconds' },
  ),
  alertingTickerLastConsumedTickTimestampSeconds: gauge(
    'grafana_alerting_ticker_last_consumed_tick_timestamp_seconds',
    'When it last looked.',
    { unit: 'timestamp' },
  ),
  alertingTickerNextTickTimestampSeconds: gauge(
    'grafana_alerting_ticker_next_tick_timestamp_seconds',
    'When it looks next.',
    { unit: 'timestamp' },
  ),
  alertingStateCalculationDurationSeconds: histogram(
    'grafana_alerting_state_calculation_duration_seconds',
    'Time to work out one state.',
    { unit: 'seconds', buckets: [0.01, 0.1, 1, 2, 5, 10] },
  ),
  alertingRequestDurationSeconds: histogram(
    'grafana_alerting_request_duration_seconds',
    'Time to answer a request to the API of alerting.',
    {
      unit: 'seconds',
      labels: {
        method: open({ typically: 2 }),
        route: open({ typically: 10 }),
        status_code: open({ typically: 2 }),
        backend: open({ typically: 1 }),
      },
      series: 20,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    },
  ),
  alertingActiveAlerts: gauge('grafana_alerting_active_alerts', 'Alerts of the alerting before Grafana 9; stays 0.'),
  alertingResultTotal: counter('grafana_alerting_result_total', 'Results of the alerting before Grafana 9.', {
    labels: { state: open({ typically: 3 }) },
  }),
  alertingNotificationSentTotal: counter(
    'grafana_alerting_notification_sent_total',
    'Notifications of the alerting before Grafana 9.',
    { labels: { type: open({ typically: 2 }) } },
  ),
  alertingNotificationFailedTotal: counter(
    'grafana_alerting_notification_failed_total',
    'Failed notifications of the alerting before Grafana 9.',
    { labels: { type: open({ typically: 2 }) } },
  ),
};
