import { counter, open } from '@narthex/instrumentation';

const labels = { device: open({ typically: 2 }) };

/** What the kernel counts of file systems of the kind XFS. */
export const nodeXfsMetrics = {
  xfsExtentAllocationExtentsAllocated: counter(
    'node_xfs_extent_allocation_extents_allocated_total',
    'XFS: extent allocation, extents allocated.',
    { labels },
  ),
  xfsExtentAllocationBlocksAllocated: counter(
    'node_xfs_extent_allocation_blocks_allocated_total',
    'XFS: extent allocation, blocks allocated.',
    { labels },
  ),
  xfsExtentAllocationExtentsFreed: counter(
    'node_xfs_extent_allocation_extents_freed_total',
    'XFS: extent allocation, extents freed.',
    { labels },
  ),
  xfsExtentAllocationBlocksFreed: counter(
    'node_xfs_extent_allocation_blocks_freed_total',
    'XFS: extent allocation, blocks freed.',
    { labels },
  ),
  xfsAllocationBtreeLookups: counter('node_xfs_allocation_btree_lookups_total', 'XFS: allocation btree, lookups.', {
    labels,
  }),
  xfsAllocationBtreeCompares: counter('node_xfs_allocation_btree_compares_total', 'XFS: allocation btree, compares.', {
    labels,
  }),
  xfsAllocationBtreeRecordsInserted: counter(
    'node_xfs_allocation_btree_records_inserted_total',
    'XFS: allocation btree, records inserted.',
    { labels },
  ),
  xfsAllocationBtreeRecordsDeleted: counter(
    'node_xfs_allocation_btree_records_deleted_total',
    'XFS: allocation btree, records deleted.',
    { labels },
  ),
  xfsBlockMappingReads: counter('node_xfs_block_mapping_reads_total', 'XFS: block mapping, reads.', { labels }),
  xfsBlockMappingWrites: counter('node_xfs_block_mapping_writes_total', 'XFS: block mapping, writes.', { labels }),
  xfsBlockMappingUnmaps: counter('node_xfs_block_mapping_unmaps_total', 'XFS: block mapping, unmaps.', { labels }),
  xfsBlockMappingExtentListInsertions: counter(
    'node_xfs_block_mapping_extent_list_insertions_total',
    'XFS: block mapping, extent list insertions.',
    { labels },
  ),
  xfsBlockMappingExtentListDeletions: counter(
    'node_xfs_block_mapping_extent_list_deletions_total',
    'XFS: block mapping, extent list deletions.',
    { labels },
  ),
  xfsBlockMappingExtentListLookups: counter(
    'node_xfs_block_mapping_extent_list_lookups_total',
    'XFS: block mapping, extent list lookups.',
    { labels },
  ),
  xfsBlockMappingExtentListCompares: counter(
    'node_xfs_block_mapping_extent_list_compares_total',
    'XFS: block mapping, extent list compares.',
    { labels },
  ),
  xfsBlockMapBtreeLookups: counter('node_xfs_block_map_btree_lookups_total', 'XFS: block map btree, lookups.', {
    labels,
  }),
  xfsBlockMapBtreeCompares: counter('node_xfs_block_map_btree_compares_total', 'XFS: block map btree, compares.', {
    labels,
  }),
  xfsBlockMapBtreeRecordsInserted: counter(
    'node_xfs_block_map_btree_records_inserted_total',
    'XFS: block map btree, records inserted.',
    { labels },
  ),
  xfsBlockMapBtreeRecordsDeleted: counter(
    'node_xfs_block_map_btree_records_deleted_total',
    'XFS: block map btree, records deleted.',
    { labels },
  ),
  xfsDirectoryOperationLookup: counter(
    'node_xfs_directory_operation_lookup_total',
    'XFS: directory operation, lookup.',
    { labels },
  ),
  xfsDirectoryOperationCreate: counter(
    'node_xfs_directory_operation_create_total',
    'XFS: directory operation, create.',
    { labels },
  ),
  xfsDirectoryOperationRemove: counter(
    'node_xfs_directory_operation_remove_total',
    'XFS: directory operation, remove.',
    { labels },
  ),
  xfsDirectoryOperationGetdents: counter(
    'node_xfs_directory_operation_getdents_total',
    'XFS: directory operation, getdents.',
    { labels },
  ),
  xfsInodeOperationAttempts: counter('node_xfs_inode_operation_attempts_total', 'XFS: inode operation, attempts.', {
    labels,
  }),
  xfsInodeOperationFound: counter('node_xfs_inode_operation_found_total', 'XFS: inode operation, found.', { labels }),
  xfsInodeOperationRecycled: counter('node_xfs_inode_operation_recycled_total', 'XFS: inode operation, recycled.', {
    labels,
  }),
  xfsInodeOperationMissed: counter('node_xfs_inode_operation_missed_total', 'XFS: inode operation, missed.', {
    labels,
  }),
  xfsInodeOperationDuplicates: counter(
    'node_xfs_inode_operation_duplicates_total',
    'XFS: inode operation, duplicates.',
    { labels },
  ),
  xfsInodeOperationReclaims: counter('node_xfs_inode_operation_reclaims_total', 'XFS: inode operation, reclaims.', {
    labels,
  }),
  xfsInodeOperationAttributeChanges: counter(
    'node_xfs_inode_operation_attribute_changes_total',
    'XFS: inode operation, attribute changes.',
    { labels },
  ),
  xfsReadCalls: counter('node_xfs_read_calls_total', 'XFS: read, calls.', { labels }),
  xfsWriteCalls: counter('node_xfs_write_calls_total', 'XFS: write, calls.', { labels }),
  xfsVnodeActive: counter('node_xfs_vnode_active_total', 'XFS: vnode, active.', { labels }),
  xfsVnodeAllocate: counter('node_xfs_vnode_allocate_total', 'XFS: vnode, allocate.', { labels }),
  xfsVnodeGet: counter('node_xfs_vnode_get_total', 'XFS: vnode, get.', { labels }),
  xfsVnodeHold: counter('node_xfs_vnode_hold_total', 'XFS: vnode, hold.', { labels }),
  xfsVnodeRelease: counter('node_xfs_vnode_release_total', 'XFS: vnode, release.', { labels }),
  xfsVnodeReclaim: counter('node_xfs_vnode_reclaim_total', 'XFS: vnode, reclaim.', { labels }),
  xfsVnodeRemove: counter('node_xfs_vnode_remove_total', 'XFS: vnode, remove.', { labels }),
};
