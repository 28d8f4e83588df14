import { promql } from '../../promql/index.ts';
import { grafanaMetrics } from '../../servers/index.ts';
import type { Board, Stack, StatPanel, TimeSeriesPanel } from '../../stacks/model/index.ts';
import { declaredBoard } from '../parts/board.ts';
import { leadsTo } from '../parts/links.ts';
import { closedRow, graphRow, healthRow } from '../parts/panels.ts';
import { jobUp, processPanels } from '../parts/process.ts';

/** Grafana, as far as people notice: whether it answers, and whether its data sources do. */
export function grafana(stack: Stack): Board[] {
  return [
    declaredBoard(stack, 'grafana', {
      question: 'Do dashboards open, and does what they ask answer?',
      reading:
        'Errors of the API and of pages are its own. Errors of data sources are those of the server that is asked: then look at Prometheus.',
      next: ['prometheus', 'alerts'],
      from: '6h',
      variables: [],
      interval: stack.jobs.grafana?.interval,
      rows: [
        healthRow([jobUp('grafana', 'Grafana'), known, users]),
        graphRow('answers', 'What people notice', [answers, errors, sourceErrors, sourceRequests]),
        closedRow('process', 'The process', processPanels('grafana')),
      ],
    }),
  ];
}

const {
  apiResponseStatusTotal,
  datasourceRequestTotal,
  pageResponseStatusTotal,
  statActiveUsers,
  statTotalsDashboard,
} = grafanaMetrics;
const noGrafana = 'NO DATA: Grafana is not read';
const number = { kind: 'stat', unit: 'none', min: 0, noValue: noGrafana } as const;
const graph = { kind: 'timeseries', min: 0, noValue: noGrafana } as const;
const window = '[$__rate_interval]';

const known: StatPanel = {
  ...number,
  key: 'dashboards',
  title: 'Dashboards',
  shows: 'Dashboards that it knows. It counts them every half hour.',
  action: 'None: it could not read its folder of dashboards. Its log says why, look for `provisioning`.',
  queries: [{ expr: promql`max(${statTotalsDashboard})`, legend: 'dashboards' }],
  guard: { alerts: ['GrafanaWithoutDashboards'], fires: 'below', bound: 1 },
};

const users: StatPanel = {
  ...number,
  key: 'users',
  title: 'Users in 30 days',
  shows: 'Users that were seen in the last 30 days.',
  action: 'Few: do those who are on call know that it is there?',
  queries: [{ expr: promql`max(${statActiveUsers})`, legend: 'users' }],
};

const answers: TimeSeriesPanel = {
  ...graph,
  key: 'answers',
  title: 'Answers by status',
  shows: 'Answers of its API per second, by status; everything that a dashboard does goes through it.',
  action: 'A peak of 500 is Grafana itself, 404 a link to something that is gone.',
  unit: 'reqps',
  stacked: true,
  queries: [{ expr: promql`sum by (code) (rate(${apiResponseStatusTotal}${window}))`, legend: '{{code}}' }],
};

const errors: TimeSeriesPanel = {
  ...graph,
  key: 'errors',
  title: 'Failed answers',
  shows: 'Share of the answers of its API, and of its pages, that ended in an error of the server.',
  action: 'Its log has a line `level=error` for each. `database is locked` is its own database under load.',
  max: 1,
  noValue: 'Nobody asked anything in this range.',
  queries: [
    {
      expr: promql`sum(rate(${apiResponseStatusTotal}{code="500"}${window})) / sum(rate(${apiResponseStatusTotal}${window}))`,
      legend: 'API',
    },
    {
      expr: promql`sum(rate(${pageResponseStatusTotal}{code="500"}${window})) / sum(rate(${pageResponseStatusTotal}${window}))`,
      legend: 'pages',
    },
  ],
  guard: { alerts: ['GrafanaRequestErrors', 'GrafanaPageErrors'], fires: 'above' },
  mayBeEmpty: 'while nobody opens anything there is no share that fails',
};

const sourceErrors: TimeSeriesPanel = {
  ...graph,
  key: 'data-source-errors',
  title: 'Failed requests to data sources',
  shows: 'Share of the requests to each data source that it answered with a status 5xx.',
  action: '502: it cannot be reached. 503: a query was refused or took too long; look at the board of Prometheus.',
  max: 1,
  noValue: 'Nobody asked a data source in this range.',
  queries: [
    {
      expr: promql`(sum by (datasource) (rate(${datasourceRequestTotal}{code=~"5.."}${window}))
          or 0 * sum by (datasource) (rate(${datasourceRequestTotal}${window})))
        / sum by (datasource) (rate(${datasourceRequestTotal}${window}))`,
      legend: '{{datasource}}',
    },
  ],
  guard: { alerts: ['GrafanaDataSourceFailing'], fires: 'above' },
  drillDown: [leadsTo('prometheus')],
  mayBeEmpty: 'while nobody opens a dashboard nothing is asked',
};

const sourceRequests: TimeSeriesPanel = {
  ...graph,
  key: 'data-source-requests',
  title: 'Requests to data sources',
  shows: 'Requests per second to each data source: what open dashboards ask.',
  action:
    'Far more than people look: a dashboard on a wall that refreshes too often, or a program that asks in a loop.',
  noValue: 'Nobody asked a data source in this range.',
  queries: [{ expr: promql`sum by (datasource) (rate(${datasourceRequestTotal}${window}))`, legend: '{{datasource}}' }],
  mayBeEmpty: 'while nobody opens a dashboard nothing is asked',
};
