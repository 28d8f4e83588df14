import { promql } from '../../promql/index.ts';
import { alertmanagerMetrics } from '../../servers/index.ts';
import type { TimeSeriesPanel } from '../../stacks/model/index.ts';

/** Where nobody reads Alertmanager. */
export const noAlertmanager = 'NO DATA: Alertmanager is not read';

/** Notifications by where they went. */
export const sentPerHour: TimeSeriesPanel = {
  kind: 'timeseries',
  key: 'notifications-sent',
  title: 'Notifications per hour',
  shows: 'Notifications that Alertmanager tried to send, by receiver and channel, as if it went on for an hour.',
  action:
    'So many that nobody reads them: group more, or look at what fires too often. None while something fires: look at the routes.',
  unit: 'none',
  min: 0,
  decimals: 1,
  noValue: noAlertmanager,
  queries: [
    {
      expr: promql`3600 * sum by (receiver_name, integration) (rate(${alertmanagerMetrics.notifications}[$__rate_interval]))`,
      legend: '{{receiver_name}} by {{integration}}',
    },
  ],
};

/** Alerts that Alertmanager has, and what it does with them. */
export const heldAlerts: TimeSeriesPanel = {
  kind: 'timeseries',
  key: 'alerts-by-state',
  title: 'Alerts in Alertmanager',
  shows:
    'Alerts that it has: active ones are sent, suppressed ones are silenced or inhibited, unprocessed ones have just come.',
  action: 'Suppressed ones of which nobody knows why: look at the silences and at the inhibitions of the stack.',
  unit: 'none',
  decimals: 0,
  min: 0,
  noValue: noAlertmanager,
  stacked: true,
  queries: [{ expr: promql`max by (state) (${alertmanagerMetrics.alerts})`, legend: '{{state}}' }],
};
