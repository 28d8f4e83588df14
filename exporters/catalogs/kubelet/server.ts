import { counter, gauge, histogram, open } from '@narthex/instrumentation';
import { DEFAULT_BUCKETS } from './buckets.ts';

const request = {
  labels: {
    method: open({ typically: 2 }),
    path: open({ typically: 8 }),
    server_type: open({ typically: 1 }),
    long_running: ['true', 'false'],
  },
  series: 12,
} as const;
const one = open({ typically: 1 });

/** The kubelet itself: its requests, certificates, start and build. */
export const server = {
  httpRequestsTotal: counter('kubelet_http_requests_total', 'Requests to the kubelet.', { ...request }),
  httpRequestsDurationSeconds: histogram('kubelet_http_requests_duration_seconds', 'Time to answer a request.', {
    unit: 'seconds',
    ...request,
    buckets: DEFAULT_BUCKETS,
  }),
  httpInflightRequests: gauge('kubelet_http_inflight_requests', 'Requests being answered.', { ...request }),
  nodeName: gauge('kubelet_node_name', 'Name of its node.', { info: true, labels: { node: one }, key: [] }),
  nodeStartupDurationSeconds: gauge('kubelet_node_startup_duration_seconds', 'Time that the node took to start.', {
    unit: 'seconds',
  }),
  nodeStartupPreKubeletDurationSeconds: gauge(
    'kubelet_node_startup_pre_kubelet_duration_seconds',
    'Part of it before the kubelet.',
    { unit: 'seconds' },
  ),
  nodeStartupPreRegistrationDurationSeconds: gauge(
    'kubelet_node_startup_pre_registration_duration_seconds',
    'Part of it before registration.',
    { unit: 'seconds' },
  ),
  nodeStartupRegistrationDurationSeconds: gauge(
    'kubelet_node_startup_registration_duration_seconds',
    'Part of it for registration.',
    { unit: 'seconds' },
  ),
  nodeStartupPostRegistrationDurationSeconds: gauge(
    'kubelet_node_startup_post_registration_duration_seconds',
    'Part of it after registration.',
    { unit: 'seconds' },
  ),
  gracefulShutdownStartTimeSeconds: gauge(
    'kubelet_graceful_shutdown_start_time_seconds',
    'When the last orderly shutdown began; 0 without one.',
    { unit: 'timestamp' },
  ),
  gracefulShutdownEndTimeSeconds: gauge(
    'kubelet_graceful_shutdown_end_time_seconds',
    'When the last orderly shutdown ended; 0 without one.',
    { unit: 'timestamp' },
  ),
  certificateManagerClientTtlSeconds: gauge(
    'kubelet_certificate_manager_client_ttl_seconds',
    'Time until its client certificate expires; +Inf without one.',
    { unit: 'seconds' },
  ),
  certificateManagerServerTtlSeconds: gauge(
    'kubelet_certificate_manager_server_ttl_seconds',
    'Time until its server certificate expires; +Inf without one.',
    { unit: 'seconds' },
  ),
  certificateManagerClientExpirationRenewErrors: counter(
    'kubelet_certificate_manager_client_expiration_renew_errors',
    'Failed renewals of its client certificate.',
  ),
  serverExpirationRenewErrors: counter(
    'kubelet_server_expiration_renew_errors',
    'Failed renewals of its server certificate.',
  ),
  certificateManagerServerRotationSeconds: histogram(
    'kubelet_certificate_manager_server_rotation_seconds',
    'Age at which its server certificate was replaced.',
    { unit: 'seconds', buckets: [60, 3600, 14400, 86400, 604800, 2592000, 7776000, 15552000, 31104000, 124416000] },
  ),
  credentialProviderConfigInfo: gauge(
    'kubelet_credential_provider_config_info',
    'Hash of the configuration of credential providers.',
    { info: true, labels: { hash: one }, key: [] },
  ),
  credentialProviderPluginDuration: histogram(
    'kubelet_credential_provider_plugin_duration',
    'Seconds that a credential provider took.',
    { unit: 'seconds', labels: { plugin_name: one }, buckets: DEFAULT_BUCKETS },
  ),
  credentialProviderPluginErrorsTotal: counter(
    'kubelet_credential_provider_plugin_errors_total',
    'Failures of a credential provider.',
    { labels: { plugin_name: one } },
  ),
  pluginManagerTotalPlugins: gauge('plugin_manager_total_plugins', 'Plugins that it has and should have.', {
    labels: { socket_path: open({ typically: 2 }), state: open({ typically: 2 }) },
  }),
  kubernetesBuildInfo: gauge('kubernetes_build_info', 'Version of Kubernetes.', {
    info: true,
    labels: {
      major: one,
      minor: one,
      git_version: one,
      git_commit: one,
      git_tree_state: one,
      build_date: one,
      go_version: one,
      compiler: one,
      platform: one,
    },
    key: [],
  }),
  kubernetesFeatureEnabled: gauge('kubernetes_feature_enabled', 'Whether a feature gate is on.', {
    labels: { name: open({ typically: 150 }), stage: open({ typically: 3, sometimes: true }) },
    key: ['name'],
    range: [0, 1],
  }),
  registeredMetricsTotal: counter('registered_metrics_total', 'Metrics that it has registered.', {
    labels: { stability_level: open({ typically: 4 }), deprecated_version: open({ typically: 2, sometimes: true }) },
    series: 6,
  }),
  hiddenMetricsTotal: counter('hidden_metrics_total', 'Metrics that are hidden.'),
  disabledMetricsTotal: counter('disabled_metrics_total', 'Metrics that are turned off.'),
};
