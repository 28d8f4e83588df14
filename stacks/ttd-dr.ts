// TTD-DR: a backend that researches by workflows, with the monitoring and alerting of its task 13.2.
import {
  blackboxExporter,
  defineStack,
  deployed,
  inbox,
  instrumentationMetrics,
  nodeExporter,
  nodejsMetrics,
  secretFile,
  simulated,
} from 'narthex';
import { ttdDrAlerts } from './ttd-dr/alerts/index.ts';
import { ttdDrDashboards } from './ttd-dr/dashboards/index.ts';
import { healthChecks } from './ttd-dr/health-checks.ts';
import { ttdDrMetrics, ttdDrSampleValues } from './ttd-dr/metrics.ts';
import { statisticRules } from './ttd-dr/statistics.ts';

const runtime = { ...nodejsMetrics, ...instrumentationMetrics };
const mails = { email: [{ to: 'admin@company.com' }] };
const hook = { webhook: [{ url: secretFile('alerts-webhook-url', 'the URL that takes alerts') }] };
/** The log of alerts: the inbox keeps every notification on its disk. */
const log = inbox();

export default defineStack({
  name: 'ttd-dr',
  summary: 'Researches a question by workflows that draft, look for what is missing, and draft again.',
  team: 'research',

  services: {
    backend: {
      summary: 'The API, and the workflows behind it.',
      port: 8000,
      health: '/health',
      metrics: { catalog: ttdDrMetrics, runtime, job: 'ttd-dr', interval: '15s' },
      run: deployed('backend.ttd-dr.internal:8000', { namespace: 'ttd-dr', service: 'backend', port: 'http' }),
    },
  },
  // Processor, memory and disk of its machine.
  exporters: [nodeExporter({ interval: '15s' }), blackboxExporter()],
  probes: {
    'blackbox-api': { module: 'http_2xx', interval: healthChecks.api.interval, targets: [{ service: 'backend' }] },
  },

  mail: {
    server: 'smtp.example.com:587',
    from: 'alerts@company.com',
    username: 'alerts',
    password: secretFile('smtp-password', "the password of the mail account 'alerts'"),
  },
  receivers: {
    everybody: { ...log, ...mails, ...hook },
    operators: { ...log, ...mails },
    log,
    heartbeat: {
      webhook: [
        { url: secretFile('heartbeat-url', 'the URL that has to be called every minute, or somebody is woken') },
      ],
    },
  },
  routing: {
    receiver: 'operators',
    groupBy: ['alertname', 'job', 'type'],
    groupWait: '30s',
    groupInterval: '5m',
    repeatInterval: '4h',
    routes: [
      { match: { severity: 'critical' }, receiver: 'everybody', groupWait: '10s', repeatInterval: '1h' },
      // What the document calls an error, between a warning and what is critical.
      { match: { level: 'error' }, receiver: 'everybody', repeatInterval: '2h' },
      { match: { severity: 'info' }, receiver: 'log', repeatInterval: '24h' },
    ],
    watchdog: 'heartbeat',
    tests: [
      { name: 'an API that fails reaches everybody', alert: { alertname: 'APIErrors' }, reaches: ['everybody'] },
      {
        name: 'an error reaches everybody as well',
        alert: { alertname: 'WorkflowNodeFails' },
        reaches: ['everybody'],
      },
      { name: 'a warning reaches those on duty', alert: { alertname: 'WorkflowNodeSlow' }, reaches: ['operators'] },
      { name: 'a note is only logged', alert: { alertname: 'RateLimitExceeded' }, reaches: ['log'] },
      { name: 'the proof of life goes outside', alert: { alertname: 'Watchdog' }, reaches: ['heartbeat'] },
    ],
  },

  rules: [...statisticRules, ...ttdDrAlerts],
  dashboards: ttdDrDashboards,
  alerts: {
    ServiceErrorsHigh: { off: 'its own alert APIErrors says this with its own bounds' },
    ServiceLatencyHigh: { off: 'its own alert APIResponseSlow says this with its own bounds' },
  },

  // What is predicted, and a quarter more.
  budget: { series: 2_100, samplesPerSecond: 160, disk: '560Mi', memory: '140Mi', ruleSeries: 600 },

  environments: {
    development: {
      services: { backend: { run: simulated({ values: ttdDrSampleValues }) } },
      receivers: { everybody: log, operators: log, heartbeat: log },
      routing: { groupWait: '5s', groupInterval: '30s' },
      prometheus: { retention: { time: '30d', size: '2Gi' }, volume: '4Gi' },
    },
    staging: { prometheus: { retention: { time: '30d', size: '16Gi' }, volume: '20Gi' } },
    production: {
      prometheus: { replicas: 2, url: 'https://prometheus.ttd-dr.internal' },
      alertmanager: { replicas: 2, url: 'https://alertmanager.ttd-dr.internal' },
      runbooks: { servedAt: 'https://runbooks.ttd-dr.internal' },
      grafana: { url: 'https://grafana.ttd-dr.internal' },
    },
  },
});
