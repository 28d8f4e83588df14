import { isOneOf, promql } from '../../../promql/index.ts';
import { scrape } from '../../../servers/index.ts';
import type {
  Column,
  DataPanel,
  HeatmapPanel,
  Query,
  TablePanel,
  TimeSeriesPanel,
} from '../../../stacks/model/index.ts';
import { failedShare, type HttpView, requestGraph, requestRate, timeToAnswer } from '../../parts/requests.ts';
import { chosen } from '../../parts/variables.ts';

const noValue = 'No request was counted in this range.';

/** How the time to answer is distributed, one panel for each histogram. */
export function heatmaps(views: readonly HttpView[]): HeatmapPanel[] {
  const measured = views.flatMap((http) => (http.duration === undefined ? [] : [{ http, duration: http.duration }]));
  return measured.map(({ http, duration }, index): HeatmapPanel => {
    const several = measured.length > 1;
    return {
      kind: 'heatmap',
      key: several ? `durations-${index}` : 'durations',
      title: several ? `Times to answer: ${http.jobs.join(', ')}` : 'Times to answer',
      shows: 'How many requests per second took how long: each row is a range of times, darker is more.',
      action: 'Two bands are two kinds of requests: fast ones and those that wait. A band that rises is all of them.',
      unit: 's',
      noValue,
      queries: [
        {
          expr: promql`sum by (le) (rate(${duration}_bucket{${http.chosen(duration)}}[$__rate_interval]))`,
          legend: '{{le}}',
        },
      ],
    };
  });
}

/** Requests that are under way; none where no service counts them. */
export function underWay(views: readonly HttpView[]): TimeSeriesPanel[] {
  const queries = views.flatMap((http): Query[] => {
    const { inProgress } = http;
    if (inProgress === undefined) return [];
    return [{ expr: promql`sum by (job) (${inProgress}{${http.chosen(inProgress)}})`, legend: '{{job}}' }];
  });
  if (queries.length === 0) return [];
  return [
    {
      ...requestGraph,
      key: 'under-way',
      title: 'Requests under way',
      shows: 'Requests that each service works on now.',
      action: 'Steady growth with the same rate: they wait for something. What answers them does not keep up.',
      unit: 'short',
      noValue: 'No service says how many requests are under way.',
      queries,
    },
  ];
}

/** Requests, failures and times of each route, where services count by route. */
export function byRoute(views: readonly HttpView[]): DataPanel[] {
  return [...views].flatMap((http, index): DataPanel[] => {
    const { route } = http;
    if (route === undefined) return [];
    const id = index === 0 ? '' : `-${index}`;
    const of = views.length === 1 ? '' : ` of ${http.jobs.join(', ')}`;
    const by = `job, ${route}`;
    const columns = routeColumns(route);
    return [
      routeRates(http, route, id, of),
      ...failedShare(http, by).map(
        (expr): TablePanel => ({
          kind: 'table',
          key: `failing-routes${id}`,
          title: `Routes that fail${of}`,
          shows: 'Share of the requests that ended in a status 5xx by route, the ten highest.',
          action: 'One route: its code, its query. All of them: what they share, a database or another service.',
          unit: 'percentunit',
          noValue: 'No request failed.',
          mayBeEmpty: 'no request failed in this range',
          queries: [{ expr: promql`topk(10, ${expr} > 0)`, legend: '' }],
          columns: [...columns, { field: 'Value', title: 'Failed', unit: 'percentunit', width: 100 }],
          sortBy: 'Failed',
          descending: true,
        }),
      ),
      ...slowRoutes(http, route, id, of),
    ];
  });
}

/** Cells choose the service and the route that they name. */
function routeColumns(route: string): Column[] {
  return [
    { field: 'job', title: 'Service', width: 140, boardLink: { board: 'services', variable: 'job' } },
    { field: route, title: 'Route', boardLink: { board: 'services', variable: route } },
  ];
}

function routeRates(http: HttpView, route: string, id: string, of: string): TimeSeriesPanel {
  return {
    ...requestGraph,
    key: `route-rate${id}`,
    title: `Requests by route${of}`,
    shows: 'Requests per second by route, the ten that are asked for most.',
    action: 'One route that grows alone is one client or one page: find out whose.',
    unit: 'reqps',
    queries: [{ expr: promql`topk(10, ${requestRate(http, `job, ${route}`)})`, legend: `{{job}} {{${route}}}` }],
  };
}

function slowRoutes(http: HttpView, route: string, id: string, of: string): TablePanel[] {
  // The time may be measured without saying of what.
  if (http.duration === undefined || !Object.hasOwn(http.duration.labels, route)) return [];
  return timeToAnswer(http, 0.99, `job, ${route}`).map((expr) => ({
    kind: 'table',
    key: `slow-routes${id}`,
    title: `Slowest routes${of}`,
    shows: 'The time within which all but one in a hundred requests are answered by route, the ten slowest.',
    action: 'Begin at the top, unless hardly anybody asks for it. Click a route to see only that one.',
    unit: 's',
    noValue,
    queries: [{ expr: promql`topk(10, ${expr})`, legend: '' }],
    columns: [...routeColumns(route), { field: 'Value', title: 'p99', unit: 's', width: 100 }],
    sortBy: 'p99',
    descending: true,
  }));
}

/** The same by instance: is it one of several, or all? */
export function byInstance(views: readonly HttpView[]): TimeSeriesPanel[] {
  const by = 'job, instance';
  const legend = '{{instance}}';
  const panel = (
    key: string,
    title: string,
    queries: readonly Query[],
    words: Pick<TimeSeriesPanel, 'shows' | 'action'>,
  ): TimeSeriesPanel[] => (queries.length === 0 ? [] : [{ ...requestGraph, key, title, queries, ...words }]);
  const topTen = (expr: ReturnType<typeof requestRate>) => ({ expr: promql`topk(10, ${expr})`, legend });
  return [
    ...panel(
      'instance-rate',
      'Requests by instance',
      views.map((http) => topTen(requestRate(http, by))),
      {
        shows: 'Requests per second by instance, the ten that get most.',
        action: 'Very unequal shares: the load balancer prefers one, or sends nothing to the others.',
      },
    ),
    ...panel(
      'instance-errors',
      'Failed requests by instance',
      views.flatMap((http) => failedShare(http, by)).map(topTen),
      {
        shows: 'Share of the requests that ended in a status 5xx by instance, the ten highest.',
        action: 'One instance that fails alone: take it out and look at it. All of them: it is not the instance.',
      },
    ),
    ...panel(
      'instance-latency',
      'Time to answer by instance (p99)',
      views.flatMap((http) => timeToAnswer(http, 0.99, by)).map(topTen),
      {
        shows: 'The time within which all but one in a hundred requests are answered by instance, the ten slowest.',
        action: 'One slow instance shares its host with something: look at the host.',
      },
    ),
  ];
}

/** How many instances there are to ask. */
export function known(views: readonly HttpView[]): TimeSeriesPanel {
  const jobs = [...new Set(views.flatMap((view) => view.jobs))];
  return {
    ...requestGraph,
    key: 'instances-known',
    title: 'Instances that Prometheus knows',
    shows: 'Instances of each service that Prometheus is to read, whether they answer or not.',
    action: 'None: the definition, or what Prometheus loaded of it, does not name the service any more.',
    noValue: 'Prometheus knows no instance.',
    queries: [
      { expr: promql`count by (job) (${scrape.up}{${isOneOf('job', jobs)}, ${chosen('job')}})`, legend: '{{job}}' },
    ],
    guard: { alerts: ['ServiceMissing'], fires: 'below', bound: 1 },
  };
}
