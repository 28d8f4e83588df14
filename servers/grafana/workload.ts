import {
  boardUid,
  generatedSecret,
  homeBoard,
  type Place,
  type Stack,
  splitAddress,
  type Workload,
  workloadDefaults,
} from '../../stacks/model/index.ts';
import { hostAsWritten, portOf } from '../outside.ts';
import { dashboardProviders, dataSources } from './provisioning.ts';

const adminPassword = generatedSecret(
  'grafana-admin-password',
  "the password of Grafana's administrator, used at its first start only",
);
const secretKey = generatedSecret('grafana-secret-key', 'the key by which Grafana encrypts what it stores');

/** Grafana with data sources and dashboards in place, and nothing that calls home. */
export function grafanaWorkload(stack: Stack): Workload {
  const { traces } = stack.grafana;
  return {
    ...workloadDefaults,
    name: 'grafana',
    summary: 'Shows the dashboards.',
    image: stack.versions.grafana,
    program: 'grafana',
    args: () => [],
    processArgs: () => ['server', '--homepath=/usr/share/grafana'],
    environment: (at) => settings(stack, at),
    configFolder: '/etc/narthex/grafana',
    files: [
      { path: 'provisioning/datasources/stack.yml', content: (at) => dataSources(stack, at) },
      { path: 'provisioning/dashboards/stack.yml', content: (at) => dashboardProviders(stack, at) },
    ],
    shared: [{ folder: 'dashboards', mountPath: '/etc/narthex/dashboards' }],
    volumes: [{ name: 'data', mountPath: '/var/lib/grafana', size: stack.grafana.volume }],
    ports: [{ name: 'http', number: 3000 }],
    health: { port: 'http', readyPath: '/api/health', livePath: '/api/health', command: 'wget', startWithin: '3m' },
    resources: {
      cpu: { request: 0.1, limit: 1 },
      memory: { request: '128Mi', limit: '512Mi' },
      pids: 200,
    },
    hardening: {
      // The image's own user; its group is 0 so that any user may run it.
      user: { uid: 472, gid: 472 },
      tmpfs: [{ path: '/tmp', size: '64Mi' }],
      exceptions: [],
    },
    connects: [
      { to: 'prometheus', port: 'http', purpose: 'query' },
      { to: 'alertmanager', port: 'http', purpose: 'query' },
      ...(traces === undefined
        ? []
        : [{ outside: 'the store of traces', port: portOf(traces.url), purpose: 'query' } as const]),
    ],
    secrets: [adminPassword, secretKey],
    published: { port: 'http', title: 'Grafana' },
  };
}

function settings(stack: Stack, at: Place): Record<string, string> {
  const { url, traces } = stack.grafana;
  const https = url.startsWith('https:');
  const [host, port] = splitAddress(at.listen('http'));
  return {
    GF_SERVER_HTTP_ADDR: host,
    GF_SERVER_HTTP_PORT: port,
    GF_SERVER_ROOT_URL: url,
    GF_PATHS_DATA: at.data('data'),
    GF_PATHS_PROVISIONING: at.file('provisioning'),
    GF_SECURITY_ADMIN_PASSWORD__FILE: at.secret(adminPassword.name),
    GF_SECURITY_SECRET_KEY__FILE: at.secret(secretKey.name),
    GF_SECURITY_DISABLE_GRAVATAR: 'true',
    GF_SECURITY_COOKIE_SECURE: String(https),
    GF_SECURITY_COOKIE_SAMESITE: 'strict',
    GF_SECURITY_STRICT_TRANSPORT_SECURITY: String(https),
    GF_SECURITY_CONTENT_SECURITY_POLICY: 'true',
    // Grafana compares it with the address as it is written.
    GF_SECURITY_DATA_SOURCE_PROXY_WHITELIST: [
      at.address('prometheus'),
      at.address('alertmanager'),
      ...(traces === undefined ? [] : [hostAsWritten(traces.url)]),
    ].join(' '),
    GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH: `${at.shared('dashboards')}/${boardUid(stack.name, homeBoard)}.json`,
    GF_AUTH_ANONYMOUS_HIDE_VERSION: 'true',
    ...(https && { GF_AUTH_LOGIN_COOKIE_NAME: '__Host-grafana_session' }),
    GF_USERS_AUTO_ASSIGN_ORG_ROLE: 'Viewer',
    GF_USERS_VIEWERS_CAN_EDIT: 'false',
    GF_SNAPSHOTS_EXTERNAL_ENABLED: 'false',
    GF_ANALYTICS_REPORTING_ENABLED: 'false',
    GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
    GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
    GF_ANALYTICS_FEEDBACK_LINKS_ENABLED: 'false',
    GF_PLUGINS_PREINSTALL_DISABLED: 'true',
    GF_PLUGINS_PLUGIN_ADMIN_ENABLED: 'false',
    GF_LOG_MODE: 'console',
    GF_DATABASE_WAL: 'true',
  };
}
