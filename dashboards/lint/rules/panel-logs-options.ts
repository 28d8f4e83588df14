import { type DashboardRule, eachPanel } from '../rule.ts';
import { option } from '../support.ts';

const wanted = ['showTime', 'wrapLogMessage', 'enableLogDetails'];

/** `panel-logs-options` */
export const panelLogsOptions: DashboardRule = {
  id: 'panel-logs-options',
  severity: 'warning',
  why: "The SDK switches off time, line breaks and details of logs, which Grafana's own editor switches on: what is left cannot be read.",
  run: eachPanel((panel) => {
    if (panel.type !== 'logs' || wanted.some((key) => option(panel, key) !== false)) return undefined;
    return {
      at: ['options'],
      message: 'the logs have neither time nor details',
      fix: `set ${wanted.join(', ')} to true`,
    };
  }),
};
