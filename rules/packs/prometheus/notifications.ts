import { promql } from '../../../promql/index.ts';
import { prometheusMetrics, scrape } from '../../../servers/index.ts';
import {
  type AlertNumbers,
  type Labels,
  type RulePack,
  type Scenario,
  type Stack,
  seconds,
  sum,
} from '../../../stacks/model/index.ts';
import { alert, rulePack } from '../../alert.ts';
import { beyond, within } from '../../scenarios/averaged.ts';
import { phases } from '../../scenarios/phases.ts';
import { series } from '../../scenarios/series.ts';
import { share } from '../../scenarios/share.ts';
import { counting, level, type Signal, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { steep } from '../../scenarios/steep.ts';
import { windowed } from '../../scenarios/windowed.ts';
import { self } from './self.ts';

const {
  notificationsAlertmanagersDiscovered,
  notificationsDropped,
  notificationsErrors,
  notificationsQueueCapacity,
  notificationsQueueLength,
  notificationsSent,
} = prometheusMetrics;

/** Where Prometheus sends alerts, as its series name it. */
const alertmanager = 'http://alertmanager:9093/api/v2/alerts';

const mixinName = [
  { check: 'NX543', reason: 'the name is that of the Prometheus mixin, by which people look it up' },
] as const;

const lost = {
  ask: 'How many alerts per second are lost?',
  expr: promql`sum by (instance) (rate(${notificationsDropped}[5m]))`,
};
const refused = {
  ask: 'Which share of the alerts does each Alertmanager refuse?',
  expr: promql`sum by (instance, alertmanager) (rate(${notificationsErrors}[5m]))
    / sum by (instance, alertmanager) (rate(${notificationsSent}[5m]))`,
};

/** Alerts on their way from Prometheus to Alertmanager. */
export function notifications(stack: Stack): RulePack {
  return rulePack('prometheus-notifications', [
    queueRunningFull,
    someAlertmanagers,
    anyAlertmanager(stack.prometheus.replicas > 1),
    notConnected,
  ]);
}

const queueRunningFull = alert('PrometheusNotificationQueueRunningFull', {
  window: '5m',
  horizon: '30m',
  expr: ({ window, horizon }) =>
    promql`predict_linear(${notificationsQueueLength}[${window}], ${seconds(horizon)}) > ${notificationsQueueCapacity}`,
  for: '15m',
  severity: 'warning',
  summary: 'The queue of alerts of Prometheus {{ $labels.instance }} is running full.',
  description:
    'If it goes on like this, the queue of Prometheus {{ $labels.instance }} for alerts is full within half an hour, and alerts are lost.',
  runbook: {
    meaning: 'More alerts are raised than Alertmanager takes from Prometheus.',
    impact: 'Alerts arrive late now; once the queue is full, the oldest are thrown away and nobody is told of them.',
    diagnosis:
      'Does one rule raise thousands of alerts, or is Alertmanager slow? The alerts page of Prometheus shows the number of each; the log of Prometheus says `Error sending alerts` for time-outs.',
    mitigation:
      'Leave out the rule that floods, or have it aggregate by fewer labels. If Alertmanager is slow, give it more processor time, and restart it.',
    queries: [
      lost,
      {
        ask: 'Which alerts are the most?',
        expr: promql`topk(10, count by (alertname) (${scrape.alerts}{alertstate="firing"}))`,
      },
    ],
  },
  scenarios: (numbers) => {
    const capacity = 10_000;
    const queue = (length: Signal): Signals => ({
      [series(notificationsQueueLength, self)]: length,
      [series(notificationsQueueCapacity, self)]: level(capacity),
    });
    return [
      ...scenarios(numbers, {
        labels: self,
        bad: queue(level(capacity * beyond)),
        good: queue(level(capacity * within)),
        onset: '1m',
        ease: numbers.window,
        lingers: false,
      }),
      ...steep(numbers, {
        labels: self,
        from: 0,
        perSecond: (3 * capacity) / seconds(numbers.horizon),
        bound: capacity,
        series: queue,
      }),
    ];
  },
});

const someAlertmanagers = alert('PrometheusErrorSendingAlertsToSomeAlertmanagers', {
  threshold: 0.01,
  window: '5m',
  expr: ({ threshold, window }) =>
    promql`rate(${notificationsErrors}[${window}]) / rate(${notificationsSent}[${window}]) > ${threshold}`,
  for: '15m',
  severity: 'warning',
  labels: { symptom: 'alert-delivery' },
  summary: 'Alertmanager {{ $labels.alertmanager }} does not take all alerts.',
  description:
    '{{ $value | humanizePercentage }} of the alerts that Prometheus {{ $labels.instance }} sends to {{ $labels.alertmanager }} end in an error.',
  runbook: {
    meaning: 'Requests by which Prometheus hands over alerts to this Alertmanager fail.',
    impact:
      'None as long as another Alertmanager takes them. With a single one alerts arrive late, and are lost if it goes on.',
    diagnosis:
      'The log of Prometheus says `Error sending alerts` with the reason: a refused connection, a time-out, a status code. Then look at the log of that Alertmanager.',
    mitigation:
      'Restart the Alertmanager that does not answer. If only Prometheus cannot reach it, mend the name or the network policy.',
    queries: [refused, lost],
  },
  scenarios: (numbers) => {
    const labels = { ...self, alertmanager };
    return share(numbers, { labels, ...states(numbers, labels) });
  },
  ignore: mixinName,
});

function anyAlertmanager(several: boolean) {
  // What one replica cannot deliver another one does: only if none can, nobody is told.
  const labels: Labels = several ? { job: 'prometheus' } : self;
  return alert('PrometheusErrorSendingAlertsToAnyAlertmanager', {
    threshold: 0.03,
    window: '5m',
    expr: ({ threshold, window }) =>
      promql`min by (${Object.keys(labels).join(', ')}) (
        rate(${notificationsErrors}[${window}]) / rate(${notificationsSent}[${window}])
      ) > ${threshold}`,
    for: '15m',
    severity: 'critical',
    labels: { symptom: 'alert-delivery' },
    summary: 'No Alertmanager takes all alerts.',
    description:
      '{{ $value | humanizePercentage }} of the alerts end in an error even on the way to the Alertmanager that takes the most.',
    runbook: {
      meaning: `Requests by which Prometheus hands over alerts fail, whichever Alertmanager they go to${several ? ' and whichever replica sends them' : ''}.`,
      impact: 'People are told of alerts too late, or not at all. That you read this one says that some still arrive.',
      diagnosis:
        'The log of Prometheus says `Error sending alerts` with the reason. Is Alertmanager up and ready (`/-/ready`)? Does its name resolve where Prometheus runs?',
      mitigation:
        'Restart Alertmanager, and take back its last change of configuration if it began with one. Until alerts arrive again, watch the alerts page of Prometheus yourself.',
      queries: [refused, lost],
    },
    scenarios: (numbers) => {
      const { bad, good } = states(numbers, { ...self, alertmanager });
      const other = several
        ? { ...self, instance: 'prometheus-1:9090', alertmanager }
        : { ...self, alertmanager: alertmanager.replace('alertmanager:', 'alertmanager-1:') };
      return [
        ...share(numbers, { labels, value: numbers.threshold * beyond, bad, good }),
        deliveredElsewhere(numbers, { ...bad, ...states(numbers, other).good }),
      ];
    },
    ignore: mixinName,
  });
}

function deliveredElsewhere(numbers: AlertNumbers, both: Signals): Scenario {
  const lasts = sum('3m', numbers.for);
  return {
    kind: 'quiet',
    title: 'stays quiet while there is another way by which alerts arrive',
    series: phases([{ lasts, series: both }]),
    expect: { [lasts]: [] },
  };
}

/** Alerts handed over, of which a little too many or a little less fail. */
function states({ threshold }: AlertNumbers, labels: Labels) {
  const failing = (part: number): Signals => ({
    [series(notificationsSent, labels)]: counting(10),
    [series(notificationsErrors, labels)]: counting(10 * part),
  });
  return { value: threshold * beyond, bad: failing(threshold * beyond), good: failing(threshold * within) };
}

const notConnected = alert('PrometheusNotConnectedToAlertmanagers', {
  window: '5m',
  expr: ({ window }) => promql`max_over_time(${notificationsAlertmanagersDiscovered}[${window}]) < 1`,
  for: '10m',
  severity: 'warning',
  summary: 'Prometheus {{ $labels.instance }} knows no Alertmanager.',
  description: 'Prometheus {{ $labels.instance }} has {{ $value }} Alertmanagers to send alerts to: they reach nobody.',
  runbook: {
    meaning: 'The configuration of Prometheus names no Alertmanager, or discovery finds none.',
    impact:
      'Nobody is told of any alert by this Prometheus. If it is the only one, the heartbeat service calls as well.',
    diagnosis:
      'Compare `alerting` in the configuration that runs (`/config` of Prometheus) with `prometheus.yml` of the stack. In a cluster: has the Service `alertmanager` endpoints?',
    mitigation: 'Deploy the files of the stack again, and start Alertmanager if it does not run.',
    queries: [lost],
  },
  scenarios: (numbers) => {
    const known = series(notificationsAlertmanagersDiscovered, self);
    return scenarios(numbers, {
      labels: self,
      value: 0,
      bad: { [known]: level(0) },
      good: { [known]: level(1) },
      ...windowed(numbers.window),
    });
  },
});
