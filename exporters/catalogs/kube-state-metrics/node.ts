import { open } from '@narthex/instrumentation';
import { kind, RESOURCE_UNIT, STATUS } from './objects.ts';

const node = kind({ node: open({ typically: 5 }) }, ['node'], 5);

/** Nodes. */
export const nodeObjectMetrics = {
  nodeInfo: node.info('kube_node_info', 'What a node is made of.', {
    labels: {
      kernel_version: open({ typically: 1 }),
      os_image: open({ typically: 1 }),
      container_runtime_version: open({ typically: 1 }),
      kubelet_version: open({ typically: 1 }),
      kubeproxy_version: open({ typically: 1, sometimes: true }),
      pod_cidr: open({ typically: 5, sometimes: true }),
      provider_id: open({ typically: 5, sometimes: true }),
      system_uuid: open({ typically: 5 }),
      internal_ip: open({ typically: 5, sometimes: true }),
    },
  }),
  nodeRole: node.info('kube_node_role', 'Its roles.', { labels: { role: open({ typically: 1 }) }, key: ['role'] }),
  nodeSpecTaint: node.info('kube_node_spec_taint', 'Its taints.', {
    labels: {
      key: open({ typically: 1 }),
      value: open({ typically: 1, sometimes: true }),
      effect: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'],
    },
    key: ['key', 'effect'],
  }),
  nodeStatusAddresses: node.info('kube_node_status_addresses', 'Its addresses.', {
    labels: { type: open({ typically: 2 }), address: open({ typically: 5 }) },
    key: ['type', 'address'],
  }),
  nodeSpecUnschedulable: node.flag('kube_node_spec_unschedulable', 'Whether it takes no new pods.'),
  nodeStatusCondition: node.flag(
    'kube_node_status_condition',
    '1 for the status of each condition, as Ready or MemoryPressure.',
    { labels: { condition: open({ typically: 5 }), status: STATUS } },
  ),
  nodeStatusCapacity: node.number('kube_node_status_capacity', 'What it has of a resource.', {
    labels: { resource: open({ typically: 6 }), unit: RESOURCE_UNIT },
    key: ['resource'],
  }),
  nodeStatusAllocatable: node.number('kube_node_status_allocatable', 'What it has of a resource for pods.', {
    labels: { resource: open({ typically: 6 }), unit: RESOURCE_UNIT },
    key: ['resource'],
  }),
  nodeCreated: node.time('kube_node_created', 'When it joined.'),
  nodeDeletionTimestamp: node.time('kube_node_deletion_timestamp', 'When its deletion was asked for.'),
  nodeVolumesInUseCount: node.number('kube_node_volumes_in_use_count', 'Volumes that its pods use.'),
  nodeVolumesAttachedCount: node.number('kube_node_volumes_attached_count', 'Volumes attached to it.'),
};
