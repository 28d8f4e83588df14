import { isOneOf, promql } from '../../../promql/index.ts';
import { alertmanagerMetrics } from '../../../servers/index.ts';
import type { AlertDefinition, AlertNumbers, Labels, RulePack, Severity, Stack } from '../../../stacks/model/index.ts';
import { alert, rulePack } from '../../alert.ts';
import { failure } from '../../failure.ts';
import { beyond, within } from '../../scenarios/averaged.ts';
import { series } from '../../scenarios/series.ts';
import { share } from '../../scenarios/share.ts';
import { counting, type Signals } from '../../scenarios/signal.ts';
import { failedReload } from './configuration.ts';
import { receiversByUrgency } from './receivers.ts';
import { self } from './self.ts';

const { notifications, notificationsFailed, requestsFailed, silencesMaintenanceErrors } = alertmanagerMetrics;

const channel = 'integration, receiver_name';
/**
 * A receiver that cannot be reached is given up once per group interval, which is five minutes as a rule. A window no longer than that
 * has a moment without a failure before the `for` is over, again and again.
 */
const window = '15m';
const queries = [
  {
    ask: 'Which receivers fail, and with what kind of error?',
    expr: promql`sum by (receiver_name, integration, reason) (increase(${notificationsFailed}[1h])) > 0`,
  },
  {
    ask: 'How many single requests fail, those that worked in the end as well?',
    expr: promql`sum by (receiver_name, integration) (rate(${requestsFailed}[5m]))`,
  },
] as const;
const diagnosis =
  'The log of Alertmanager has the answer of the other side (`Notify for alerts failed`): an expired token, a deleted channel, a wrong address, no way out of the network.';

/** Whether Alertmanager has the right configuration, and tells people. */
export function delivery(stack: Stack): RulePack {
  const several = stack.alertmanager.replicas > 1;
  const { critical, others } = receiversByUrgency(stack);
  return rulePack('alertmanager-delivery', [
    failedReload,
    failedToSend(several, [...critical, ...others][0] ?? stack.routing.receiver),
    ...(several && critical.length > 0
      ? [clusterFailed('AlertmanagerClusterFailedToSendAlerts', 'critical', critical)]
      : []),
    ...(several && others.length > 0
      ? [clusterFailed('AlertmanagerClusterFailedToSendWarnings', 'warning', others)]
      : []),
    silencesNotSaved,
  ]);
}

function failedToSend(several: boolean, receiver: string): AlertDefinition {
  return alert('AlertmanagerFailedToSendAlerts', {
    threshold: 0.01,
    window,
    expr: ({ threshold, window }) =>
      promql`sum by (job, instance, ${channel}) (rate(${notificationsFailed}[${window}]))
        / sum by (job, instance, ${channel}) (rate(${notifications}[${window}]))
        > ${threshold}`,
    for: '5m',
    // Where there is a single one, nobody else delivers what it cannot.
    severity: several ? 'warning' : 'critical',
    labels: { symptom: 'notifications' },
    summary: 'Notifications to {{ $labels.receiver_name }} by {{ $labels.integration }} fail.',
    description:
      'Alertmanager {{ $labels.instance }} cannot deliver {{ $value | humanizePercentage }} of its notifications to the receiver {{ $labels.receiver_name }} by {{ $labels.integration }}.',
    runbook: {
      meaning: 'Alertmanager gave up on notifications to this receiver, after it had tried several times.',
      impact: several
        ? 'None as long as another member of the cluster delivers them. If none can, a second alert says so.'
        : 'Whoever relies on this channel is not told. Alerts routed to other receivers still arrive.',
      diagnosis,
      mitigation:
        'Renew the secret file, or route around the channel until it works again. Whatever was not told stands on the page of Alertmanager.',
      queries,
    },
    scenarios: (numbers) => {
      const labels = { ...self, integration: 'slack', receiver_name: receiver };
      return share(numbers, { labels, ...states(numbers, labels) });
    },
  });
}

