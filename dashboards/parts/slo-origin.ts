import { blackboxMetrics } from '../../exporters/index.ts';
import { promql } from '../../promql/index.ts';
import {
  type AvailabilitySlo,
  type FreshnessSlo,
  type LatencySlo,
  type Panel,
  type ProbeSlo,
  type Row,
  type Slo,
  type Stack,
  seconds,
  selectorExpression,
  sloScrapeInterval,
  stateColors,
  upDown,
} from '../../stacks/model/index.ts';
import { inLines } from '../layout.ts';
import { every } from '../overview/scope.ts';

/** What an SLO counts, as it was measured: closed, for who asks why the share is what it is. */
export function sloOrigin(slo: Slo, stack: Stack): Row[] {
  const panels = measured(slo);
  if (panels.length === 0) return [];
  const interval = sloScrapeInterval(slo, stack);
  const long = interval > seconds(stack.prometheus.interval) ? (`${interval}s` as const) : undefined;
  return [{ key: 'origin', title: 'What it is counted from', collapsed: true, lines: inLines(every(long, panels), 8) }];
}

function measured(slo: Slo): Panel[] {
  switch (slo.kind) {
    case 'availability':
      return [requests(slo)];
    case 'latency':
      return slo.native ? [] : durations(slo);
    case 'probe':
      return [probes(slo)];
    case 'freshness':
      return [ages(slo)];
  }
}

const window = '[$__rate_interval]';

function requests({ requests, errors, good }: AvailabilitySlo): Panel {
  const counted = errors ?? good ?? requests;
  return {
    kind: 'timeseries',
    key: 'requests',
    title: errors === undefined ? 'Requests, and good ones' : 'Requests, and failed ones',
    shows: 'Requests per second straight from the counters, all of them and those that the SLO tells apart.',
    action: 'The log of the service has the failed ones. Which route, which instance, since which deployment?',
    min: 0,
    noValue: 'No request was counted in this range.',
    queries: [
      { expr: promql`sum(rate(${selectorExpression(requests)}${window}))`, legend: 'all' },
      {
        expr: promql`sum(rate(${selectorExpression(counted)}${window}))`,
        legend: errors === undefined ? 'good' : 'failed',
      },
    ],
    mayBeEmpty: 'a counter of failures is often not there until the first one',
    colors: errors === undefined ? { '/^good/': stateColors.ok } : { '/^failed/': stateColors.critical },
  };
}

function durations({ histogram, where, within }: LatencySlo): Panel[] {
  const buckets = promql`sum by (le) (rate(${histogram}_bucket${where ? `{${where}}` : ''}${window}))`;
  const unit = histogram.unit === 'seconds' ? 's' : 'short';
  const common = {
    unit,
    min: 0,
    noValue: 'No request was counted in this range.',
  } as const;
  return [
    {
      ...common,
      kind: 'timeseries',
      key: 'durations',
      title: 'Time to answer, against what is promised',
      shows:
        'Half of the requests are faster than p50, nineteen of twenty faster than p95. The line is how fast they have to be.',
      action: 'If only p99 is above it, some requests wait for something. If p50 grows, everything is slower.',
      queries: [
        ...[0.5, 0.95, 0.99].map((quantile) => ({
          expr: promql`histogram_quantile(${quantile}, ${buckets})`,
          legend: `p${quantile * 100}`,
        })),
        { expr: promql`vector(${within})`, legend: 'promised' },
      ],
      colors: { '/^promised/': stateColors.warning },
    },
    {
      ...common,
      kind: 'heatmap',
      key: 'distribution',
      title: 'How the times are distributed',
      shows: 'How many requests took how long: the darker, the more.',
      action: 'A second band above the first is a kind of request that is slow by itself: find out which.',
      queries: [{ expr: buckets, legend: '{{le}}' }],
    },
  ];
}

function probes({ probe }: ProbeSlo): Panel {
  return {
    kind: 'timeline',
    key: 'probes',
    title: 'Each target, as the probe sees it',
    shows: 'Whether the probe of each target worked. A gap means that nobody probed.',
    action: 'If the service says that it is well, look at the way to it: name resolution, load balancer, firewall.',
    unit: 'none',
    min: 0,
    max: 1,
    noValue: 'No probe ran in this range.',
    queries: [{ expr: promql`min by (instance) (${blackboxMetrics.success}{job="${probe}"})`, legend: '{{instance}}' }],
    mappings: upDown,
  };
}

function ages({ timestamp, within, by }: FreshnessSlo): Panel {
  const last = selectorExpression(timestamp);
  const oldest =
    by === undefined ? promql`max(time() - ${last})` : promql`max by (${by.join(', ')}) (time() - ${last})`;
  return {
    kind: 'timeseries',
    key: 'ages',
    title: 'Age of the oldest, against what is promised',
    shows: 'Time since the last success of what was updated longest ago. The line is how old it may be.',
    action: 'A line that rises for hours is a job that no longer runs, or that fails: look at what schedules it.',
    min: 0,
    noValue: 'Nothing has ever succeeded.',
    queries: [
      { expr: oldest, legend: by === undefined ? 'oldest' : by.map((label) => `{{${label}}}`).join(' ') },
      { expr: promql`vector(${seconds(within)})`, legend: 'promised' },
    ],
    colors: { '/^promised/': stateColors.warning },
  };
}
