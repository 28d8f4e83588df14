import { promql } from '../../promql/index.ts';
import { prometheusMetrics, scrape } from '../../servers/index.ts';
import { type Panel, type StatPanel, type TimeSeriesPanel, upDown } from '../../stacks/model/index.ts';

/** Whether every instance of a job answers. `called` is the name by which people know it. */
export function jobUp(job: string, called: string): StatPanel {
  return {
    kind: 'stat',
    key: 'up',
    title: called,
    shows: `Whether every instance of ${called} can be read.`,
    action: 'Look at its process and its log. If it runs, the target page of Prometheus says why it cannot be read.',
    min: 0,
    max: 1,
    noValue: 'NO DATA: not read',
    queries: [{ expr: promql`min(${scrape.up}{job="${job}"})`, legend: 'up' }],
    guard: { alerts: ['TargetDown'], fires: 'below', bound: 1 },
    mappings: upDown,
  };
}

/** What a server that is written in Go takes of its machine. `memoryAlerts` watch the share of its memory limit. */
export function processPanels(job: string, memoryAlerts: readonly string[] = []): Panel[] {
  const common = { kind: 'timeseries', min: 0, noValue: 'It was not read in this range.' } as const;
  const of = `{job="${job}"}`;
  const memory: TimeSeriesPanel = {
    ...common,
    key: 'process-memory',
    title: 'Memory',
    shows: 'Memory that the process holds.',
    action: 'It follows what it has to do. If it grows without that, restart it before its limit ends it.',
    queries: [
      {
        expr: promql`max by (instance) (${prometheusMetrics.processResidentMemoryBytes}${of})`,
        legend: '{{instance}}',
      },
    ],
  };
  return [
    memory,
    ...(memoryAlerts.length > 0 ? [heap(of, memoryAlerts)] : []),
    {
      ...common,
      key: 'process-cpu',
      title: 'Processor',
      shows: 'Processors in use: 1 is one processor, always busy.',
      action: 'At its limit it is throttled, and everything it does is late.',
      unit: 'short',
      queries: [
        {
          expr: promql`sum by (instance) (rate(${prometheusMetrics.processCpuSeconds}${of}[$__rate_interval]))`,
          legend: '{{instance}}',
        },
      ],
    },
    {
      ...common,
      key: 'process-restarts',
      title: 'Restarts',
      shows: 'How often the process started anew within a step of the graph.',
      action:
        'One for each deployment. More: its log before the restart says why it ended, or its limit of memory did.',
      unit: 'none',
      decimals: 0,
      queries: [
        {
          expr: promql`sum by (instance) (changes(${prometheusMetrics.processStart}${of}[$__rate_interval]))`,
          legend: '{{instance}}',
        },
      ],
    },
  ];
}

function heap(of: string, alerts: readonly string[]): TimeSeriesPanel {
  return {
    kind: 'timeseries',
    key: 'process-heap',
    title: 'Live memory, of its limit',
    shows: 'Memory that cannot be given back, as a share of the limit that Go keeps to.',
    action: 'Near 100 % it does nothing but collect garbage. Hold fewer series, or give it more memory.',
    min: 0,
    max: 1,
    noValue: 'It was not read in this range.',
    queries: [
      {
        expr: promql`max by (instance) (${prometheusMetrics.goGcHeapLiveBytes}${of} / ${prometheusMetrics.goGcGomemlimitBytes}${of})`,
        legend: '{{instance}}',
      },
    ],
    guard: { alerts, fires: 'above' },
  };
}
