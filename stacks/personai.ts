// Person.ai: four services that collect, write, speak and deliver a daily brief. All of them are simulated, in every environment: the
// document describes mock services.
import {
  blackboxExporter,
  defineStack,
  inbox,
  instrumentationMetrics,
  nodejsMetrics,
  type Service,
  secretFile,
  simulated,
} from 'narthex';
import { personaiAlerts } from './personai/alerts/index.ts';
import { personaiDashboards } from './personai/dashboards/index.ts';
import { audit, metricsOf, performance, type ServiceName, system } from './personai/metrics.ts';
import { personaiObjectives } from './personai/objectives.ts';
import { ownDependencies, personaiServices } from './personai/services.ts';

// What simulates them is a Node.js program that records its metrics through @narthex/instrumentation.
const runtime = { ...nodejsMetrics, ...instrumentationMetrics };

/** Each has a name and a port of its own, `/health`, `/metrics` and `/audit`. */
function service(name: ServiceName) {
  const { summary, port, dependencies, endpoint } = personaiServices[name];
  return {
    summary,
    port,
    health: '/health',
    metrics: { catalog: metricsOf(name), runtime, interval: '15s' },
    run: simulated({
      values: { dependency: dependencies, endpoint: ['/health', '/metrics', '/audit', endpoint] },
      contract: {
        version: '1.2.3',
        // Of the calls to others three in four succeed; what is its own is always there.
        dependencies: Object.fromEntries(dependencies.map((each) => [each, ownDependencies.includes(each) ? 1 : 0.75])),
        critical: ['database'],
        metrics: {
          dependencies: performance.dependency,
          queueDepth: performance.queueDepth,
          activeConnections: performance.activeConnections,
          memory: system.memory,
          cpu: system.cpu,
          disk: system.disk,
          events: audit.events,
        },
      },
    }),
  } satisfies Service;
}

export default defineStack({
  name: 'personai',
  summary: 'Writes a daily brief for each user, and delivers it by the channels of that user.',
  team: 'personai',

  services: {
    'integration-controller': { ...service('integration-controller'), connects: ['content-engine'] },
    'content-engine': { ...service('content-engine'), connects: ['media-engine'] },
    'media-engine': { ...service('media-engine'), connects: ['delivery-gateway'] },
    'delivery-gateway': service('delivery-gateway'),
  },
  exporters: [blackboxExporter()],
  probes: {
    'blackbox-health': {
      module: 'http_2xx',
      interval: '30s',
      targets: [
        { service: 'integration-controller' },
        { service: 'content-engine' },
        { service: 'media-engine' },
        { service: 'delivery-gateway' },
      ],
    },
  },

  receivers: {
    oncall: {
      webhook: [{ url: secretFile('oncall-webhook-url', 'the URL that wakes somebody') }],
    },
    team: {
      slack: [
        { url: secretFile('slack-webhook-url', "the URL of Slack's incoming webhook"), channel: '#personai-alerts' },
      ],
    },
  },
  routing: {
    receiver: 'team',
    groupBy: ['alertname', 'service'],
    groupWait: '30s',
    groupInterval: '5m',
    repeatInterval: '4h',
    routes: [
      { match: { severity: 'critical' }, receiver: 'oncall', groupWait: '10s', repeatInterval: '1h' },
      { match: { severity: 'info' }, receiver: 'team', repeatInterval: '24h' },
    ],
    watchdog: 'oncall',
    tests: [
      { name: 'briefs that fail wake somebody', alert: { alertname: 'BriefsFail' }, reaches: ['oncall'] },
      { name: 'a dependency is for the day', alert: { alertname: 'DependencyUnavailable' }, reaches: ['team'] },
      {
        name: 'a database that is gone says it for the other dependencies as well',
        alert: { alertname: 'DependencyUnavailable', job: 'media-engine', service: 'media-engine' },
        firing: [{ alertname: 'DatabaseUnavailable', job: 'media-engine', service: 'media-engine' }],
        reaches: [],
        inhibitedBy: 'DatabaseUnavailable',
      },
    ],
  },

  slos: personaiObjectives,
  rules: personaiAlerts,
  dashboards: personaiDashboards,

  // What is predicted, and a quarter more.
  budget: { series: 3_300, samplesPerSecond: 290, disk: '940Mi', memory: '150Mi', ruleSeries: 600 },

  environments: {
    development: {
      receivers: { oncall: inbox(), team: inbox() },
      routing: { groupWait: '5s', groupInterval: '30s' },
      prometheus: { retention: { time: '30d', size: '2Gi' }, volume: '4Gi' },
    },
    staging: {
      receivers: { oncall: inbox(), team: inbox() },
      prometheus: { retention: { time: '30d', size: '16Gi' }, volume: '20Gi' },
    },
    production: {
      prometheus: { replicas: 2, url: 'https://prometheus.personai.internal' },
      alertmanager: { replicas: 2, url: 'https://alertmanager.personai.internal' },
      runbooks: { servedAt: 'https://runbooks.personai.internal' },
      grafana: { url: 'https://grafana.personai.internal' },
    },
  },
});
