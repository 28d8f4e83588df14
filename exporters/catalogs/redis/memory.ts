import { gauge } from '@narthex/instrumentation';

/** Memory of a Redis server. */
export const redisMemoryMetrics = {
  allocatorActiveBytes: gauge(
    'redis_allocator_active_bytes',
    'The field allocator_active_bytes that the server reports.',
    { unit: 'bytes' },
  ),
  allocatorAllocatedBytes: gauge(
    'redis_allocator_allocated_bytes',
    'The field allocator_allocated_bytes that the server reports.',
    { unit: 'bytes' },
  ),
  allocatorFragBytes: gauge('redis_allocator_frag_bytes', 'The field allocator_frag_bytes that the server reports.', {
    unit: 'bytes',
  }),
  allocatorFragRatio: gauge('redis_allocator_frag_ratio', 'The field allocator_frag_ratio that the server reports.'),
  allocatorMuzzyBytes: gauge('redis_allocator_muzzy_bytes', 'Memory that the allocator has given back lazily.', {
    unit: 'bytes',
  }),
  allocatorResidentBytes: gauge(
    'redis_allocator_resident_bytes',
    'The field allocator_resident_bytes that the server reports.',
    { unit: 'bytes' },
  ),
  allocatorRssBytes: gauge('redis_allocator_rss_bytes', 'The field allocator_rss_bytes that the server reports.', {
    unit: 'bytes',
  }),
  allocatorRssRatio: gauge('redis_allocator_rss_ratio', 'The field allocator_rss_ratio that the server reports.'),
  memAofBufferBytes: gauge('redis_mem_aof_buffer_bytes', 'The field mem_aof_buffer_bytes that the server reports.', {
    unit: 'bytes',
  }),
  memClientsNormal: gauge('redis_mem_clients_normal', 'The field mem_clients_normal that the server reports.', {
    unit: 'bytes',
  }),
  memClientsSlaves: gauge('redis_mem_clients_slaves', 'The field mem_clients_slaves that the server reports.', {
    unit: 'bytes',
  }),
  memClusterLinksBytes: gauge(
    'redis_mem_cluster_links_bytes',
    'The field mem_cluster_links_bytes that the server reports.',
    { unit: 'bytes' },
  ),
  memFragmentationBytes: gauge(
    'redis_mem_fragmentation_bytes',
    'The field mem_fragmentation_bytes that the server reports.',
    { unit: 'bytes' },
  ),
  memFragmentationRatio: gauge(
    'redis_mem_fragmentation_ratio',
    'The field mem_fragmentation_ratio that the server reports.',
  ),
  memNotCountedForEvictionBytes: gauge(
    'redis_mem_not_counted_for_eviction_bytes',
    'The field mem_not_counted_for_eviction_bytes that the server reports.',
    { unit: 'bytes' },
  ),
  memOverheadDbHashtableRehashingBytes: gauge(
    'redis_mem_overhead_db_hashtable_rehashing_bytes',
    'Memory that growing tables of keys take besides.',
    { unit: 'bytes' },
  ),
  memReplicationBacklogBytes: gauge(
    'redis_mem_replication_backlog_bytes',
    'The field mem_replication_backlog_bytes that the server reports.',
    { unit: 'bytes' },
  ),
  memTotalReplicationBuffersBytes: gauge(
    'redis_mem_total_replication_buffers_bytes',
    'The field mem_total_replication_buffers_bytes that the server reports.',
    { unit: 'bytes' },
  ),
  memoryMaxBytes: gauge('redis_memory_max_bytes', 'The field memory_max_bytes that the server reports.', {
    unit: 'bytes',
  }),
  memoryUsed: gauge('redis_memory_used_bytes', 'The field memory_used_bytes that the server reports.', {
    unit: 'bytes',
  }),
  memoryUsedDatasetBytes: gauge(
    'redis_memory_used_dataset_bytes',
    'The field memory_used_dataset_bytes that the server reports.',
    { unit: 'bytes' },
  ),
  memoryUsedFunctionsBytes: gauge(
    'redis_memory_used_functions_bytes',
    'The field memory_used_functions_bytes that the server reports.',
    { unit: 'bytes' },
  ),
  memoryUsedLuaBytes: gauge('redis_memory_used_lua_bytes', 'The field memory_used_lua_bytes that the server reports.', {
    unit: 'bytes',
  }),
  memoryUsedOverheadBytes: gauge(
    'redis_memory_used_overhead_bytes',
    'The field memory_used_overhead_bytes that the server reports.',
    { unit: 'bytes' },
  ),
  memoryUsedPeakBytes: gauge(
    'redis_memory_used_peak_bytes',
    'The field memory_used_peak_bytes that the server reports.',
    { unit: 'bytes' },
  ),
  memoryUsedRssBytes: gauge('redis_memory_used_rss_bytes', 'The field memory_used_rss_bytes that the server reports.', {
    unit: 'bytes',
  }),
  memoryUsedScriptsBytes: gauge(
    'redis_memory_used_scripts_bytes',
    'The field memory_used_scripts_bytes that the server reports.',
    { unit: 'bytes' },
  ),
  memoryUsedScriptsEvalBytes: gauge(
    'redis_memory_used_scripts_eval_bytes',
    'The field memory_used_scripts_eval_bytes that the server reports.',
    { unit: 'bytes' },
  ),
  memoryUsedStartupBytes: gauge(
    'redis_memory_used_startup_bytes',
    'The field memory_used_startup_bytes that the server reports.',
    { unit: 'bytes' },
  ),
  memoryUsedVmEvalBytes: gauge(
    'redis_memory_used_vm_eval_bytes',
    'The field memory_used_vm_eval_bytes that the server reports.',
    { unit: 'bytes' },
  ),
  memoryUsedVmFunctionsBytes: gauge(
    'redis_memory_used_vm_functions_bytes',
    'The field memory_used_vm_functions_bytes that the server reports.',
    { unit: 'bytes' },
  ),
  memoryUsedVm: gauge('redis_memory_used_vm_total', 'The field memory_used_vm_total that the server reports.', {
    unit: 'bytes',
  }),
};
