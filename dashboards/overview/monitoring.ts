import { pushgatewayMetrics } from '../../exporters/index.ts';
import { promql } from '../../promql/index.ts';
import type { Row, Stack, TimeSeriesPanel } from '../../stacks/model/index.ts';
import { leading, leadsTo } from '../parts/links.ts';
import {
  alertsDropped,
  configuration,
  failedNotifications,
  failingRules,
  samples,
  series,
  targetsDown,
} from '../parts/monitoring.ts';
import { every, exporterInterval, exportersOf } from './scope.ts';

/** The monitoring itself, closed: what is wrong here has already become an alert above. */
export function monitoring(stack: Stack): Row[] {
  const pushed = exportersOf(stack, pushgatewayMetrics);
  return [
    {
      key: 'monitoring',
      title: 'Monitoring: can the panels above be trusted?',
      collapsed: true,
      lines: [
        { height: 4, panels: [targetsDown(stack), configuration, failingRules, alertsDropped] },
        {
          height: 7,
          panels: [
            samples,
            series,
            failedNotifications,
            ...(pushed.length > 0
              ? every(exporterInterval(stack, pushed), leading(leadsTo('batch-jobs', 'job'), [lastPush]))
              : []),
          ],
        },
      ],
    },
  ];
}

const lastPush: TimeSeriesPanel = {
  kind: 'timeseries',
  key: 'last-push',
  title: 'Last push of batch jobs',
  shows: 'Time since each batch job last pushed its metrics.',
  action: 'A line that keeps rising is a job that no longer runs: look at what schedules it.',
  min: 0,
  noValue: 'No batch job has pushed anything.',
  mayBeEmpty: 'batch jobs push when they run, and some run once a day',
  queries: [{ expr: promql`time() - max by (job) (${pushgatewayMetrics.pushTime})`, legend: '{{job}}' }],
};
