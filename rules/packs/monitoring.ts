import { promql } from '../../promql/index.ts';
import { alertmanagerMetrics, prometheusMetrics } from '../../servers/index.ts';
import { type RulePack, sum } from '../../stacks/model/index.ts';
import { alert, rulePack } from '../alert.ts';

/** The monitoring itself: rules evaluate, notifications arrive. */
export function monitoring(): RulePack[] {
  return [rulePack('monitoring', [ruleFailures, reloadFailed, deliveryFailing])];
}

const prometheus = { job: 'prometheus', instance: 'prometheus:9090' };
const prometheusSelector = 'job="prometheus", instance="prometheus:9090"';

const ruleFailures = alert('PrometheusRuleFailures', {
  expr: promql`increase(${prometheusMetrics.ruleFailures}[5m]) > 0`,
  for: '5m',
  severity: 'critical',
  summary: 'Rules of the group {{ $labels.rule_group }} fail.',
  description:
    'Prometheus {{ $labels.instance }} cannot evaluate rules of {{ $labels.rule_group }}. Alerts of this group do not fire.',
  runbook: {
    meaning: 'The evaluation of a rule ends in an error, usually two series that match where one was expected.',
    impact: 'Alerts and recorded series of the group are missing, without any other sign.',
    diagnosis:
      'The rules page of Prometheus shows the error beside the rule. What changed: the rule, or the labels of what it reads?',
    mitigation: 'Correct the rule in the definition of the stack, and run `narthex check`.',
  },
  scenarios: (alert) => [
    {
      title: 'fires while evaluations keep failing',
      series: { [`prometheus_rule_evaluation_failures_total{${prometheusSelector}, rule_group="g"}`]: '0+1x60' },
      at: sum('2m', alert.for),
      fires: [{ ...prometheus, rule_group: 'g' }],
    },
    {
      title: 'stays quiet without a failure',
      series: { [`prometheus_rule_evaluation_failures_total{${prometheusSelector}, rule_group="g"}`]: '3x60' },
      at: sum('2m', alert.for),
      fires: [],
    },
  ],
});

const reloadFailed = alert('PrometheusReloadFailed', {
  expr: promql`${prometheusMetrics.configReloadSuccessful} == 0`,
  for: '10m',
  severity: 'critical',
  summary: 'Prometheus {{ $labels.instance }} refused its new configuration.',
  description:
    'Prometheus {{ $labels.instance }} still runs with the old configuration, because it could not load the new one.',
  runbook: {
    meaning: 'The configuration or a rule file on disk is wrong; Prometheus keeps the last one that worked.',
    impact: 'None yet. At its next start it would not come up at all.',
    diagnosis: 'The log of Prometheus names file and line. `promtool check config` says the same.',
    mitigation: 'Synthesise again and deploy what `narthex check` has passed.',
  },
  scenarios: (alert) => [
    {
      title: 'fires while the last reload failed',
      series: { [`prometheus_config_last_reload_successful{${prometheusSelector}}`]: '1 0x60' },
      at: sum('2m', alert.for),
      fires: [prometheus],
    },
    {
      title: 'stays quiet after a reload that worked',
      series: { [`prometheus_config_last_reload_successful{${prometheusSelector}}`]: '0x2 1x60' },
      at: sum('2m', alert.for),
      fires: [],
    },
  ],
});

const deliveryFailing = alert('AlertmanagerDeliveryFailing', {
  threshold: 0.01,
  expr: ({
    threshold,
  }) => promql`sum by (job, instance, integration, receiver_name) (rate(${alertmanagerMetrics.notificationsFailed}[5m]))
    /
    sum by (job, instance, integration, receiver_name) (rate(${alertmanagerMetrics.notifications}[5m]))
    > ${threshold}`,
  for: '5m',
  severity: 'critical',
  summary: 'Notifications to {{ $labels.receiver_name }} by {{ $labels.integration }} fail.',
  description:
    'Alertmanager {{ $labels.instance }} cannot deliver to the receiver {{ $labels.receiver_name }} by {{ $labels.integration }}.',
  runbook: {
    meaning: 'Alertmanager gave up on notifications to this receiver.',
    impact: 'Whoever relies on this channel is not told. Alerts routed to other receivers still arrive.',
    diagnosis:
      'The log of Alertmanager has the answer of the other side: an expired token, a deleted channel, a wrong address, no way out of the network.',
    mitigation: 'Renew the secret file, or route around the channel until it works again.',
  },
  scenarios: (alert) => {
    const selector = 'job="alertmanager", instance="alertmanager:9093", integration="slack", receiver_name="oncall"';
    const failing = (share: number) => ({
      [`alertmanager_notifications_total{${selector}}`]: '0+10000x60',
      [`alertmanager_notifications_failed_total{${selector}, reason="other"}`]: `0+${Math.round(share * 10_000)}x60`,
    });
    return [
      {
        title: 'fires when a receiver often cannot be reached',
        series: failing(alert.threshold * 1.2),
        at: sum('3m', alert.for),
        fires: [{ job: 'alertmanager', instance: 'alertmanager:9093', integration: 'slack', receiver_name: 'oncall' }],
      },
      {
        title: 'stays quiet when almost everything arrives',
        series: failing(alert.threshold * 0.8),
        at: sum('3m', alert.for),
        fires: [],
      },
    ];
  },
});
