import { promql } from '../../../promql/index.ts';
import { alertmanagerMetrics } from '../../../servers/index.ts';
import { type StatPanel, stateColors } from '../../../stacks/model/index.ts';
import { leadsTo } from '../../parts/links.ts';
import { noAlertmanager } from '../../parts/notifications.ts';

const number = { kind: 'stat', unit: 'none', min: 0, noValue: noAlertmanager } as const;

/** Whether Alertmanager took its configuration. */
export const configuration: StatPanel = {
  ...number,
  key: 'configuration',
  title: 'Configuration',
  shows: 'Whether every Alertmanager accepted its last configuration.',
  action: 'REFUSED: it still runs with the old routes. `amtool check-config` says what is wrong in the new one.',
  max: 1,
  queries: [{ expr: promql`min(${alertmanagerMetrics.configLastReloadSuccessful})`, legend: 'accepted' }],
  guard: { alerts: ['AlertmanagerFailedReload'], fires: 'below', bound: 1 },
  mappings: [
    { value: 1, text: 'ACCEPTED', color: stateColors.ok },
    { value: 0, text: 'REFUSED', color: stateColors.critical },
  ],
};

/** Alerts that are sent. */
export const active: StatPanel = {
  ...number,
  key: 'active',
  title: 'Alerts it tells of',
  shows: 'Alerts that fire and are sent to their receivers, the watchdog among them.',
  action: 'The board about alerts lists them.',
  queries: [{ expr: promql`max(${alertmanagerMetrics.alerts}{state="active"})`, legend: 'active' }],
  drillDown: [leadsTo('alerts')],
};

/** Alerts that are not sent. */
export const suppressed: StatPanel = {
  ...number,
  key: 'alerts-held-back',
  title: 'Held back',
  shows:
    'Alerts that fire and of which nobody is told, because they are silenced, muted at this time, or inhibited by another one.',
  action: 'Is every silence still needed? Alertmanager lists them, with who made them and why.',
  queries: [{ expr: promql`max(${alertmanagerMetrics.alerts}{state="suppressed"})`, legend: 'held back' }],
};

/** Silences that hold. */
export const silenced: StatPanel = {
  ...number,
  key: 'silences-active',
  title: 'Silences that hold',
  shows: 'How many silences there are that hold now.',
  action: 'End those whose reason is gone; nobody notices what they hide.',
  queries: [{ expr: promql`max(${alertmanagerMetrics.silences}{state="active"})`, legend: 'active' }],
};
