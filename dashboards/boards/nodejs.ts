import { instrumentationMetrics } from '@narthex/instrumentation';
import { nodejsMetrics } from '../../exporters/index.ts';
import { promql } from '../../promql/index.ts';
import { scrape } from '../../servers/index.ts';
import { type Board, noneIsGood, type Stack, type StatPanel } from '../../stacks/model/index.ts';
import { longInterval } from '../overview/scope.ts';
import { declaredBoard } from '../parts/board.ts';
import { serviceJobsWith } from '../parts/declared.ts';
import { closedRow, graphRow, healthRow } from '../parts/panels.ts';
import { instanceVariable, jobVariable } from '../parts/variables.ts';
import { processesOf } from './nodejs/common.ts';
import * as eventLoop from './nodejs/event-loop.ts';
import { instrumentation } from './nodejs/instrumentation.ts';
import * as memory from './nodejs/memory.ts';
import * as resources from './nodejs/resources.ts';

/** The processes of Node.js: event loop, heap, collector, what they hold open; none where no service tells of them. */
export function nodejs(stack: Stack): Board[] {
  const scraped = serviceJobsWith(stack, nodejsMetrics.eventLoopLagP99);
  const instrumented = serviceJobsWith(stack, instrumentationMetrics.dropped).length > 0;
  const jobs = scraped.map(({ name }) => name);
  if (jobs.length === 0) return [];
  return [
    declaredBoard(stack, 'nodejs', {
      question: 'Do the processes of Node.js keep up, and if not, is it the processor, the collector or a leak?',
      reading:
        'A late event loop makes every request late. If the processor is busy as well, something computes; if the collector takes the time, the heap is too full; if neither, something blocks: a synchronous call.',
      next: ['services', 'containers', 'hosts'],
      variables: [jobVariable(jobs, 'Service'), instanceVariable(jobs, 'Instance')],
      interval: longInterval(stack, scraped),
      rows: [
        healthRow([
          down(jobs),
          eventLoop.latest,
          memory.collectingMost,
          memory.heapMost,
          resources.filesMost(jobs),
          youngest(jobs),
        ]),
        graphRow('event-loop', 'Event loop and processor: does it keep up?', [
          ...[eventLoop.lag, eventLoop.quantiles, eventLoop.processor(jobs)],
        ]),
        graphRow('memory', 'Heap and collector: is memory the reason?', [
          ...[memory.heap, memory.collecting, memory.resident(jobs)],
        ]),
        graphRow('resources', 'What the processes hold open', [resources.active, resources.files(jobs)]),
        closedRow('memory-details', 'Memory in detail', [
          ...[memory.heapForecast(jobs), memory.spaces, memory.external(jobs), memory.pauses],
        ]),
        closedRow('resource-details', 'What they hold open, in detail', [
          ...[resources.byType, resources.growth, resources.versions(jobs)],
        ]),
        ...(instrumented ? [closedRow('metrics', 'The metrics themselves: are they whole?', instrumentation)] : []),
      ],
    }),
  ];
}

function down(jobs: readonly string[]): StatPanel {
  return {
    kind: 'stat',
    key: 'instances-down',
    title: 'Instances down',
    shows: 'Instances of these services that do not answer Prometheus.',
    action: 'Look at the process and its log. A blocked event loop does not answer either.',
    min: 0,
    noValue: 'NO DATA: no target',
    queries: [{ expr: promql`sum(1 - ${scrape.up}{${processesOf(jobs)}})`, legend: 'down' }],
    guard: { alerts: ['InstanceDown'], fires: 'above', bound: 1 },
    mappings: noneIsGood,
  };
}

const youngest = (jobs: readonly string[]): StatPanel => ({
  kind: 'stat',
  key: 'youngest',
  title: 'Last start',
  shows: 'How long ago the process that was started last was started.',
  action: 'If nobody deployed, it crashed: its log says why, the container board whether memory ended it.',
  min: 0,
  noValue: 'NO DATA: no process',
  queries: [{ expr: promql`min(time() - ${nodejsMetrics.startTime}{${processesOf(jobs)}})`, legend: 'ago' }],
});
