import { counter, gauge, histogram, open, summary } from '@narthex/instrumentation';

const QUANTILES = [0.5, 0.9, 0.99] as const;

const REQUEST = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25] as const;
/** What browsers report, in seconds. */
const BOOT = [0.1, 0.25, 0.5, 1, 1.5, 2, 5, 10, 20, 40] as const;
const SIZE = [
  128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288, 1048576, 2097152, 4194304,
] as const;
const answer = { labels: { code: ['200', '404', '500', 'unknown'] } } as const;
const request = {
  labels: {
    handler: open({ typically: 30 }),
    status_code: open({ typically: 3 }),
    method: open({ typically: 2 }),
    status_source: open({ typically: 2 }),
    slo_group: open({ typically: 4 }),
  },
  key: ['handler', 'status_code', 'method', 'status_source'],
  series: 60,
} as const;

/** What Grafana serves. */
export const httpMetrics = {
  httpRequestDurationSeconds: histogram('grafana_http_request_duration_seconds', 'Time to answer a request.', {
    unit: 'seconds',
    ...request,
    buckets: REQUEST,
  }),
  httpResponseSizeBytes: histogram('grafana_http_response_size_bytes', 'Size of an answer.', {
    unit: 'bytes',
    ...request,
    buckets: SIZE,
  }),
  httpRequestInFlight: gauge('grafana_http_request_in_flight', 'Requests being answered.'),
  apiResponseStatusTotal: counter('grafana_api_response_status_total', 'Answers of the API by status.', { ...answer }),
  pageResponseStatusTotal: counter('grafana_page_response_status_total', 'Pages by status.', { ...answer }),
  proxyResponseStatusTotal: counter(
    'grafana_proxy_response_status_total',
    'Answers of data sources passed on, by status.',
    { labels: { code: open({ typically: 4 }) } },
  ),
  apiDashboardGetMilliseconds: summary('grafana_api_dashboard_get_milliseconds', 'Milliseconds to load a dashboard.', {
    quantiles: QUANTILES,
  }),
  apiDashboardSaveMilliseconds: summary(
    'grafana_api_dashboard_save_milliseconds',
    'Milliseconds to save a dashboard.',
    { quantiles: QUANTILES },
  ),
  apiDashboardSearchMilliseconds: summary(
    'grafana_api_dashboard_search_milliseconds',
    'Milliseconds to search dashboards.',
    { quantiles: QUANTILES },
  ),
  apiDataproxyRequestAllMilliseconds: summary(
    'grafana_api_dataproxy_request_all_milliseconds',
    'Milliseconds of a request passed on to a data source.',
    { quantiles: QUANTILES },
  ),
  apiUserSignupStartedTotal: counter('grafana_api_user_signup_started_total', 'Sign-ups begun.'),
  apiUserSignupCompletedTotal: counter('grafana_api_user_signup_completed_total', 'Sign-ups ended.'),
  apiUserSignupInviteTotal: counter('grafana_api_user_signup_invite_total', 'Invitations.'),
  apiAdminUserCreatedTotal: counter('grafana_api_admin_user_created_total', 'Users made by an administrator.'),
  apiOrgCreateTotal: counter('grafana_api_org_create_total', 'Organisations made.'),
  apiLoginPostTotal: counter('grafana_api_login_post_total', 'Logins by password.'),
  apiLoginOauthTotal: counter('grafana_api_login_oauth_total', 'Logins by OAuth.'),
  apiLoginSamlTotal: counter('grafana_api_login_saml_total', 'Logins by SAML.'),
  apiDashboardSnapshotCreateTotal: counter('grafana_api_dashboard_snapshot_create_total', 'Snapshots made.'),
  apiDashboardSnapshotExternalTotal: counter(
    'grafana_api_dashboard_snapshot_external_total',
    'Snapshots made elsewhere.',
  ),
  apiDashboardSnapshotGetTotal: counter('grafana_api_dashboard_snapshot_get_total', 'Snapshots loaded.'),
  apiModelsDashboardInsertTotal: counter('grafana_api_models_dashboard_insert_total', 'Dashboards made.'),
  publicDashboardRequestCount: counter('grafana_public_dashboard_request_count', 'Requests for public dashboards.'),
  publicDashboardDatasourceQuerySuccess: counter(
    'grafana_public_dashboard_datasource_query_success',
    'Queries of public dashboards.',
    { labels: { datasource: open({ typically: 1 }), status: ['success', 'failed'] } },
  ),
  ldapUsersSyncExecutionTime: summary(
    'grafana_ldap_users_sync_execution_time',
    'Time to synchronise users with LDAP, in milliseconds.',
    { quantiles: QUANTILES },
  ),
  accessEvaluationCount: counter('grafana_access_evaluation_count', 'Permissions checked.'),
  accessPermissionsDuration: histogram('access_permissions_duration', 'Seconds to collect the permissions of a user.', {
    unit: 'seconds',
    buckets: [1e-5, 4e-5, 1.6e-4, 6.4e-4, 0.00256, 0.01024, 0.04096, 0.16384, 0.65536, 2.62144],
  }),
  accessEvaluationDuration: histogram('access_evaluation_duration', 'Seconds to check a permission.', {
    unit: 'seconds',
    buckets: [1e-5, 4e-5, 1.6e-4, 6.4e-4, 0.00256, 0.01024, 0.04096, 0.16384, 0.65536, 2.62144],
  }),
  accessSearchPermissionsDuration: histogram('access_search_permissions_duration', 'Seconds to search permissions.', {
    unit: 'seconds',
    buckets: [0.001, 0.01, 0.1, 1, 10, 100],
  }),
  accessPermissionsCacheUsage: counter(
    'grafana_access_permissions_cache_usage',
    'Permissions found in the cache or not.',
    { labels: { status: ['hit', 'miss'] } },
  ),
  accessSearchUserPermissionsCacheUsage: counter(
    'grafana_access_search_user_permissions_cache_usage',
    'Searches found in the cache or not.',
    { labels: { status: ['hit', 'miss'] } },
  ),
  frontendBootLoadTimeSeconds: histogram(
    'grafana_frontend_boot_load_time_seconds',
    'Time until the page was ready in a browser.',
    { unit: 'seconds', buckets: BOOT },
  ),
  frontendBootFirstPaintTimeSeconds: histogram(
    'grafana_frontend_boot_first_paint_time_seconds',
    'Time until a browser painted first.',
    { unit: 'seconds', buckets: BOOT },
  ),
  frontendBootFirstContentfulPaintTimeSeconds: histogram(
    'grafana_frontend_boot_first_contentful_paint_time_seconds',
    'Time until a browser painted something.',
    { unit: 'seconds', buckets: BOOT },
  ),
  frontendBootJsDoneTimeSeconds: histogram(
    'grafana_frontend_boot_js_done_time_seconds',
    'Time until a browser had the scripts.',
    { unit: 'seconds', buckets: BOOT },
  ),
  frontendBootCssTimeSeconds: histogram(
    'grafana_frontend_boot_css_time_seconds',
    'Time until a browser had the styles.',
    { unit: 'seconds', buckets: BOOT },
  ),
};
