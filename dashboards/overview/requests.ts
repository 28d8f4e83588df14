import { promql } from '../../promql/index.ts';
import {
  httpJobs,
  httpMetrics,
  type Panel,
  type Stack,
  type TablePanel,
  type Variable,
} from '../../stacks/model/index.ts';
import { leading, leadsTo } from '../parts/links.ts';
import { byStatus, failures, type HttpView, httpViews, latency, requestRate } from '../parts/requests.ts';
import { jobVariable } from '../parts/variables.ts';
import { every, longInterval } from './scope.ts';

/** The choice of services for this row; none where no service counts HTTP requests. */
export function serviceVariables(stack: Stack): Variable[] {
  const jobs = httpMetrics(stack).flatMap((metrics) => metrics.jobs);
  return jobs.length === 0 ? [] : [jobVariable(jobs, 'Service')];
}

/** How many requests there are, how many of them fail, how long they take. */
export function requests(stack: Stack): Panel[] {
  const views = httpViews(stack, ['job']);
  if (views.length === 0) return [];
  const panels = [
    ...leading(leadsTo('services'), [byStatus(views)]),
    ...leading(leadsTo('services', 'job'), [...failures(views), ...latency(views, [0.99, 0.5])]),
    ...serviceTable(views),
  ];
  return every(longInterval(stack, httpJobs(stack, views)), panels);
}

/** The services to choose one from; none where there is only one. */
function serviceTable(views: readonly HttpView[]): TablePanel[] {
  if (new Set(views.flatMap(({ jobs }) => jobs)).size < 2) return [];
  const rates = views.map((http) => requestRate(http, 'job')).reduce((all, one) => promql`${all} or ${one}`);
  return [
    {
      kind: 'table',
      key: 'services',
      title: 'Services',
      shows: 'Requests per second by service, the twenty that are asked most.',
      action: 'Click a service for all about it.',
      noValue: 'No request was counted in this range.',
      queries: [{ expr: promql`topk(20, ${rates})`, legend: '' }],
      columns: [
        { field: 'job', title: 'Service', boardLink: { board: 'services', variable: 'job' } },
        { field: 'Value', title: 'Requests', unit: 'reqps', width: 120 },
      ],
      sortBy: 'Requests',
      descending: true,
    },
  ];
}
