import { counter, gauge, open, summary } from '@narthex/instrumentation';

/** Evaluation of rules, and alerts on their way to Alertmanager. */
export const ruleMetrics = {
  apiNotificationActiveSubscribers: gauge(
    'prometheus_api_notification_active_subscribers',
    'The current number of active notification subscribers.',
  ),
  apiNotificationUpdatesDropped: counter(
    'prometheus_api_notification_updates_dropped_total',
    'Total number of notification updates dropped.',
  ),
  apiNotificationUpdatesSent: counter(
    'prometheus_api_notification_updates_sent_total',
    'Total number of notification updates sent.',
  ),
  notificationsAlertmanagersDiscovered: gauge(
    'prometheus_notifications_alertmanagers_discovered',
    'The number of alertmanagers discovered and active.',
  ),
  notificationsDropped: counter(
    'prometheus_notifications_dropped_total',
    'Total number of alerts dropped due to errors when sending to Alertmanager.',
  ),
  notificationsErrors: counter(
    'prometheus_notifications_errors_total',
    'Total number of sent alerts affected by errors.',
    { labels: { alertmanager: open({ typically: 1 }) } },
  ),
  notificationsQueueCapacity: gauge(
    'prometheus_notifications_queue_capacity',
    'The capacity of the alert notifications queue.',
  ),
  notificationsQueueLength: gauge(
    'prometheus_notifications_queue_length',
    'The number of alert notifications in the queue.',
  ),
  notificationsSent: counter('prometheus_notifications_sent_total', 'Total number of alerts sent.', {
    labels: { alertmanager: open({ typically: 1 }) },
  }),
  ruleEvaluationDurationSeconds: summary(
    'prometheus_rule_evaluation_duration_seconds',
    'The duration for a rule to execute.',
    { unit: 'seconds', quantiles: [0.5, 0.9, 0.99] },
  ),
  ruleFailures: counter('prometheus_rule_evaluation_failures_total', 'The total number of rule evaluation failures.', {
    labels: { rule_group: open({ typically: 10 }) },
  }),
  ruleEvaluations: counter('prometheus_rule_evaluations_total', 'The total number of rule evaluations.', {
    labels: { rule_group: open({ typically: 10 }) },
  }),
  ruleGroupDurationSeconds: summary(
    'prometheus_rule_group_duration_seconds',
    'The duration of rule group evaluations.',
    { unit: 'seconds', quantiles: [0.01, 0.05, 0.5, 0.9, 0.99] },
  ),
  ruleGroupIntervalSeconds: gauge('prometheus_rule_group_interval_seconds', 'The interval of a rule group.', {
    unit: 'seconds',
    labels: { rule_group: open({ typically: 10 }) },
  }),
  ruleGroupIterationsMissed: counter(
    'prometheus_rule_group_iterations_missed_total',
    'The total number of rule group evaluations missed due to slow rule group evaluation.',
    { labels: { rule_group: open({ typically: 10 }) } },
  ),
  ruleGroupIterations: counter(
    'prometheus_rule_group_iterations_total',
    'The total number of scheduled rule group evaluations, whether executed or missed.',
    { labels: { rule_group: open({ typically: 10 }) } },
  ),
  ruleGroupLastDurationSeconds: gauge(
    'prometheus_rule_group_last_duration_seconds',
    'The duration of the last rule group evaluation.',
    { unit: 'seconds', labels: { rule_group: open({ typically: 10 }) } },
  ),
  ruleGroupLastEvaluationSamples: gauge(
    'prometheus_rule_group_last_evaluation_samples',
    'The number of samples returned during the last rule group evaluation.',
    { labels: { rule_group: open({ typically: 10 }) } },
  ),
  ruleGroupLastEvaluationTimestampSeconds: gauge(
    'prometheus_rule_group_last_evaluation_timestamp_seconds',
    'The timestamp of the last rule group evaluation in seconds.',
    { unit: 'timestamp', labels: { rule_group: open({ typically: 10 }) } },
  ),
  ruleGroupLastRestoreDurationSeconds: gauge(
    'prometheus_rule_group_last_restore_duration_seconds',
    'The duration of the last alert rules alerts restoration using the `ALERTS_FOR_STATE` series.',
    { unit: 'seconds', labels: { rule_group: open({ typically: 10 }) } },
  ),
  ruleGroupLastRuleDurationSumSeconds: gauge(
    'prometheus_rule_group_last_rule_duration_sum_seconds',
    'The sum of time in seconds it took to evaluate each rule in the group regardless of concurrency.',
    { unit: 'seconds', labels: { rule_group: open({ typically: 10 }) } },
  ),
  ruleGroupRules: gauge('prometheus_rule_group_rules', 'The number of rules.', {
    labels: { rule_group: open({ typically: 10 }) },
  }),
  templateTextExpansionFailures: counter(
    'prometheus_template_text_expansion_failures_total',
    'The total number of template text expansion failures.',
  ),
  templateTextExpansions: counter(
    'prometheus_template_text_expansions_total',
    'The total number of template text expansions.',
  ),
};
