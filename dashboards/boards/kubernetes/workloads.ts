import { kubeStateMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import { noneIsGood, type StatPanel, type TablePanel, type TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { graph, number, objects } from './common.ts';

const {
  cronjobStatusLastSuccessfulTime,
  daemonsetStatusNumberUnavailable,
  deploymentStatusReplicasUnavailable,
  horizontalpodautoscalerSpecMaxReplicas,
  horizontalpodautoscalerStatusDesiredReplicas,
  jobFailed,
  nodeStatusAllocatable,
  nodeStatusCondition,
  persistentvolumeclaimStatusPhase,
  podContainerResourceRequests,
  statefulsetReplicas,
  statefulsetStatusReplicasReady,
} = kubeStateMetrics;

/** Deployments that lack pods. */
export const unavailable: StatPanel = {
  ...number,
  key: 'unavailable',
  title: 'Deployments that lack pods',
  shows: 'Deployments of which fewer pods are available than there should be. During a rollout that is as it should.',
  action: 'If it stays, the rows below say why its pods do not come up.',
  queries: [{ expr: promql`sum(${deploymentStatusReplicasUnavailable}{${objects}} > bool 0)`, legend: 'deployments' }],
  counts: 'warning',
  mappings: noneIsGood,
};

/** Nodes that take nothing. */
export const nodesNotReady: StatPanel = {
  ...number,
  key: 'nodes-not-ready',
  title: 'Nodes not ready',
  shows: 'Nodes whose kubelet does not say that they are ready.',
  action: 'After five minutes their pods are moved. Is the machine there, does its kubelet run?',
  queries: [{ expr: promql`sum(1 - ${nodeStatusCondition}{condition="Ready", status="true"})`, legend: 'nodes' }],
  counts: 'critical',
  mappings: noneIsGood,
};

/** Jobs that did not succeed. */
export const jobsFailed: StatPanel = {
  ...number,
  key: 'jobs-failed',
  title: 'Failed jobs',
  shows: 'Jobs that were given up after their last attempt. They stay until somebody deletes them.',
  action: '`kubectl logs job/NAME` has the last attempt. Delete it when it is understood.',
  noValue: 'NO JOB',
  mayBeEmpty: { lacking: 'a cluster without jobs has nothing to show' },
  queries: [{ expr: promql`sum(${jobFailed}{${objects}, condition="true"})`, legend: 'jobs' }],
  counts: 'warning',
  mappings: noneIsGood,
};

function missing(key: string, title: string, queries: TimeSeriesPanel['queries']): TimeSeriesPanel {
  return {
    ...graph,
    key,
    title: `${title}: pods missing`,
    shows: `Pods that are missing or not available by ${title.slice(0, -1)}, the ten that lack most.`,
    action: 'A step that goes away again is a rollout. One that stays: look at its pods in the row below.',
    unit: 'short',
    noValue: 'Nothing is missing.',
    mayBeEmpty: { lacking: `a cluster without ${title} has nothing to show` },
    queries,
  };
}

/** Deployments. */
export const deployments = missing('deployments', 'Deployments', [
  {
    expr: promql`topk(10, max by (namespace, deployment) (${deploymentStatusReplicasUnavailable}{${objects}}))`,
    legend: '{{deployment}} ({{namespace}})',
  },
]);

/** StatefulSets. */
export const statefulSets = missing('stateful-sets', 'StatefulSets', [
  {
    expr: promql`topk(10, max by (namespace, statefulset) (${statefulsetReplicas}{${objects}} - ${statefulsetStatusReplicasReady}{${objects}}))`,
    legend: '{{statefulset}} ({{namespace}})',
  },
]);

/** DaemonSets. */
export const daemonSets = missing('daemon-sets', 'DaemonSets', [
  {
    expr: promql`topk(10, max by (namespace, daemonset) (${daemonsetStatusNumberUnavailable}{${objects}}))`,
    legend: '{{daemonset}} ({{namespace}})',
  },
]);

function requested(resource: 'cpu' | 'memory', title: string): TimeSeriesPanel {
  return {
    ...graph,
    key: `${resource}-requested`,
    title: `${title} promised`,
    shows: `Share of what a node can give of it that its pods have asked for, the ten highest. All namespaces count.`,
    action: 'Near 100 % nothing more is placed there, however idle it is: ask for less, or add a node.',
    unit: 'percentunit',
    queries: [
      {
        expr: promql`topk(10, sum by (node) (${podContainerResourceRequests}{resource="${resource}"})
          / sum by (node) (${nodeStatusAllocatable}{resource="${resource}"}))`,
        legend: '{{node}}',
      },
    ],
  };
}

/** Processors that pods have asked for. */
export const cpuRequested = requested('cpu', 'Processors');
/** Memory that pods have asked for. */
export const memoryRequested = requested('memory', 'Memory');

/** Autoscalers at their end. */
export const autoscalers: TimeSeriesPanel = {
  ...graph,
  key: 'autoscalers',
  title: 'Autoscalers: share of their most',
  shows: 'Pods that each autoscaler wants against the most that it may have, the ten highest.',
  action: 'At 100 % for long it would need more: raise its maximum, or find out why so many are needed.',
  unit: 'percentunit',
  max: 1,
  noValue: 'There is no autoscaler.',
  mayBeEmpty: { lacking: 'a cluster without autoscalers has nothing to show' },
  queries: [
    {
      expr: promql`topk(10, max by (namespace, horizontalpodautoscaler) (${horizontalpodautoscalerStatusDesiredReplicas}{${objects}} / ${horizontalpodautoscalerSpecMaxReplicas}{${objects}}))`,
      legend: '{{horizontalpodautoscaler}} ({{namespace}})',
    },
  ],
};

/** When cron jobs last succeeded. */
export const cronJobs: TablePanel = {
  kind: 'table',
  key: 'cron-jobs',
  title: 'CronJobs: last success',
  shows: 'Time since each CronJob last succeeded, the twenty longest.',
  action: 'Compare with its schedule: one that is overdue did not run, or failed.',
  noValue: 'No CronJob has succeeded.',
  mayBeEmpty: 'a cluster without CronJobs has nothing to show',
  queries: [
    {
      expr: promql`topk(20, time() - max by (namespace, cronjob) (${cronjobStatusLastSuccessfulTime}{${objects}}))`,
      legend: '',
    },
  ],
  columns: [
    { field: 'namespace', title: 'Namespace', boardLink: { board: 'kubernetes', variable: 'namespace' } },
    { field: 'cronjob', title: 'CronJob' },
    { field: 'Value', title: 'Last success', unit: 's', width: 140 },
  ],
  sortBy: 'Last success',
  descending: true,
};

/** Claims of volumes that nobody serves. */
export const claims: TimeSeriesPanel = {
  ...graph,
  key: 'claims',
  title: 'Claims of volumes by phase',
  shows: 'Claims of volumes by phase: bound, waiting, lost.',
  action: '`Pending` that stays: no class of storage provides it. `Lost`: its volume is gone.',
  unit: 'short',
  stacked: true,
  noValue: 'Nobody claims a volume.',
  mayBeEmpty: { lacking: 'a cluster without claims of volumes has nothing to show' },
  queries: [{ expr: promql`sum by (phase) (${persistentvolumeclaimStatusPhase}{${objects}})`, legend: '{{phase}}' }],
};
