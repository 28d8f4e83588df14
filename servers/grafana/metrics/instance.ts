import { counter, gauge, open, summary } from '@narthex/instrumentation';

const QUANTILES = [0.5, 0.9, 0.99] as const;

const one = open({ typically: 1 });
const build = { version: one, revision: one, branch: one, goversion: one, edition: one };
const rendering = { status: open({ typically: 2 }), type: open({ typically: 2 }) };

/** The running Grafana and what is stored in it; totals are counted every half hour. */
export const instanceMetrics = {
  buildInfo: gauge('grafana_build_info', 'Version of the running Grafana.', { info: true, labels: build, key: [] }),
  buildTimestamp: gauge('grafana_build_timestamp', 'When it was built.', { unit: 'timestamp', labels: build, key: [] }),
  featureTogglesInfo: gauge('grafana_feature_toggles_info', 'Whether a feature toggle is on; 0 is off.', {
    labels: { name: open({ typically: 200 }) },
    range: [0, 1],
  }),
  instanceStartTotal: counter('grafana_instance_start_total', 'Times that it started.'),
  emailsSentTotal: counter('grafana_emails_sent_total', 'Mails sent.'),
  emailsSentFailed: counter('grafana_emails_sent_failed', 'Mails that could not be sent.'),
  statTotalsDashboard: gauge('grafana_stat_totals_dashboard', 'Dashboards.'),
  statTotalsFolder: gauge('grafana_stat_totals_folder', 'Folders.'),
  statTotalsDashboardVersions: gauge('grafana_stat_totals_dashboard_versions', 'Versions of dashboards.'),
  statTotalsPublicDashboard: gauge('grafana_stat_totals_public_dashboard', 'Public dashboards.'),
  statTotalsAnnotations: gauge('grafana_stat_totals_annotations', 'Annotations.'),
  statTotalsLibraryPanels: gauge('grafana_stat_totals_library_panels', 'Library panels.'),
  statTotalsCorrelations: gauge('grafana_stat_totals_correlations', 'Correlations.'),
  statTotalsAlertRules: gauge('grafana_stat_totals_alert_rules', 'Alert rules of Grafana itself.'),
  statTotalsRuleGroups: gauge('grafana_stat_totals_rule_groups', 'Groups of them.'),
  statTotalsDatasource: gauge('grafana_stat_totals_datasource', 'Data sources by plugin.', {
    labels: { plugin_id: open({ typically: 2 }) },
  }),
  statTotalsDataKeys: gauge('grafana_stat_totals_data_keys', 'Keys by which secrets are stored.', {
    labels: { active: ['true', 'false'] },
  }),
  statTotalUsers: gauge('grafana_stat_total_users', 'Users.'),
  statActiveUsers: gauge('grafana_stat_active_users', 'Users seen in the last 30 days.'),
  statTotalTeams: gauge('grafana_stat_total_teams', 'Teams.'),
  statTotalOrgs: gauge('grafana_stat_total_orgs', 'Organisations.'),
  statTotalPlaylists: gauge('grafana_stat_total_playlists', 'Playlists.'),
  statTotalsViewers: gauge('grafana_stat_totals_viewers', 'Users who may look.'),
  statTotalsEditors: gauge('grafana_stat_totals_editors', 'Users who may edit.'),
  statTotalsAdmins: gauge('grafana_stat_totals_admins', 'Users who may all.'),
  statTotalsActiveViewers: gauge('grafana_stat_totals_active_viewers', 'Those who may look, seen in the last 30 days.'),
  statTotalsActiveEditors: gauge('grafana_stat_totals_active_editors', 'Those who may edit, seen in the last 30 days.'),
  statTotalsActiveAdmins: gauge('grafana_stat_totals_active_admins', 'Those who may all, seen in the last 30 days.'),
  renderingRequestTotal: counter('grafana_rendering_request_total', 'Images asked for.', { labels: rendering }),
  renderingRequestDurationMilliseconds: summary(
    'grafana_rendering_request_duration_milliseconds',
    'Milliseconds to make an image.',
    { labels: rendering, quantiles: QUANTILES },
  ),
  renderingUserLookupDurationMilliseconds: summary(
    'grafana_rendering_user_lookup_duration_milliseconds',
    'Milliseconds to find the user of an image.',
    { labels: { success: one, from: one }, quantiles: QUANTILES },
  ),
  renderingQueueSize: gauge('grafana_rendering_queue_size', 'Images that wait.'),
  liveNodeNumNodes: gauge('grafana_live_node_num_nodes', 'Instances that share live streams.'),
  liveNodeNumClients: gauge('grafana_live_node_num_clients', 'Browsers connected for live streams.'),
  liveNodeNumUsers: gauge('grafana_live_node_num_users', 'Users connected for live streams.'),
  liveNodeNumChannels: gauge('grafana_live_node_num_channels', 'Live streams that somebody follows.'),
  liveNodeNumSubscriptions: gauge('grafana_live_node_num_subscriptions', 'Subscriptions to live streams.'),
};
