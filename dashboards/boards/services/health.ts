import { type Expression, isOneOf, promql } from '../../../promql/index.ts';
import { scrape } from '../../../servers/index.ts';
import { noneIsGood, type StatPanel } from '../../../stacks/model/index.ts';
import { failedShare, type HttpView, requestRate, timeToAnswer } from '../../parts/requests.ts';
import { chosen } from '../../parts/variables.ts';

const number = { kind: 'stat', unit: 'none', min: 0, noValue: 'NO REQUESTS' } as const;

/** The numbers at the top: is any service down, failing, slow, overrun, or not asked any more? */
export function health(views: readonly HttpView[]): StatPanel[] {
  return [
    down(views),
    ...rate(views),
    ...errors(views),
    ...slowest(views),
    ...pilingUp(views),
    ...againstYesterday(views),
  ];
}

/** One number out of the answers for each kind of services; none where there is nothing to ask. */
function one(
  aggregation: 'sum' | 'max' | 'min',
  of: readonly Expression[],
  panel: Omit<StatPanel, 'queries'>,
): StatPanel[] {
  const [first, ...others] = of;
  if (first === undefined) return [];
  const all = others.reduce((joined, expr) => promql`${joined} or ${expr}`, first);
  return [{ ...panel, queries: [{ expr: promql`${aggregation}(${all})`, legend: panel.title }] }];
}

function down(views: readonly HttpView[]): StatPanel {
  const jobs = [...new Set(views.flatMap((view) => view.jobs))];
  return {
    ...number,
    key: 'services-down',
    title: 'Instances down',
    shows: 'Instances of the services chosen that do not answer Prometheus.',
    action: 'Look at the process and its log. If it runs, look at the way from Prometheus to it.',
    noValue: 'NO DATA: no target',
    queries: [
      { expr: promql`sum(1 - ${scrape.up}{${isOneOf('job', jobs)}, ${chosen('job', 'instance')}})`, legend: 'down' },
    ],
    guard: { alerts: ['InstanceDown'], fires: 'above', bound: 1 },
    mappings: noneIsGood,
  };
}

function rate(views: readonly HttpView[]): StatPanel[] {
  return one(
    'sum',
    views.map((http) => requestRate(http, 'job')),
    {
      ...number,
      key: 'requests',
      title: 'Requests',
      shows: 'Requests per second, all services chosen together.',
      action: 'Compare with yesterday, to the right: neither a peak nor a fall is bad by itself.',
      unit: 'reqps',
    },
  );
}

function errors(views: readonly HttpView[]): StatPanel[] {
  return one(
    'max',
    views.flatMap((http) => failedShare(http, 'job')),
    {
      ...number,
      key: 'errors-most',
      title: 'Failed requests',
      shows: 'Share of the requests that ended in a status 5xx, of the service where it is the greatest.',
      action: 'The graphs below say which service, and which of its routes.',
      unit: 'percentunit',
      max: 1,
      guard: { alerts: ['ServiceErrorsElevated', 'ServiceErrorsHigh'], fires: 'above' },
    },
  );
}

function slowest(views: readonly HttpView[]): StatPanel[] {
  return one(
    'max',
    views.flatMap((http) => timeToAnswer(http, 0.99, 'job')),
    {
      ...number,
      key: 'latency-most',
      title: 'Slowest (p99)',
      shows: 'The time within which all but one in a hundred requests are answered, of the slowest service.',
      action: 'The table of the slowest routes says where. One route: its query. All of them: what they share.',
      unit: 's',
      guard: { alerts: ['ServiceLatencyHigh'], fires: 'above' },
    },
  );
}

function pilingUp(views: readonly HttpView[]): StatPanel[] {
  const ratios = views.flatMap((http) => {
    const { inProgress } = http;
    if (inProgress === undefined) return [];
    const series = promql`${inProgress}{${http.chosen(inProgress)}}`;
    return [
      promql`sum by (job) (avg_over_time(${series}[5m])) / (sum by (job) (avg_over_time(${series}[1h] offset 1d)) > 0)`,
    ];
  });
  return one('max', ratios, {
    ...number,
    key: 'under-way-yesterday',
    title: 'Load vs yesterday',
    shows:
      'Requests under way in the last five minutes, as a multiple of those at this time yesterday, where it is the greatest.',
    action: 'They come faster than they are done: add instances, limit the client, or mend what they wait for.',
    unit: 'short',
    decimals: 1,
    noValue: 'NO YESTERDAY',
    mayBeEmpty: 'in the first day nothing of yesterday is known',
    guard: { alerts: ['ServiceSaturated'], fires: 'above' },
  });
}

function againstYesterday(views: readonly HttpView[]): StatPanel[] {
  const ratios = views.map((http) => {
    const series = promql`${http.requests}{${http.chosen(http.requests)}}`;
    return promql`sum by (job) (rate(${series}[15m])) / (sum by (job) (rate(${series}[15m] offset 1d)) > 0)`;
  });
  return one('min', ratios, {
    ...number,
    key: 'requests-yesterday',
    title: 'Traffic vs yesterday',
    shows: 'Requests in the last 15 minutes against those at this time yesterday, of the service that lost most.',
    action: 'Near nothing: users do not reach it. Look at the probes, the load balancer, and what calls it.',
    unit: 'percentunit',
    noValue: 'NO YESTERDAY',
    mayBeEmpty: 'in the first day nothing of yesterday is known',
    guard: { alerts: ['ServiceTrafficLost'], fires: 'below' },
  });
}
