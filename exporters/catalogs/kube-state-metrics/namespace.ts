import { open } from '@narthex/instrumentation';
import { kind, namespace as label, STATUS } from './objects.ts';

const space = kind({ namespace: label }, ['namespace'], 10);
const quota = kind({ namespace: label, resourcequota: open({ typically: 3 }) }, ['namespace', 'resourcequota'], 3);
const range = kind({ namespace: label, limitrange: open({ typically: 3 }) }, ['namespace', 'limitrange'], 3);

/** Namespaces. */
export const namespaceMetrics = {
  namespaceStatusPhase: space.flag('kube_namespace_status_phase', '1 for the phase that it is in.', {
    labels: { phase: ['Active', 'Terminating'] },
  }),
  namespaceStatusCondition: space.flag(
    'kube_namespace_status_condition',
    '1 for the status of each condition; only while it is deleted.',
    { labels: { condition: open({ typically: 1 }), status: STATUS } },
  ),
  namespaceCreated: space.time('kube_namespace_created', 'When it was created.'),
};

/** ResourceQuotas. */
export const resourceQuotaMetrics = {
  resourcequota: quota.number('kube_resourcequota', 'What is allowed of a resource and what is used.', {
    labels: { resource: open({ typically: 6 }), type: ['hard', 'used'] },
  }),
  resourcequotaCreated: quota.time('kube_resourcequota_created', 'When it was created.'),
};

/** LimitRanges. */
export const limitRangeMetrics = {
  limitrange: range.number('kube_limitrange', 'Limits of a resource for each pod, container or claim.', {
    labels: {
      resource: open({ typically: 2 }),
      type: ['Pod', 'Container', 'PersistentVolumeClaim'],
      constraint: ['min', 'max', 'default', 'defaultRequest', 'maxLimitRequestRatio'],
    },
  }),
  limitrangeCreated: range.time('kube_limitrange_created', 'When it was created.'),
};
