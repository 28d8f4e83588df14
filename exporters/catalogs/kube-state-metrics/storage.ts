import { open } from '@narthex/instrumentation';
import { kind, namespace, STATUS } from './objects.ts';

const volume = kind({ persistentvolume: open({ typically: 20 }) }, ['persistentvolume'], 20);
const claim = kind(
  { namespace, persistentvolumeclaim: open({ typically: 20 }) },
  ['namespace', 'persistentvolumeclaim'],
  20,
);
const storageClass = kind({ storageclass: open({ typically: 2 }) }, ['storageclass'], 2);
const attachment = kind({ volumeattachment: open({ typically: 20 }) }, ['volumeattachment'], 20);
const accessMode = {
  labels: { access_mode: ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'] },
  key: ['access_mode'],
} as const;
const given = open({ typically: 20, sometimes: true });

/** PersistentVolumes. */
export const volumeMetrics = {
  persistentvolumeInfo: volume.info(
    'kube_persistentvolume_info',
    'Where it lies; of the labels of the kinds of storage, one has its own.',
    {
      labels: {
        storageclass: given,
        reclaim_policy: open({ typically: 1, sometimes: true }),
        csi_driver: given,
        csi_volume_handle: given,
        gce_persistent_disk_name: given,
        host_path: given,
        host_path_type: given,
        ebs_volume_id: given,
        azure_disk_name: given,
        fc_wwids: given,
        fc_lun: given,
        fc_target_wwns: given,
        iscsi_target_portal: given,
        iscsi_iqn: given,
        iscsi_lun: given,
        iscsi_initiator_name: given,
        local_path: given,
        local_fs: given,
        nfs_server: given,
        nfs_path: given,
      },
    },
  ),
  persistentvolumeClaimRef: volume.info('kube_persistentvolume_claim_ref', 'The claim that it is bound to.', {
    labels: { claim_namespace: open({ typically: 10 }), name: open({ typically: 20 }) },
  }),
  persistentvolumeVolumeMode: volume.info(
    'kube_persistentvolume_volume_mode',
    'Whether it is a file system or a block device.',
    { labels: { volumemode: ['Filesystem', 'Block'] } },
  ),
  persistentvolumeAccessMode: volume.info(
    'kube_persistentvolume_access_mode',
    'By how many it may be mounted.',
    accessMode,
  ),
  persistentvolumeCapacityBytes: volume.number('kube_persistentvolume_capacity_bytes', 'Its size.', { unit: 'bytes' }),
  persistentvolumeStatusPhase: volume.flag('kube_persistentvolume_status_phase', '1 for the phase that it is in.', {
    labels: { phase: ['Pending', 'Available', 'Bound', 'Released', 'Failed'] },
  }),
  persistentvolumeCreated: volume.time('kube_persistentvolume_created', 'When it was created.'),
  persistentvolumeDeletionTimestamp: volume.time(
    'kube_persistentvolume_deletion_timestamp',
    'When its deletion was asked for.',
  ),
};

/** PersistentVolumeClaims. */
export const claimMetrics = {
  persistentvolumeclaimInfo: claim.info('kube_persistentvolumeclaim_info', 'The volume that it got.', {
    labels: {
      storageclass: open({ typically: 2, sometimes: true }),
      volumename: open({ typically: 20, sometimes: true }),
      volumemode: open({ typically: 1, sometimes: true }),
    },
  }),
  persistentvolumeclaimAccessMode: claim.info(
    'kube_persistentvolumeclaim_access_mode',
    'By how many it may be mounted.',
    accessMode,
  ),
  persistentvolumeclaimResourceRequestsStorageBytes: claim.number(
    'kube_persistentvolumeclaim_resource_requests_storage_bytes',
    'Room that it asks for.',
    { unit: 'bytes' },
  ),
  persistentvolumeclaimStatusPhase: claim.flag(
    'kube_persistentvolumeclaim_status_phase',
    '1 for the phase that it is in.',
    { labels: { phase: ['Lost', 'Bound', 'Pending'] } },
  ),
  persistentvolumeclaimStatusCondition: claim.flag(
    'kube_persistentvolumeclaim_status_condition',
    '1 for the status of each condition; most claims have none.',
    { labels: { type: open({ typically: 1 }), status: STATUS } },
  ),
  persistentvolumeclaimStatusConditionLastTransitionTimestampSeconds: claim.time(
    'kube_persistentvolumeclaim_status_condition_last_transition_timestamp_seconds',
    'When a condition last changed.',
    { labels: { condition: open({ typically: 1 }), status: STATUS }, key: ['condition'] },
  ),
  persistentvolumeclaimCreated: claim.time('kube_persistentvolumeclaim_created', 'When it was created.'),
  persistentvolumeclaimDeletionTimestamp: claim.time(
    'kube_persistentvolumeclaim_deletion_timestamp',
    'When its deletion was asked for.',
  ),
};

/** StorageClasses. */
export const storageClassMetrics = {
  storageclassInfo: storageClass.info('kube_storageclass_info', 'What provides its volumes.', {
    labels: {
      provisioner: open({ typically: 2 }),
      reclaim_policy: ['Retain', 'Delete', 'Recycle'],
      volume_binding_mode: ['Immediate', 'WaitForFirstConsumer'],
    },
  }),
  storageclassCreated: storageClass.time('kube_storageclass_created', 'When it was created.'),
};

/** VolumeAttachments. */
export const volumeAttachmentMetrics = {
  volumeattachmentInfo: attachment.info('kube_volumeattachment_info', 'What attaches it, and to which node.', {
    labels: { attacher: open({ typically: 1 }), node: open({ typically: 5 }) },
  }),
  volumeattachmentSpecSourcePersistentvolume: attachment.info(
    'kube_volumeattachment_spec_source_persistentvolume',
    'The volume that is attached.',
    { labels: { volumename: open({ typically: 20 }) } },
  ),
  volumeattachmentStatusAttached: attachment.flag('kube_volumeattachment_status_attached', 'Whether it is attached.'),
  volumeattachmentCreated: attachment.time('kube_volumeattachment_created', 'When it was created.'),
};
