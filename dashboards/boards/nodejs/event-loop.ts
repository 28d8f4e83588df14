import { nodejsMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import type { StatPanel, TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { graph, number, processes, processesOf } from './common.ts';

const { cpuSeconds, eventLoopLagMax, eventLoopLagP50, eventLoopLagP90, eventLoopLagP99 } = nodejsMetrics;
const guard = { alerts: ['NodejsEventLoopSlow', 'NodejsEventLoopBlocked'], fires: 'above' } as const;

/** The event loop that is latest. */
export const latest: StatPanel = {
  ...number,
  key: 'event-loop-latest',
  title: 'Event loop late by',
  shows: 'How late the event loop is in the worst one of a hundred turns, of the process where it is the latest.',
  action:
    'While it is late nothing is answered. The graphs below say whether the process computes, collects or blocks.',
  queries: [{ expr: promql`max(${eventLoopLagP99}{${processes}})`, legend: 'latest' }],
  guard,
};

/** How late it is, by process. */
export const lag: TimeSeriesPanel = {
  ...graph,
  key: 'event-loop-lag',
  title: 'Event loop late by (p99)',
  shows: 'How late the event loop was in the worst one of a hundred turns since the last scrape, by instance.',
  action:
    'Something holds it: large JSON, a regular expression, cryptography, a synchronous call. A CPU profile names it.',
  queries: [
    { expr: promql`topk(10, max by (job, instance) (${eventLoopLagP99}{${processes}}))`, legend: '{{instance}}' },
  ],
  guard,
};

/** Median, worst tenth, worst turn, over all processes. */
export const quantiles: TimeSeriesPanel = {
  ...graph,
  key: 'event-loop-quantiles',
  title: 'Event loop: usual and worst delay',
  shows: 'The median, the worst tenth and the very worst delay, of the process where each is the greatest.',
  action:
    'A high median is steady work: more processes. Only a high maximum is one heavy task: split it or move it out.',
  queries: [
    { expr: promql`max(${eventLoopLagP50}{${processes}})`, legend: 'p50' },
    { expr: promql`max(${eventLoopLagP90}{${processes}})`, legend: 'p90' },
    { expr: promql`max(${eventLoopLagMax}{${processes}})`, legend: 'max' },
  ],
};

/** Processors that each process uses; JavaScript itself can use one. */
export const processor = (jobs: readonly string[]): TimeSeriesPanel => ({
  ...graph,
  key: 'processor',
  title: 'Processors used',
  shows:
    'Processors in use by instance, the ten that use most. JavaScript runs on one; above 1 the collector and libraries work beside it.',
  action: 'Near 1 the process can do no more: run more of them, or profile what it computes.',
  unit: 'short',
  decimals: 2,
  queries: [
    {
      expr: promql`topk(10, sum by (job, instance) (rate(${cpuSeconds}{${processesOf(jobs)}}[$__rate_interval])))`,
      legend: '{{instance}}',
    },
  ],
  guard: { alerts: ['NodejsProcessorBusy'], fires: 'above' },
});
