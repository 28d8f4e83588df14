import { counter, gauge, histogram, open } from '@narthex/instrumentation';

const SIZE = [128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288, 1048576] as const;
const DURATION = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100] as const;
const datasource = { datasource: open({ typically: 2 }), datasource_type: open({ typically: 2 }) };
const answered = { ...datasource, code: open({ typically: 2 }), method: open({ typically: 2 }) };
const plugin = {
  plugin_id: open({ typically: 3 }),
  endpoint: open({ typically: 3 }),
  target: open({ typically: 1 }),
};
const statusSource = open({ typically: 2, sometimes: true });
const perPool = { labels: { db_name: open({ typically: 1 }) }, key: [] } as const;

/** Questions to data sources and plugins. */
export const datasourceMetrics = {
  datasourceRequestTotal: counter('grafana_datasource_request_total', 'Requests to data sources.', {
    labels: answered,
    key: ['datasource', 'code', 'method'],
    series: 6,
  }),
  datasourceRequestDurationSeconds: histogram(
    'grafana_datasource_request_duration_seconds',
    'Time of a request to a data source.',
    {
      unit: 'seconds',
      labels: { ...answered, secure_socks_ds_proxy_enabled: ['true', 'false'] },
      key: ['datasource', 'code', 'method', 'secure_socks_ds_proxy_enabled'],
      series: 6,
      buckets: DURATION,
    },
  ),
  datasourceResponseSizeBytes: histogram(
    'grafana_datasource_response_size_bytes',
    'Size of the answer of a data source.',
    { unit: 'bytes', labels: datasource, key: ['datasource'], buckets: SIZE },
  ),
  datasourceRequestInFlight: gauge('grafana_datasource_request_in_flight', 'Requests to data sources under way.', {
    labels: datasource,
    key: ['datasource'],
  }),
  pluginRequestTotal: counter('grafana_plugin_request_total', 'Requests to plugins.', {
    labels: { ...plugin, status: open({ typically: 2 }), status_source: statusSource },
    series: 10,
  }),
  pluginRequestDurationMilliseconds: histogram(
    'grafana_plugin_request_duration_milliseconds',
    'Milliseconds of a request to a plugin.',
    { labels: { ...plugin, status_source: statusSource }, series: 8, buckets: DURATION },
  ),
  pluginRequestDurationSeconds: histogram('grafana_plugin_request_duration_seconds', 'Time of a request to a plugin.', {
    unit: 'seconds',
    labels: { ...plugin, source: open({ typically: 1 }), status: open({ typically: 2 }), status_source: statusSource },
    series: 10,
    buckets: DURATION.slice(0, 12),
  }),
  pluginRequestSizeBytes: histogram('grafana_plugin_request_size_bytes', 'Size of a request to a plugin.', {
    unit: 'bytes',
    labels: { ...plugin, source: open({ typically: 1 }) },
    series: 6,
    buckets: SIZE,
  }),
  pluginBuildInfo: gauge('grafana_plugin_build_info', 'Version of each plugin.', {
    info: true,
    labels: {
      plugin_id: open({ typically: 30 }),
      plugin_type: open({ typically: 3 }),
      version: open({ typically: 10 }),
      signature_status: open({ typically: 2, sometimes: true }),
    },
    key: ['plugin_id'],
  }),
  pluginTargetInfo: gauge('grafana_plugin_target_info', 'Where each plugin runs.', {
    info: true,
    labels: { plugin_id: open({ typically: 30 }), target: open({ typically: 2 }) },
    key: ['plugin_id'],
  }),
  dbDatasourceQueryByIdTotal: counter('grafana_db_datasource_query_by_id_total', 'Data sources looked up.'),
};

/** The database of Grafana. */
export const databaseMetrics = {
  databaseQueriesDurationSeconds: histogram(
    'grafana_database_queries_duration_seconds',
    'Time of a query; only with instrument_queries.',
    {
      unit: 'seconds',
      labels: { status: ['success', 'error'] },
      buckets: [1e-5, 4e-5, 1.6e-4, 6.4e-4, 0.00256, 0.01024, 0.04096, 0.16384, 0.65536, 2.62144],
    },
  ),
  databaseConnMaxOpen: gauge('grafana_database_conn_max_open', 'Connections that it may open; 0 is no limit.'),
  databaseConnOpen: gauge('grafana_database_conn_open', 'Connections that are open.'),
  databaseConnInUse: gauge('grafana_database_conn_in_use', 'Connections in use.'),
  databaseConnIdle: gauge('grafana_database_conn_idle', 'Connections that nobody uses.'),
  databaseConnWaitCountTotal: counter(
    'grafana_database_conn_wait_count_total',
    'Times that somebody waited for a connection.',
  ),
  databaseConnWaitDurationSeconds: counter(
    'grafana_database_conn_wait_duration_seconds',
    'Time spent waiting for a connection.',
    { unit: 'seconds' },
  ),
  databaseConnMaxIdleClosedTotal: counter(
    'grafana_database_conn_max_idle_closed_total',
    'Connections closed because too many were idle.',
  ),
  databaseConnMaxIdleClosedSeconds: counter(
    'grafana_database_conn_max_idle_closed_seconds',
    'Connections closed because they were idle too long; a count in spite of its name.',
  ),
  databaseConnMaxLifetimeClosedTotal: counter(
    'grafana_database_conn_max_lifetime_closed_total',
    'Connections closed because of their age.',
  ),
  goSqlStatsConnectionsMaxOpen: gauge(
    'go_sql_stats_connections_max_open',
    'The same as conn_max_open, as newer versions name it.',
    { ...perPool },
  ),
  goSqlStatsConnectionsOpen: gauge('go_sql_stats_connections_open', 'The same as conn_open.', { ...perPool }),
  goSqlStatsConnectionsInUse: gauge('go_sql_stats_connections_in_use', 'The same as conn_in_use.', { ...perPool }),
  goSqlStatsConnectionsIdle: gauge('go_sql_stats_connections_idle', 'The same as conn_idle.', { ...perPool }),
  goSqlStatsConnectionsWaitedFor: counter('go_sql_stats_connections_waited_for', 'The same as conn_wait_count_total.', {
    ...perPool,
  }),
  goSqlStatsConnectionsBlockedSeconds: counter(
    'go_sql_stats_connections_blocked_seconds',
    'The same as conn_wait_duration_seconds.',
    { unit: 'seconds', ...perPool },
  ),
  goSqlStatsConnectionsClosedMaxIdle: counter(
    'go_sql_stats_connections_closed_max_idle',
    'The same as conn_max_idle_closed_total.',
    { ...perPool },
  ),
  goSqlStatsConnectionsClosedMaxIdleTime: counter(
    'go_sql_stats_connections_closed_max_idle_time',
    'Connections closed because they were idle too long.',
    { ...perPool },
  ),
  goSqlStatsConnectionsClosedMaxLifetime: counter(
    'go_sql_stats_connections_closed_max_lifetime',
    'The same as conn_max_lifetime_closed_total.',
    { ...perPool },
  ),
};
