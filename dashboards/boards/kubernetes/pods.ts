import { kubeStateMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import { noneIsGood, type StatPanel, type TablePanel, type TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { graph, number, objects } from './common.ts';

const {
  podContainerStatusLastTerminatedReason,
  podContainerStatusRestartsTotal,
  podContainerStatusWaitingReason,
  podStatusPhase,
  podStatusReady,
  podStatusUnschedulable,
} = kubeStateMetrics;

/** Pods that should answer and do not. */
export const notReady: StatPanel = {
  ...number,
  key: 'pods-not-ready',
  title: 'Pods not ready',
  shows: 'Pods that run and are not ready: their services send them nothing.',
  action: 'Their readiness probe fails: `kubectl describe pod` has its answer.',
  queries: [
    {
      expr: promql`sum(${podStatusReady}{${objects}, condition="false"} and on (namespace, pod) ${podStatusPhase}{${objects}, phase="Running"} == 1) or 0 * count(${podStatusReady}{${objects}})`,
      legend: 'not ready',
    },
  ],
  counts: 'warning',
  mappings: noneIsGood,
};

/** Containers that end soon after their start. */
export const crashing: StatPanel = {
  ...number,
  key: 'crashing',
  title: 'Crashing containers',
  shows: 'Containers that the kubelet holds back because they ended soon after each start.',
  action: '`kubectl logs --previous` has their last words.',
  queries: [
    {
      expr: promql`sum(${podContainerStatusWaitingReason}{${objects}, reason="CrashLoopBackOff"}) or 0 * count(${podStatusPhase}{${objects}})`,
      legend: 'crashing',
    },
  ],
  counts: 'critical',
  mappings: noneIsGood,
};

/** Pods that no node takes. */
export const unplaced: StatPanel = {
  ...number,
  key: 'unplaced',
  title: 'Pods without a node',
  shows: 'Pods for which no node has room, or that no node may take.',
  action: '`kubectl describe pod` says what is short: processors, memory, a volume, a label.',
  queries: [
    {
      expr: promql`sum(${podStatusUnschedulable}{${objects}}) or 0 * count(${podStatusPhase}{${objects}})`,
      legend: 'without',
    },
  ],
  counts: 'warning',
  mappings: noneIsGood,
};

/** How many pods are in which phase. */
export const phases: TimeSeriesPanel = {
  ...graph,
  key: 'phases',
  title: 'Pods by phase',
  shows: 'Pods by phase: running, waiting to start, ended well or not.',
  action: '`Pending` that stays: no room, no image, no volume. `Failed` that grows: a job that fails again and again.',
  unit: 'short',
  stacked: true,
  queries: [{ expr: promql`sum by (phase) (${podStatusPhase}{${objects}})`, legend: '{{phase}}' }],
};

/** Why containers wait. */
export const waiting: TimeSeriesPanel = {
  ...graph,
  key: 'waiting',
  title: 'Containers that wait, and why',
  shows: 'Containers that do not run yet or not any more, by reason.',
  action:
    '`ImagePullBackOff`: name, tag or password of the image. `CreateContainerConfigError`: a secret that is missing.',
  unit: 'short',
  noValue: 'No container waits.',
  mayBeEmpty: 'no container waits',
  queries: [
    {
      expr: promql`sum by (namespace, reason) (${podContainerStatusWaitingReason}{${objects}})`,
      legend: '{{reason}} ({{namespace}})',
    },
  ],
};

/** Restarts. */
export const restarts: TimeSeriesPanel = {
  ...graph,
  key: 'restarts',
  title: 'Restarts of containers',
  shows: 'Restarts in the last hour by pod, the ten with most.',
  action: 'Why it ended stands beside: out of memory, or an error of its own.',
  noValue: 'Nothing was restarted.',
  mayBeEmpty: 'nothing was restarted',
  queries: [
    {
      expr: promql`topk(10, sum by (namespace, pod) (increase(${podContainerStatusRestartsTotal}{${objects}}[1h])) > 0)`,
      legend: '{{pod}} ({{namespace}})',
    },
  ],
};

/** Why containers ended the last time. */
export const ended: TablePanel = {
  kind: 'table',
  key: 'ended',
  title: 'Why containers ended the last time',
  shows: 'Containers that were restarted, by the reason for which they ended, the twenty most frequent.',
  action: '`OOMKilled`: its memory limit. `Error`: its log. `Completed`: it should not end, or be a job.',
  unit: 'none',
  noValue: 'No container has ended.',
  mayBeEmpty: 'no container has ended yet',
  queries: [
    {
      expr: promql`topk(20, sum by (namespace, container, reason) (${podContainerStatusLastTerminatedReason}{${objects}}))`,
      legend: '',
    },
  ],
  columns: [
    { field: 'namespace', title: 'Namespace', boardLink: { board: 'kubernetes', variable: 'namespace' } },
    { field: 'container', title: 'Container' },
    { field: 'reason', title: 'Reason', width: 160 },
    { field: 'Value', title: 'Pods', width: 90 },
  ],
  sortBy: 'Pods',
  descending: true,
};
