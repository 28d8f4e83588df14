import { counter, gauge, open, summary } from '@narthex/instrumentation';

/** A Redis server as a whole, and how the exporter fares with it. */
export const redisServerMetrics = {
  clusterConnections: gauge('redis_cluster_connections', 'The field cluster_connections that the server reports.'),
  clusterEnabled: gauge('redis_cluster_enabled', 'The field cluster_enabled that the server reports.', {
    range: [0, 1],
  }),
  configClientOutputBufferLimitBytes: gauge(
    'redis_config_client_output_buffer_limit_bytes',
    'The configured buffer limits per class.',
    { unit: 'bytes', labels: { class: ['normal', 'pubsub', 'slave'], limit: ['hard', 'soft'] }, series: 6 },
  ),
  configClientOutputBufferLimitOvercomeSeconds: gauge(
    'redis_config_client_output_buffer_limit_overcome_seconds',
    'How long for buffer limits per class to be exceeded before replicas are dropped.',
    { unit: 'seconds', labels: { class: ['normal', 'pubsub', 'slave'], limit: ['soft'] } },
  ),
  configIoThreads: gauge('redis_config_io_threads', 'The field config_io_threads that the server reports.'),
  configMaxclients: gauge('redis_config_maxclients', 'The field config_maxclients that the server reports.'),
  configMaxmemory: gauge('redis_config_maxmemory', 'The field config_maxmemory that the server reports.', {
    unit: 'bytes',
  }),
  configReplBacklogSize: gauge(
    'redis_config_repl_backlog_size',
    'The field config_repl_backlog_size that the server reports.',
    { unit: 'bytes' },
  ),
  configuredHz: gauge('redis_configured_hz', 'The field configured_hz that the server reports.'),
  cpuSysChildrenSeconds: counter(
    'redis_cpu_sys_children_seconds_total',
    'The field cpu_sys_children_seconds_total that the server reports.',
    { unit: 'seconds' },
  ),
  cpuSysMainThreadSeconds: counter(
    'redis_cpu_sys_main_thread_seconds_total',
    'The field cpu_sys_main_thread_seconds_total that the server reports.',
    { unit: 'seconds' },
  ),
  cpuSysSeconds: counter('redis_cpu_sys_seconds_total', 'The field cpu_sys_seconds_total that the server reports.', {
    unit: 'seconds',
  }),
  cpuUserChildrenSeconds: counter(
    'redis_cpu_user_children_seconds_total',
    'The field cpu_user_children_seconds_total that the server reports.',
    { unit: 'seconds' },
  ),
  cpuUserMainThreadSeconds: counter(
    'redis_cpu_user_main_thread_seconds_total',
    'The field cpu_user_main_thread_seconds_total that the server reports.',
    { unit: 'seconds' },
  ),
  cpuUserSeconds: counter('redis_cpu_user_seconds_total', 'The field cpu_user_seconds_total that the server reports.', {
    unit: 'seconds',
  }),
  eventloopCycles: counter('redis_eventloop_cycles_total', 'Turns of the main loop.'),
  eventloopDurationSumUsec: counter(
    'redis_eventloop_duration_sum_usec_total',
    'Time in the main loop, in microseconds.',
  ),
  eventloopDurationCmdSumUsec: counter(
    'redis_eventloop_duration_cmd_sum_usec_total',
    'Time in commands, in microseconds.',
  ),
  instantaneousEventloopCyclesPerSec: gauge(
    'redis_instantaneous_eventloop_cycles_per_sec',
    'Turns of the main loop per second.',
  ),
  instantaneousEventloopDurationUsec: gauge(
    'redis_instantaneous_eventloop_duration_usec',
    'Time of one turn of the main loop, in microseconds.',
  ),
  exporterBuildInfo: gauge('redis_exporter_build_info', 'The running version, as labels.', {
    labels: {
      build_date: open({ typically: 1 }),
      commit_sha: open({ typically: 1 }),
      golang_version: open({ typically: 1 }),
      version: open({ typically: 1 }),
    },
    key: [],
    info: true,
  }),
  exporterLastScrapeConnectTimeSeconds: gauge(
    'redis_exporter_last_scrape_connect_time_seconds',
    'The field exporter_last_scrape_connect_time_seconds that the server reports.',
    { unit: 'seconds' },
  ),
  exporterLastScrapeDurationSeconds: gauge(
    'redis_exporter_last_scrape_duration_seconds',
    'The field exporter_last_scrape_duration_seconds that the server reports.',
    { unit: 'seconds' },
  ),
  exporterLastScrapeError: gauge('redis_exporter_last_scrape_error', 'The last scrape error status.', {
    labels: { err: open({ typically: 1, sometimes: true }) },
    key: [],
    range: [0, 1],
  }),
  exporterScrapeDurationSeconds: summary(
    'redis_exporter_scrape_duration_seconds',
    'Durations of scrapes by the exporter.',
    { unit: 'seconds', quantiles: [] },
  ),
  exporterScrapes: counter('redis_exporter_scrapes_total', 'Current total redis scrapes.'),
  hz: gauge('redis_hz', 'The field hz that the server reports.'),
  instanceInfo: gauge('redis_instance_info', 'The field instance_info that the server reports.', {
    labels: {
      master_replid: open({ typically: 1 }),
      maxmemory_policy: open({ typically: 1 }),
      os: open({ typically: 1 }),
      process_id: open({ typically: 1 }),
      redis_build_id: open({ typically: 1 }),
      redis_mode: ['standalone', 'sentinel', 'cluster'],
      redis_version: open({ typically: 1 }),
      role: ['master', 'slave'],
      run_id: open({ typically: 1 }),
      tcp_port: open({ typically: 1 }),
    },
    key: [],
    info: true,
  }),
  lastKeyGroupsScrapeDurationMilliseconds: gauge(
    'redis_last_key_groups_scrape_duration_milliseconds',
    'Duration of the last key group metrics scrape in milliseconds.',
  ),
  processId: gauge('redis_process_id', 'The field process_id that the server reports.'),
  startTimeSeconds: gauge('redis_start_time_seconds', 'Start time of the Redis instance since unix epoch in seconds.', {
    unit: 'timestamp',
  }),
  targetScrapeRequestErrors: counter('redis_target_scrape_request_errors_total', 'Errors in requests to the exporter.'),
  up: gauge('redis_up', 'Whether the last question to the server was answered.', { range: [0, 1] }),
  uptimeInSeconds: gauge('redis_uptime_in_seconds', 'The field uptime_in_seconds that the server reports.', {
    unit: 'seconds',
  }),
};
