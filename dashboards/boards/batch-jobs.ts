import { pushedJobs, pushgatewayMetrics } from '../../exporters/index.ts';
import type { Board, Stack } from '../../stacks/model/index.ts';
import { exporterInterval, exporterJobs, exportersOf } from '../overview/scope.ts';
import { declaredBoard } from '../parts/board.ts';
import { declared } from '../parts/declared.ts';
import { closedRow, graphRow, healthRow } from '../parts/panels.ts';
import { labelVariable } from '../parts/variables.ts';
import { declaredJobs } from './batch-jobs/declared.ts';
import * as gateway from './batch-jobs/gateway.ts';

/** Batch jobs that push to a Pushgateway: did they run, how long did they take, what lies around there? */
export function batchJobs(stack: Stack): Board[] {
  if (!declared['batch-jobs'].by(stack)) return [];
  const gateways = exportersOf(stack, pushgatewayMetrics);
  const { tiles, graphs } = declaredJobs(pushedJobs(stack), stack);
  return [
    declaredBoard(stack, 'batch-jobs', {
      question: 'Did the batch jobs run, and did they take longer than they should?',
      reading:
        'A batch job pushes at its end: a push that is overdue is a run that did not happen or did not end. What was pushed stays until somebody deletes it, however old it is.',
      next: ['test-runs', 'services', 'hosts'],
      from: '24h',
      variables: [labelVariable('job', 'Batch job', pushgatewayMetrics.pushTime)],
      interval: exporterInterval(stack, gateways),
      rows: [
        healthRow([
          ...[gateway.gatewayUp(exporterJobs(stack, gateways)), ...tiles],
          ...[gateway.pushesFailed, gateway.oldest, gateway.groups],
        ]),
        graphRow('runs', 'Runs: when, and how long', [...graphs, gateway.lastPush, gateway.groupTable]),
        closedRow('gateway', 'Pushgateway', [gateway.groupGrowth, gateway.answers, gateway.pushDuration]),
      ],
    }),
  ];
}
