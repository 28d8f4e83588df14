import { isNoneOf, promql } from '../../promql/index.ts';
import { alertmanagerMetrics, prometheusMetrics, scrape } from '../../servers/index.ts';
import { noneIsGood, type Stack, type StatPanel, stateColors, type TimeSeriesPanel } from '../../stacks/model/index.ts';
import { serviceJobNames } from '../overview/scope.ts';

/** Where nobody reads Prometheus itself. */
export const noPrometheus = 'NO DATA: Prometheus is not read';

/** Exporters and servers that cannot be read. */
export function targetsDown(stack: Stack): StatPanel {
  const services = serviceJobNames(stack);
  const others = services.length === 0 ? promql`${scrape.up}` : promql`${scrape.up}{${isNoneOf('job', services)}}`;
  return {
    kind: 'stat',
    key: 'targets-down',
    title: 'Blind spots',
    shows: 'Exporters and servers that Prometheus cannot read: what they measure is not watched.',
    action: 'The target page of Prometheus shows the error. Restart the part, or mend the way to it.',
    min: 0,
    noValue: noPrometheus,
    queries: [{ expr: promql`sum(1 - ${others})`, legend: 'down' }],
    guard: { alerts: ['TargetDown'], fires: 'above', bound: 1 },
    mappings: noneIsGood,
  };
}

/** Whether Prometheus took its configuration. */
export const configuration: StatPanel = {
  kind: 'stat',
  key: 'prometheus-configuration',
  title: 'Configuration',
  shows: 'Whether Prometheus accepted its last configuration.',
  action: 'REFUSED: it still runs with the old one. `promtool check config` says what is wrong in the new one.',
  unit: 'none',
  min: 0,
  max: 1,
  noValue: noPrometheus,
  queries: [{ expr: promql`min(${prometheusMetrics.configReloadSuccessful})`, legend: 'accepted' }],
  guard: { alerts: ['PrometheusBadConfig'], fires: 'below', bound: 1 },
  mappings: [
    { value: 1, text: 'ACCEPTED', color: stateColors.ok },
    { value: 0, text: 'REFUSED', color: stateColors.critical },
  ],
};

/** Rules that end in an error. */
export const failingRules: StatPanel = {
  kind: 'stat',
  key: 'failing-rules',
  title: 'Failed rule evaluations',
  shows: 'Evaluations of rules that ended in an error in the last five minutes.',
  action: 'The rules page of Prometheus shows the error. Alerts of that group do not fire meanwhile.',
  min: 0,
  noValue: noPrometheus,
  // Whole evaluations: `increase` extrapolates to fractions.
  queries: [{ expr: promql`ceil(sum(increase(${prometheusMetrics.ruleFailures}[5m])))`, legend: 'failed' }],
  guard: { alerts: ['PrometheusRuleFailures'], fires: 'above', bound: 1 },
  mappings: noneIsGood,
};

/** Alerts that reached no Alertmanager. */
export const alertsDropped: StatPanel = {
  kind: 'stat',
  key: 'alerts-dropped',
  title: 'Alerts lost',
  shows: 'Alerts that Prometheus could not hand to any Alertmanager in the last five minutes.',
  action: 'Nobody was told of them. Is Alertmanager up, and can Prometheus reach it?',
  min: 0,
  noValue: noPrometheus,
  queries: [{ expr: promql`ceil(sum(increase(${prometheusMetrics.notificationsDropped}[5m])))`, legend: 'lost' }],
  counts: 'critical',
  mappings: noneIsGood,
};

/** Samples that are stored. */
export const samples: TimeSeriesPanel = {
  kind: 'timeseries',
  key: 'samples-stored',
  title: 'Samples stored',
  shows: 'Samples per second that Prometheus stores.',
  action: 'A fall to zero: nothing is stored, check its disk. A jump: a target began to expose much more.',
  min: 0,
  noValue: noPrometheus,
  queries: [
    {
      expr: promql`sum by (instance) (rate(${prometheusMetrics.samplesAppended}[$__rate_interval]))`,
      legend: '{{instance}}',
    },
  ],
};

/** Series in memory. */
export const series: TimeSeriesPanel = {
  kind: 'timeseries',
  key: 'series-in-memory',
  title: 'Series in memory',
  shows: 'Time series that Prometheus holds; its memory grows with them.',
  action: 'Growth without new targets is a label with too many values: find it on the TSDB page of Prometheus.',
  unit: 'short',
  min: 0,
  noValue: noPrometheus,
  queries: [{ expr: promql`max by (instance) (${prometheusMetrics.headSeries})`, legend: '{{instance}}' }],
};

/** Notifications that receivers did not take. */
export const failedNotifications: TimeSeriesPanel = {
  kind: 'timeseries',
  key: 'notifications-failed',
  title: 'Failed notifications',
  shows: 'Share of the notifications that a receiver did not take, by receiver and channel.',
  action: 'Whoever relies on this channel is not told. The log of Alertmanager has the answer of the other side.',
  unit: 'percentunit',
  min: 0,
  max: 1,
  noValue: 'No notification was sent in this range.',
  queries: [
    {
      expr: promql`sum by (receiver_name, integration) (rate(${alertmanagerMetrics.notificationsFailed}[$__rate_interval]))
        /
        sum by (receiver_name, integration) (rate(${alertmanagerMetrics.notifications}[$__rate_interval]))`,
      legend: '{{receiver_name}} by {{integration}}',
    },
  ],
  guard: { alerts: ['AlertmanagerFailedToSendAlerts'], fires: 'above' },
};
