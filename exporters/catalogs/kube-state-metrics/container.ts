import { open } from '@narthex/instrumentation';
import { kind, namespace, RESOURCE_UNIT } from './objects.ts';

const labels = {
  namespace,
  pod: open({ typically: 100 }),
  uid: open({ typically: 100 }),
  container: open({ typically: 50 }),
};
const container = kind(labels, ['namespace', 'pod', 'container'], 150);
const initContainer = kind(labels, ['namespace', 'pod', 'container'], 20);

/** Containers of pods. */
export const containerMetrics = {
  podContainerInfo: container.info('kube_pod_container_info', 'Image of a container.', {
    labels: {
      image: open({ typically: 40 }),
      image_id: open({ typically: 40, sometimes: true }),
      image_spec: open({ typically: 40 }),
      container_id: open({ typically: 150, sometimes: true }),
    },
  }),
  podContainerStatusWaiting: container.flag('kube_pod_container_status_waiting', 'Whether a container waits to start.'),
  podContainerStatusWaitingReason: container.flag(
    'kube_pod_container_status_waiting_reason',
    'Why a container waits, as CrashLoopBackOff; only while it does.',
    { labels: { reason: open({ typically: 1 }) } },
  ),
  podContainerStatusRunning: container.flag('kube_pod_container_status_running', 'Whether a container runs.'),
  podContainerStatusTerminated: container.flag(
    'kube_pod_container_status_terminated',
    'Whether a container has ended.',
  ),
  podContainerStatusTerminatedReason: container.flag(
    'kube_pod_container_status_terminated_reason',
    'Why a container has ended, as OOMKilled; only once it has.',
    { labels: { reason: open({ typically: 1 }) } },
  ),
  podContainerStatusLastTerminatedReason: container.flag(
    'kube_pod_container_status_last_terminated_reason',
    'Why a container ended the last time.',
    { labels: { reason: open({ typically: 1 }) } },
  ),
  podContainerStateStarted: container.time('kube_pod_container_state_started', 'When a container started.'),
  podContainerStatusLastTerminatedExitcode: container.number(
    'kube_pod_container_status_last_terminated_exitcode',
    'With what a container ended the last time.',
  ),
  podContainerStatusLastTerminatedTimestamp: container.time(
    'kube_pod_container_status_last_terminated_timestamp',
    'When a container ended the last time.',
  ),
  podContainerStatusReady: container.flag('kube_pod_container_status_ready', 'Whether a container is ready.'),
  podContainerStatusRestartsTotal: container.counter(
    'kube_pod_container_status_restarts_total',
    'Times that a container was started again.',
  ),
  podContainerResourceRequests: container.number(
    'kube_pod_container_resource_requests',
    'What a container asks for of a resource.',
    {
      labels: { resource: open({ typically: 2 }), unit: RESOURCE_UNIT, node: open({ typically: 5, sometimes: true }) },
      key: ['resource'],
    },
  ),
  podContainerResourceLimits: container.number(
    'kube_pod_container_resource_limits',
    'What a container may have of a resource.',
    {
      labels: { resource: open({ typically: 2 }), unit: RESOURCE_UNIT, node: open({ typically: 5, sometimes: true }) },
      key: ['resource'],
    },
  ),
};

/** Init containers of pods. */
export const initContainerMetrics = {
  podInitContainerInfo: initContainer.info('kube_pod_init_container_info', 'Image of an init container.', {
    labels: {
      image: open({ typically: 40 }),
      image_id: open({ typically: 40, sometimes: true }),
      image_spec: open({ typically: 40 }),
      container_id: open({ typically: 150, sometimes: true }),
      restart_policy: open({ typically: 1, sometimes: true }),
    },
  }),
  podInitContainerStatusWaiting: initContainer.flag(
    'kube_pod_init_container_status_waiting',
    'Whether an init container waits to start.',
  ),
  podInitContainerStatusWaitingReason: initContainer.flag(
    'kube_pod_init_container_status_waiting_reason',
    'Why an init container waits, as CrashLoopBackOff; only while it does.',
    { labels: { reason: open({ typically: 1 }) } },
  ),
  podInitContainerStatusRunning: initContainer.flag(
    'kube_pod_init_container_status_running',
    'Whether an init container runs.',
  ),
  podInitContainerStatusTerminated: initContainer.flag(
    'kube_pod_init_container_status_terminated',
    'Whether an init container has ended.',
  ),
  podInitContainerStatusTerminatedReason: initContainer.flag(
    'kube_pod_init_container_status_terminated_reason',
    'Why an init container has ended, as OOMKilled; only once it has.',
    { labels: { reason: open({ typically: 1 }) } },
  ),
  podInitContainerStatusLastTerminatedReason: initContainer.flag(
    'kube_pod_init_container_status_last_terminated_reason',
    'Why an init container ended the last time.',
    { labels: { reason: open({ typically: 1 }) } },
  ),
  podInitContainerStatusReady: initContainer.flag(
    'kube_pod_init_container_status_ready',
    'Whether an init container is ready.',
  ),
  podInitContainerStatusRestartsTotal: initContainer.counter(
    'kube_pod_init_container_status_restarts_total',
    'Times that an init container was started again.',
  ),
  podInitContainerResourceRequests: initContainer.number(
    'kube_pod_init_container_resource_requests',
    'What an init container asks for of a resource.',
    {
      labels: { resource: open({ typically: 2 }), unit: RESOURCE_UNIT, node: open({ typically: 5, sometimes: true }) },
      key: ['resource'],
    },
  ),
  podInitContainerResourceLimits: initContainer.number(
    'kube_pod_init_container_resource_limits',
    'What an init container may have of a resource.',
    {
      labels: { resource: open({ typically: 2 }), unit: RESOURCE_UNIT, node: open({ typically: 5, sometimes: true }) },
      key: ['resource'],
    },
  ),
};
