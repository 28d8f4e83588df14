import { counter, gauge } from '@narthex/instrumentation';

/** Memory, as `/proc/meminfo` and `/proc/vmstat` show it. Which fields there are depends on the kernel. */
export const nodeMemoryMetrics = {
  memoryActiveAnonBytes: gauge('node_memory_Active_anon_bytes', 'Memory information field Active_anon_bytes.', {
    unit: 'bytes',
  }),
  memoryActiveBytes: gauge('node_memory_Active_bytes', 'Memory information field Active_bytes.', { unit: 'bytes' }),
  memoryActiveFileBytes: gauge('node_memory_Active_file_bytes', 'Memory information field Active_file_bytes.', {
    unit: 'bytes',
  }),
  memoryAnonHugePagesBytes: gauge('node_memory_AnonHugePages_bytes', 'Memory information field AnonHugePages_bytes.', {
    unit: 'bytes',
  }),
  memoryAnonPagesBytes: gauge('node_memory_AnonPages_bytes', 'Memory information field AnonPages_bytes.', {
    unit: 'bytes',
  }),
  memoryBounceBytes: gauge('node_memory_Bounce_bytes', 'Memory information field Bounce_bytes.', { unit: 'bytes' }),
  memoryBuffersBytes: gauge('node_memory_Buffers_bytes', 'Memory information field Buffers_bytes.', { unit: 'bytes' }),
  memoryCachedBytes: gauge('node_memory_Cached_bytes', 'Memory information field Cached_bytes.', { unit: 'bytes' }),
  memoryCommitLimitBytes: gauge('node_memory_CommitLimit_bytes', 'Memory information field CommitLimit_bytes.', {
    unit: 'bytes',
  }),
  memoryCommittedASBytes: gauge('node_memory_Committed_AS_bytes', 'Memory information field Committed_AS_bytes.', {
    unit: 'bytes',
  }),
  memoryDirectMap1GBytes: gauge('node_memory_DirectMap1G_bytes', 'Memory information field DirectMap1G_bytes.', {
    unit: 'bytes',
  }),
  memoryDirectMap2MBytes: gauge('node_memory_DirectMap2M_bytes', 'Memory information field DirectMap2M_bytes.', {
    unit: 'bytes',
  }),
  memoryDirectMap4kBytes: gauge('node_memory_DirectMap4k_bytes', 'Memory information field DirectMap4k_bytes.', {
    unit: 'bytes',
  }),
  memoryDirtyBytes: gauge('node_memory_Dirty_bytes', 'Memory information field Dirty_bytes.', { unit: 'bytes' }),
  memoryHugePagesFree: gauge('node_memory_HugePages_Free', 'Memory information field HugePages_Free.'),
  memoryHugePagesRsvd: gauge('node_memory_HugePages_Rsvd', 'Memory information field HugePages_Rsvd.'),
  memoryHugePagesSurp: gauge('node_memory_HugePages_Surp', 'Memory information field HugePages_Surp.'),
  memoryHugePagesTotal: gauge('node_memory_HugePages_Total', 'Memory information field HugePages_Total.'),
  memoryHugepagesizeBytes: gauge('node_memory_Hugepagesize_bytes', 'Memory information field Hugepagesize_bytes.', {
    unit: 'bytes',
  }),
  memoryInactiveAnonBytes: gauge('node_memory_Inactive_anon_bytes', 'Memory information field Inactive_anon_bytes.', {
    unit: 'bytes',
  }),
  memoryInactiveBytes: gauge('node_memory_Inactive_bytes', 'Memory information field Inactive_bytes.', {
    unit: 'bytes',
  }),
  memoryInactiveFileBytes: gauge('node_memory_Inactive_file_bytes', 'Memory information field Inactive_file_bytes.', {
    unit: 'bytes',
  }),
  memoryKernelStackBytes: gauge('node_memory_KernelStack_bytes', 'Memory information field KernelStack_bytes.', {
    unit: 'bytes',
  }),
  memoryMappedBytes: gauge('node_memory_Mapped_bytes', 'Memory information field Mapped_bytes.', { unit: 'bytes' }),
  memoryAvailable: gauge('node_memory_MemAvailable_bytes', 'Memory information field MemAvailable_bytes.', {
    unit: 'bytes',
  }),
  memoryMemFreeBytes: gauge('node_memory_MemFree_bytes', 'Memory information field MemFree_bytes.', { unit: 'bytes' }),
  memoryTotal: gauge('node_memory_MemTotal_bytes', 'Memory information field MemTotal_bytes.', { unit: 'bytes' }),
  memoryMlockedBytes: gauge('node_memory_Mlocked_bytes', 'Memory information field Mlocked_bytes.', { unit: 'bytes' }),
  memoryNFSUnstableBytes: gauge('node_memory_NFS_Unstable_bytes', 'Memory information field NFS_Unstable_bytes.', {
    unit: 'bytes',
  }),
  memoryPageTablesBytes: gauge('node_memory_PageTables_bytes', 'Memory information field PageTables_bytes.', {
    unit: 'bytes',
  }),
  memoryPercpuBytes: gauge('node_memory_Percpu_bytes', 'Memory information field Percpu_bytes.', { unit: 'bytes' }),
  memorySReclaimableBytes: gauge('node_memory_SReclaimable_bytes', 'Memory information field SReclaimable_bytes.', {
    unit: 'bytes',
  }),
  memorySUnreclaimBytes: gauge('node_memory_SUnreclaim_bytes', 'Memory information field SUnreclaim_bytes.', {
    unit: 'bytes',
  }),
  memoryShmemHugePagesBytes: gauge(
    'node_memory_ShmemHugePages_bytes',
    'Memory information field ShmemHugePages_bytes.',
    { unit: 'bytes' },
  ),
  memoryShmemPmdMappedBytes: gauge(
    'node_memory_ShmemPmdMapped_bytes',
    'Memory information field ShmemPmdMapped_bytes.',
    { unit: 'bytes' },
  ),
  memoryShmemBytes: gauge('node_memory_Shmem_bytes', 'Memory information field Shmem_bytes.', { unit: 'bytes' }),
  memorySlabBytes: gauge('node_memory_Slab_bytes', 'Memory information field Slab_bytes.', { unit: 'bytes' }),
  memorySwapCachedBytes: gauge('node_memory_SwapCached_bytes', 'Memory information field SwapCached_bytes.', {
    unit: 'bytes',
  }),
  memorySwapFreeBytes: gauge('node_memory_SwapFree_bytes', 'Memory information field SwapFree_bytes.', {
    unit: 'bytes',
  }),
  memorySwapTotalBytes: gauge('node_memory_SwapTotal_bytes', 'Memory information field SwapTotal_bytes.', {
    unit: 'bytes',
  }),
  memoryUnevictableBytes: gauge('node_memory_Unevictable_bytes', 'Memory information field Unevictable_bytes.', {
    unit: 'bytes',
  }),
  memoryVmallocChunkBytes: gauge('node_memory_VmallocChunk_bytes', 'Memory information field VmallocChunk_bytes.', {
    unit: 'bytes',
  }),
  memoryVmallocTotalBytes: gauge('node_memory_VmallocTotal_bytes', 'Memory information field VmallocTotal_bytes.', {
    unit: 'bytes',
  }),
  memoryVmallocUsedBytes: gauge('node_memory_VmallocUsed_bytes', 'Memory information field VmallocUsed_bytes.', {
    unit: 'bytes',
  }),
  memoryWritebackTmpBytes: gauge('node_memory_WritebackTmp_bytes', 'Memory information field WritebackTmp_bytes.', {
    unit: 'bytes',
  }),
  memoryWritebackBytes: gauge('node_memory_Writeback_bytes', 'Memory information field Writeback_bytes.', {
    unit: 'bytes',
  }),
  memoryZswapBytes: gauge('node_memory_Zswap_bytes', 'Memory information field Zswap_bytes.', { unit: 'bytes' }),
  memoryZswappedBytes: gauge('node_memory_Zswapped_bytes', 'Memory information field Zswapped_bytes.', {
    unit: 'bytes',
  }),
  vmstatOomKill: counter('node_vmstat_oom_kill', '/proc/vmstat information field oom_kill.'),
  vmstatPgfault: counter('node_vmstat_pgfault', '/proc/vmstat information field pgfault.'),
  vmstatPgmajfault: counter('node_vmstat_pgmajfault', '/proc/vmstat information field pgmajfault.'),
  vmstatPgpgin: counter('node_vmstat_pgpgin', '/proc/vmstat information field pgpgin.'),
  vmstatPgpgout: counter('node_vmstat_pgpgout', '/proc/vmstat information field pgpgout.'),
  vmstatPswpin: counter('node_vmstat_pswpin', '/proc/vmstat information field pswpin.'),
  vmstatPswpout: counter('node_vmstat_pswpout', '/proc/vmstat information field pswpout.'),
  memoryHardwareCorruptedBytes: gauge(
    'node_memory_HardwareCorrupted_bytes',
    'Memory information field HardwareCorrupted_bytes.',
    { unit: 'bytes' },
  ),
  memoryCmaTotalBytes: gauge('node_memory_CmaTotal_bytes', 'Memory information field CmaTotal_bytes.', {
    unit: 'bytes',
  }),
  memoryCmaFreeBytes: gauge('node_memory_CmaFree_bytes', 'Memory information field CmaFree_bytes.', { unit: 'bytes' }),
};
