import { promql } from '../../../promql/index.ts';
import { alertmanagerMetrics } from '../../../servers/index.ts';
import { alert } from '../../alert.ts';
import { series } from '../../scenarios/series.ts';
import { level } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { windowed } from '../../scenarios/windowed.ts';
import { self } from './self.ts';

const { configLastReloadSuccessful, configLastReloadSuccessTimestampSeconds } = alertmanagerMetrics;

/** Alertmanager goes on with an old configuration. */
export const failedReload = alert('AlertmanagerFailedReload', {
  window: '5m',
  // The best of some minutes: a scrape that fails is no reload that worked.
  expr: ({ window }) => promql`max_over_time(${configLastReloadSuccessful}[${window}]) == 0`,
  for: '10m',
  severity: 'critical',
  summary: 'Alertmanager {{ $labels.instance }} refused its new configuration.',
  description:
    'Alertmanager {{ $labels.instance }} still runs with the old configuration, because it could not load the new one. At its next start it will not come up.',
  runbook: {
    meaning:
      'The configuration on disk is wrong, or a file that it names is missing. Alertmanager keeps the last one that worked.',
    impact:
      'New routes and receivers do not hold. When Alertmanager starts again, it stays down and nobody is told of anything.',
    diagnosis:
      'The log of Alertmanager names the line: `Loading configuration file failed`. `amtool check-config /etc/alertmanager/alertmanager.yml` in its container says the same.',
    mitigation:
      'Deploy the files before this change again. Then correct the definition, run `narthex check`, and deploy what it passed.',
    queries: [
      {
        ask: 'Since when does it run with the old configuration?',
        expr: promql`time() - ${configLastReloadSuccessTimestampSeconds}`,
      },
    ],
  },
  scenarios: (numbers) => {
    const reload = series(configLastReloadSuccessful, self);
    return scenarios(numbers, {
      labels: self,
      bad: { [reload]: level(0) },
      good: { [reload]: level(1) },
      ...windowed(numbers.window),
    });
  },
});