function clusterFailed(name: string, severity: Severity, receivers: readonly string[]): AlertDefinition {
  const critical = severity === 'critical';
  return alert(name, {
    threshold: 0.01,
    window,
    // What one member cannot deliver the next one tries: only if none can, nobody is told.
    expr: ({ threshold, window }) =>
      promql`min by (job, ${channel}) (
          sum by (job, instance, ${channel}) (rate(${notificationsFailed}{${isOneOf('receiver_name', receivers)}}[${window}]))
          / sum by (job, instance, ${channel}) (rate(${notifications}[${window}]))
        ) > ${threshold}`,
    for: '5m',
    severity,
    ...(critical && { labels: { symptom: 'notifications' } }),
    summary: 'No Alertmanager can notify {{ $labels.receiver_name }} by {{ $labels.integration }}.',
    description:
      'Even the member of the cluster with the fewest errors fails to deliver {{ $value | humanizePercentage }} of its notifications to {{ $labels.receiver_name }} by {{ $labels.integration }}.',
    runbook: {
      meaning: `No member of the cluster gets its notifications through to this receiver, ${critical ? 'to which critical alerts go' : 'to which no critical alert goes'}.`,
      impact: critical
        ? 'Whoever should get up at night is not told by this channel. What other channels the receiver has still work.'
        : 'Warnings and notes do not arrive by this channel; nobody is missed at night for it.',
      diagnosis: `${diagnosis} If all channels fail at once, it is the way out: name resolution, proxy, firewall.`,
      mitigation: critical
        ? 'Tell the people on call by another way, now. Then renew the secret, or route critical alerts to a receiver that works.'
        : 'Renew the secret, or route around the channel until it works again.',
      queries,
    },
    scenarios: (numbers) => {
      const [receiver = ''] = receivers;
      const labels: Labels = { job: 'alertmanager', integration: 'slack', receiver_name: receiver };
      const at = (instance: string, name: string, which: 'bad' | 'good') =>
        states(numbers, { ...labels, instance, receiver_name: name })[which];
      // Another receiver that fails as well has an alert of its own; of the members one is worse than the other.
      const beside = { ...at('alertmanager-0:9093', 'another', 'bad'), ...worse(numbers, labels) };
      return share(numbers, {
        labels,
        value: numbers.threshold * beyond,
        bad: { ...beside, ...at('alertmanager-0:9093', receiver, 'bad') },
        good: { ...beside, ...at('alertmanager-0:9093', receiver, 'good') },
      });
    },
  });
}

/** A member that cannot deliver anything. */
function worse(numbers: AlertNumbers, labels: Labels): Signals {
  return states({ ...numbers, threshold: 0.9 }, { ...labels, instance: 'alertmanager-1:9093' }).bad;
}

/** Notifications, of which a little too many or a little less fail, for two reasons. */
function states({ threshold }: AlertNumbers, labels: Labels) {
  const failing = (part: number): Signals => ({
    [series(notifications, labels)]: counting(100),
    [series(notificationsFailed, { ...labels, reason: 'serverError' })]: counting(90 * part),
    [series(notificationsFailed, { ...labels, reason: 'other' })]: counting(10 * part),
  });
  return { value: threshold * beyond, bad: failing(threshold * beyond), good: failing(threshold * within) };
}

const silencesNotSaved = failure('AlertmanagerSilencesNotSaved', {
  counter: silencesMaintenanceErrors,
  of: self,
  // It saves every quarter of an hour.
  window: '1h',
  for: '30m',
  severity: 'warning',
  summary: 'Alertmanager {{ $labels.instance }} cannot save its silences.',
  description:
    'Alertmanager {{ $labels.instance }} failed about {{ printf "%.0f" $value }} times lately to write its silences to its volume.',
  runbook: {
    meaning:
      'Alertmanager writes silences, and what it has told whom, to its volume every quarter of an hour. It cannot.',
    impact: 'None yet. At its next start silences are gone, and people are told again of what they know.',
    diagnosis:
      'The log of Alertmanager has the error of the system, such as `no space left on device`. Look at the volume with `df -h`, and at who may write to it.',
    mitigation: 'Make room, or enlarge `alertmanager.volume`. Do not restart Alertmanager before that.',
    queries: [
      { ask: 'How many silences are there?', expr: promql`${alertmanagerMetrics.silences}{state="active"}` },
      {
        ask: 'Does it fail to save what it has told, too?',
        expr: promql`increase(${alertmanagerMetrics.nflogMaintenanceErrors}[1h])`,
      },
    ],
  },
});
