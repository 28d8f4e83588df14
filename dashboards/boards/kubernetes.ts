import { kubeStateMetrics } from '../../exporters/index.ts';
import type { Board, Stack } from '../../stacks/model/index.ts';
import { exporterInterval, exportersOf, longInterval } from '../overview/scope.ts';
import { declaredBoard } from '../parts/board.ts';
import { declared, serviceJobsWith } from '../parts/declared.ts';
import { closedRow, graphRow, healthRow } from '../parts/panels.ts';
import { labelVariable } from '../parts/variables.ts';
import * as pods from './kubernetes/pods.ts';
import * as workloads from './kubernetes/workloads.ts';

/** The workloads of a cluster, as kube-state-metrics tells of them; none where nobody exposes that. */
export function kubernetes(stack: Stack): Board[] {
  if (!declared.kubernetes.by(stack)) return [];
  return [
    declaredBoard(stack, 'kubernetes', {
      question: 'Does the cluster run what it was told to, and if not, which workload, and why?',
      reading:
        'First what is missing, then why: a pod that cannot be placed, an image that cannot be had, a container that crashes. A rollout that does not end is mostly one of these.',
      next: ['containers', 'hosts', 'services'],
      variables: [labelVariable('namespace', 'Namespace', kubeStateMetrics.podStatusPhase)],
      interval:
        exporterInterval(stack, exportersOf(stack, kubeStateMetrics)) ??
        longInterval(stack, serviceJobsWith(stack, kubeStateMetrics.podStatusPhase)),
      rows: [
        healthRow([
          ...[workloads.unavailable, pods.notReady, pods.crashing],
          ...[pods.unplaced, workloads.nodesNotReady, workloads.jobsFailed],
        ]),
        graphRow('workloads', 'Workloads: what is missing', [
          ...[workloads.deployments, workloads.statefulSets, workloads.daemonSets],
        ]),
        graphRow('pods', 'Pods: in which phase, and why they wait', [
          ...[pods.phases, pods.waiting, pods.restarts, pods.ended],
        ]),
        closedRow('capacity', 'Nodes: what is promised of them', [
          ...[workloads.cpuRequested, workloads.memoryRequested, workloads.autoscalers],
        ]),
        closedRow('jobs', 'Jobs and volumes', [workloads.cronJobs, workloads.claims]),
      ],
    }),
  ];
}
