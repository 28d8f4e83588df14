/** Metrics of a catalog that a program exposes only under circumstances that the test does not make, and which. */
export interface Absent {
  readonly names: RegExp;
  readonly because: string;
}

/** By the name of the catalog. A catalog that is not here is exposed to the last metric. */
export const absent: Readonly<Record<string, readonly Absent[]>> = {
  nodeMetrics: [
    { names: /^node_(cooling|dmi|edac|md|nvme|power_supply|rapl|thermal)_/, because: 'needs that hardware' },
    { names: /^node_bonding_/, because: 'needs a bond of interfaces' },
    { names: /^node_cpu_(core|package|scaling|online)/, because: 'needs a processor that shows it' },
    { names: /^node_xfs_/, because: 'needs a file system of the kind XFS' },
    { names: /^node_disk_(ata|device_mapper|filesystem)_/, because: 'needs udev and a disk of that kind' },
    { names: /^node_disk_(discard|flush)/, because: 'depends on the kernel' },
    { names: /^node_(memory|schedstat|sockstat|pressure)_/, because: 'depends on the kernel' },
    { names: /^node_(nf_conntrack|kernel_hung|udp_queues|entropy)_/, because: 'depends on the kernel' },
    { names: /^node_network_(carrier|dormant|speed|name_assign)/, because: 'depends on the kind of the interfaces' },
    { names: /^node_selinux_(config|current)_mode/, because: 'needs SELinux' },
    { names: /^node_time_clocksource/, because: 'depends on the kernel' },
    { names: /^node_os_support_end/, because: 'only some distributions say it' },
  ],
  postgresMetrics: [
    { names: /^pg_settings_/, because: 'each release of PostgreSQL has its own settings' },
    { names: /^pg_stat_replication_/, because: 'needs a standby that is connected' },
    { names: /^pg_stat_database_conflicts_confl_active_logicalslot$/, because: 'since PostgreSQL 16' },
    { names: /^pg_stat_bgwriter_(buffers_(backend|checkpoint)|checkpoint)/, because: 'until PostgreSQL 16' },
    { names: /^pg_replication_slot_slot_confirmed_flush_lsn$/, because: 'needs a standby that is connected' },
  ],
  redisMetrics: [
    {
      names: /^redis_(acl_access|evicted_scripts|expired_subkeys|db_keys_cached)/,
      because: 'since Redis 7.2 or later',
    },
    { names: /^redis_(instantaneous_)?eventloop_/, because: 'since Redis 7.2' },
    { names: /^redis_client_(output|query)_buffer_limit_disconnections/, because: 'since Redis 7.2 or later' },
    { names: /^redis_(pubsub_clients|watching_clients|total_(blocking|watched)_keys)/, because: 'since Redis 7.2' },
    { names: /^redis_(allocator_muzzy|mem_overhead_db_hashtable)/, because: 'since Redis 7.4' },
  ],
  blackboxMetrics: [
    { names: /^probe_icmp_reply/, because: 'needs the right to send pings' },
    { names: /^probe_(ssl|tls|http_last_modified)/, because: 'needs openssl for the certificate of an HTTPS server' },
  ],
};
