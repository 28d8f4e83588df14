import type { CounterDefinition } from '@narthex/instrumentation';
import { promql } from '../../promql/index.ts';
import { grafanaMetrics } from '../../servers/index.ts';
import type { AlertDefinition, AlertNumbers, Labels, RulePack, Scenario } from '../../stacks/model/index.ts';
import { alert, rulePack } from '../alert.ts';
import { beyond, within } from '../scenarios/averaged.ts';
import { guarded } from '../scenarios/minimum.ts';
import { series } from '../scenarios/series.ts';
import { share } from '../scenarios/share.ts';
import { counting, level, type Signals } from '../scenarios/signal.ts';
import { scenarios } from '../scenarios/standard.ts';

const { apiResponseStatusTotal, datasourceRequestTotal, pageResponseStatusTotal, statTotalsDashboard } = grafanaMetrics;

const self = { job: 'grafana', instance: 'grafana:3000' };

/** Grafana, as far as people notice. That it is down or starts again and again is said of every target. */
export function grafana(): RulePack[] {
  return [
    rulePack('grafana', [
      errors('GrafanaRequestErrors', apiResponseStatusTotal, 'requests to its API'),
      errors('GrafanaPageErrors', pageResponseStatusTotal, 'pages'),
      dataSourceFailing,
      withoutDashboards,
    ]),
  ];
}

function errors(name: string, answers: CounterDefinition, what: string): AlertDefinition {
  return alert(name, {
    threshold: 0.05,
    window: '10m',
    // Per second.
    minimum: 0.05,
    expr: ({ threshold, window, minimum }) =>
      promql`rate(${answers}{code="500"}[${window}])
        / ignoring (code) (sum without (code) (rate(${answers}[${window}])) > ${minimum})
        > ${threshold}`,
    for: '5m',
    severity: 'warning',
    summary: `Grafana {{ $labels.instance }} answers with errors.`,
    description: `{{ $value | humanizePercentage }} of the ${what} of Grafana {{ $labels.instance }} end in an error of the server.`,
    runbook: {
      meaning: `Grafana itself fails to answer ${what}: not a data source, and not a wrong address.`,
      impact: 'People who open or change dashboards see errors. Alerts are not touched: they do not come from Grafana.',
      diagnosis:
        'The log of Grafana has a line `level=error` for each. `database is locked` is its own SQLite database under load, `no space left on device` its volume, `out of memory` its limit.',
      mitigation:
        'Restart Grafana if its database is locked, enlarge its volume if that is full. Take back an update of its version if it began with one.',
      queries: [
        {
          ask: 'How many answers per second, by status?',
          expr: promql`sum by (instance, code) (rate(${answers}[10m]))`,
        },
      ],
    },
    scenarios: (numbers) =>
      failing(numbers, self, (part, perSecond) => ({
        [series(answers, { ...self, code: '500' })]: counting(perSecond * part),
        [series(answers, { ...self, code: '200' })]: counting(perSecond * (1 - part)),
      })),
  });
}

const dataSourceFailing = alert('GrafanaDataSourceFailing', {
  threshold: 0.1,
  window: '10m',
  // Requests per second.
  minimum: 0.05,
  expr: ({ threshold, window, minimum }) =>
    promql`sum by (job, instance, datasource) (rate(${datasourceRequestTotal}{code=~"5.."}[${window}]))
      / (sum by (job, instance, datasource) (rate(${datasourceRequestTotal}[${window}])) > ${minimum})
      > ${threshold}`,
  for: '5m',
  severity: 'warning',
  summary: 'The data source {{ $labels.datasource }} does not answer Grafana {{ $labels.instance }}.',
  description:
    '{{ $value | humanizePercentage }} of the requests of Grafana {{ $labels.instance }} to {{ $labels.datasource }} end in an error of that server.',
  runbook: {
    meaning: 'What Grafana asks answers with a status 5xx: it is down, overloaded, or gives up on the query.',
    impact: 'Panels stay empty or show an error. Alerts do not depend on it.',
    diagnosis:
      'Open the data source in Grafana and press "Save & test". A status 502 says that it cannot be reached, 503 that a query was refused or took too long; then look at the log of that server.',
    mitigation:
      'Restart the server that is asked if it hangs. If one dashboard asks too much, shorten its range or record what it computes.',
    queries: [
      {
        ask: 'Which data sources answer with what?',
        expr: promql`sum by (datasource, code) (rate(${datasourceRequestTotal}[10m]))`,
      },
    ],
  },
  scenarios: (numbers) => {
    const request = { datasource: 'Prometheus', datasource_type: 'prometheus', method: 'post' };
    const labels = { ...self, datasource: 'Prometheus' };
    return failing(numbers, labels, (part, perSecond) => ({
      [series(datasourceRequestTotal, { ...self, ...request, code: '502' })]: counting(perSecond * part),
      [series(datasourceRequestTotal, { ...self, ...request, code: '200' })]: counting(perSecond * (1 - part)),
    }));
  },
});

/** Requests, so many per second, of which a part fails. */
type Requests = (part: number, perSecond: number) => Signals;

function failing(numbers: AlertNumbers, labels: Labels, requests: Requests): Scenario[] {
  const { threshold, minimum } = numbers;
  const value = threshold * beyond;
  return [
    ...share(numbers, {
      labels,
      value,
      bad: requests(value, minimum * 1000),
      good: requests(threshold * within, minimum * 1000),
    }),
    ...guarded(numbers, {
      firing: { labels, value },
      enough: requests(value, minimum * beyond),
      tooLittle: requests(value, minimum * within),
      onset: numbers.window,
    }),
  ];
}

const withoutDashboards = alert('GrafanaWithoutDashboards', {
  expr: promql`${statTotalsDashboard} == 0`,
  // It counts every half hour.
  for: '1h',
  severity: 'warning',
  summary: 'Grafana {{ $labels.instance }} has no dashboards.',
  description: 'Grafana {{ $labels.instance }} runs, and knows {{ $value }} dashboards of this stack.',
  runbook: {
    meaning: 'Grafana could not read the folder of dashboards that it is given, or none of the files in it.',
    impact: 'Whoever follows the link of an alert finds nothing.',
    diagnosis:
      'The log of Grafana says why: look for `provisioning`. Is the folder mounted (`ls /etc/narthex/dashboards` in its container), can its user read it?',
    mitigation: 'Deploy the stack again, and restart Grafana.',
    queries: [{ ask: 'How many dashboards does it know?', expr: promql`${statTotalsDashboard}` }],
  },
  scenarios: (numbers) => {
    const known = (count: number): Signals => ({ [series(statTotalsDashboard, self)]: level(count) });
    return scenarios(numbers, { labels: self, value: 0, bad: known(0), good: known(1) });
  },
});
