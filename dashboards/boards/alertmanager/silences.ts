import { promql } from '../../../promql/index.ts';
import { alertmanagerMetrics } from '../../../servers/index.ts';
import type { TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { noAlertmanager } from '../../parts/notifications.ts';

const graph = { kind: 'timeseries', min: 0, noValue: noAlertmanager } as const;

/** Silences over time. */
export const silences: TimeSeriesPanel = {
  ...graph,
  key: 'silences',
  title: 'Silences',
  shows: 'Silences that hold at a time, and those that will.',
  action: 'A silence without an end in sight is an alert that nobody wants: correct the alert, and end the silence.',
  unit: 'none',
  decimals: 0,
  queries: [
    { expr: promql`max by (state) (${alertmanagerMetrics.silences}{state=~"active|pending"})`, legend: '{{state}}' },
  ],
};

/** Silences that a restart would forget. */
export const notSaved: TimeSeriesPanel = {
  ...graph,
  key: 'silences-not-saved',
  title: 'Silences that were not saved',
  shows:
    'Attempts per second to write the silences to the disk that failed: a restart would forget what is new in them.',
  action: 'Is its volume full or read-only? The log of Alertmanager has the error.',
  queries: [
    {
      expr: promql`sum by (instance) (rate(${alertmanagerMetrics.silencesMaintenanceErrors}[$__rate_interval]))`,
      legend: '{{instance}}',
    },
  ],
  guard: { alerts: ['AlertmanagerSilencesNotSaved'], fires: 'above' },
};
