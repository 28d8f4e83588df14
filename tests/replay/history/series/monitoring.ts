import { type DeclaredSeries, rate, value } from './declared.ts';

/** What watches: all well. */
export function monitoring(): DeclaredSeries[] {
  const prometheus = { job: 'prometheus', instance: 'prometheus:9090' };
  const alertmanager = { job: 'alertmanager', instance: 'alertmanager:9093' };
  const slack = { ...alertmanager, integration: 'slack', receiver_name: 'team' };
  return [
    value('prometheus_config_last_reload_successful', prometheus, () => 1),
    rate('prometheus_rule_evaluation_failures_total', { ...prometheus, rule_group: 'targets' }, () => 0),
    rate('alertmanager_notifications_total', slack, () => 0.01),
    rate('alertmanager_notifications_failed_total', { ...slack, reason: 'other' }, () => 0),
  ];
}
