import { promql } from '../../../promql/index.ts';
import { alertmanagerMetrics } from '../../../servers/index.ts';
import type { TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { noAlertmanager } from '../../parts/notifications.ts';

const {
  alertsInvalid,
  alertsReceived,
  dispatcherAggregationGroups,
  notificationLatencySeconds,
  notificationRequests,
  notificationsFailed,
  requestsFailed,
} = alertmanagerMetrics;
const graph = { kind: 'timeseries', min: 0, noValue: noAlertmanager } as const;
const window = '[$__rate_interval]';

/** How long channels take. */
export const latency: TimeSeriesPanel = {
  ...graph,
  key: 'notification-latency',
  title: 'Time of a notification',
  shows: 'How long it takes to hand a notification to a channel; nineteen of twenty are faster.',
  action:
    'Ten seconds and more is a slow other side, or a proxy on the way. Until it answers, the next one of the group waits.',
  noValue: 'No notification was sent in this range.',
  queries: [
    {
      expr: promql`histogram_quantile(0.95, sum by (integration, le) (rate(${notificationLatencySeconds}_bucket${window})))`,
      legend: '{{integration}}',
    },
  ],
  mayBeEmpty: 'while nothing is sent there is no time that it took',
};

/** Alerts that come in. */
export const received: TimeSeriesPanel = {
  ...graph,
  key: 'alerts-received',
  title: 'Alerts that arrive',
  shows: 'Alerts per second that Prometheus hands over: firing ones again and again, resolved ones once.',
  action: 'None at all: Prometheus does not reach it. The watchdog alone makes it more than none.',
  queries: [{ expr: promql`sum by (status) (rate(${alertsReceived}${window}))`, legend: '{{status}}' }],
};

/** Why notifications fail. */
export const reasons: TimeSeriesPanel = {
  ...graph,
  key: 'failure-reasons',
  title: 'Failed notifications by reason',
  shows: 'Notifications per hour that failed for good, by channel and reason.',
  action:
    '`clientError` is a wrong address or secret, `serverError` the other side, `contextDeadlineExceeded` the way to it.',
  unit: 'none',
  decimals: 1,
  queries: [
    {
      expr: promql`3600 * sum by (integration, reason) (rate(${notificationsFailed}${window})) > 0`,
      legend: '{{integration}}: {{reason}}',
    },
  ],
  noValue: 'No notification failed in this range.',
  mayBeEmpty: 'it holds reasons for failures, and of a healthy stack none fails',
};

/** Attempts, as one notification may take several. */
export const attempts: TimeSeriesPanel = {
  ...graph,
  key: 'request-failures',
  title: 'Attempts that failed',
  shows: 'Share of the attempts to reach a channel that failed. Most of them are repeated and then work.',
  action: 'More than a few for hours: the channel is about to fail for good.',
  unit: 'percentunit',
  max: 1,
  noValue: 'No notification was sent in this range.',
  queries: [
    {
      expr: promql`sum by (receiver_name, integration) (rate(${requestsFailed}${window}))
        / sum by (receiver_name, integration) (rate(${notificationRequests}${window}))`,
      legend: '{{receiver_name}} by {{integration}}',
    },
  ],
  mayBeEmpty: 'while nothing is sent there is nothing that could fail',
};

/** Groups of alerts. */
export const groups: TimeSeriesPanel = {
  ...graph,
  key: 'groups',
  title: 'Groups of alerts',
  shows: 'Groups into which alerts are put: each is one notification.',
  action:
    'As many as alerts: nothing is grouped, and everybody gets a message for each. Look at `groupBy` of the routes.',
  unit: 'none',
  decimals: 0,
  queries: [{ expr: promql`max(${dispatcherAggregationGroups})`, legend: 'groups' }],
};

/** Alerts that it could not read. */
export const invalid: TimeSeriesPanel = {
  ...graph,
  key: 'alerts-invalid',
  title: 'Alerts it could not read',
  shows: 'Alerts per second that were thrown away because something in them is not allowed.',
  action: 'Who sends them? Prometheus does not send such alerts; a program of somebody else does.',
  queries: [{ expr: promql`sum by (instance) (rate(${alertsInvalid}${window}))`, legend: '{{instance}}' }],
};
