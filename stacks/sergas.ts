// The Sergas account manager: an API that synchronises with Zoho, agents that work on accounts, PostgreSQL and Redis.
import {
  availability,
  blackboxExporter,
  cadvisor,
  defaultInhibitions,
  defineStack,
  deployed,
  freshness,
  generatedSecret,
  inbox,
  instrumentationMetrics,
  latency,
  nodeExporter,
  nodejsMetrics,
  postgresExporter,
  postgresServer,
  probe,
  promql,
  pushgateway,
  redisExporter,
  redisServer,
  secretFile,
  simulated,
} from 'narthex';
import { sergasAlerts } from './sergas/alerts/index.ts';
import { sergasAnomalies } from './sergas/anomalies.ts';
import { sergasDashboards } from './sergas/dashboards/index.ts';
import { build, http, sergasMetrics, sergasSampleValues, zoho } from './sergas/metrics.ts';

// The API is a Node.js program that records its metrics through @narthex/instrumentation.
const runtime = { ...nodejsMetrics, ...instrumentationMetrics };
const monitorPassword = generatedSecret('postgres-exporter-password', 'the password of the role postgres_exporter');
const slackUrl = secretFile('slack-webhook-url', "the URL of Slack's incoming webhook");

export default defineStack({
  name: 'sergas',
  summary: 'Keeps the accounts of Zoho CRM up to date and recommends what to do next.',
  team: 'sergas',

  services: {
    'sergas-api': {
      summary: 'The API, its agents and its synchronisation.',
      port: 8000,
      health: '/health',
      metrics: { catalog: { ...sergasMetrics, build: build.info }, runtime, job: 'sergas', interval: '10s' },
      connects: ['postgres', 'redis'],
      run: deployed('sergas-api.sergas.internal:8000', { namespace: 'sergas', service: 'sergas-api', port: 'http' }),
    },
    postgres: {
      summary: 'Accounts, recommendations, history.',
      port: 5432,
      run: deployed('postgres.sergas.internal:5432'),
    },
    redis: {
      summary: 'Cache and queue of the agents.',
      port: 6379,
      run: deployed('redis.sergas.internal:6379'),
    },
  },

  exporters: [
    nodeExporter({ interval: '15s' }),
    cadvisor({ interval: '15s' }),
    postgresExporter({
      service: 'postgres',
      database: 'sergas',
      user: 'postgres_exporter',
      password: monitorPassword,
      interval: '30s',
    }),
    redisExporter({ service: 'redis', interval: '30s' }),
    blackboxExporter(),
    pushgateway(),
  ],

  probes: {
    'blackbox-http': { module: 'http_2xx', interval: '30s', targets: [{ service: 'sergas-api' }] },
    'blackbox-tcp': {
      module: 'tcp_connect',
      interval: '30s',
      targets: [{ service: 'postgres' }, { service: 'redis' }],
    },
  },

  mail: {
    server: 'smtp.sergas.internal:587',
    from: 'alerts@sergas.internal',
    username: 'alerts',
    password: secretFile('smtp-password', "the password of the mail account 'alerts'"),
  },
  receivers: {
    oncall: {
      pagerduty: [
        {
          routingKey: secretFile(
            'pagerduty-routing-key',
            'the integration key of the PagerDuty service (Events API v2)',
          ),
        },
      ],
      slack: [{ url: slackUrl, channel: '#sergas-alerts' }],
    },
    team: {
      slack: [{ url: slackUrl, channel: '#sergas-alerts' }],
      email: [{ to: 'sergas-team@sergas.internal' }],
    },
    archive: { webhook: [{ url: secretFile('archive-webhook-url', 'the URL that keeps notes of severity info') }] },
    heartbeat: {
      webhook: [
        { url: secretFile('heartbeat-url', 'the URL that has to be called every minute, or somebody is woken') },
      ],
    },
  },
  routing: {
    receiver: 'team',
    groupBy: ['alertname', 'job'],
    groupWait: '30s',
    groupInterval: '5m',
    repeatInterval: '4h',
    routes: [
      {
        match: { severity: 'critical' },
        receiver: 'oncall',
        groupWait: '10s',
        repeatInterval: '1h',
        escalate: [{ after: '30m', to: 'team' }],
      },
      { match: { severity: 'warning' }, receiver: 'team' },
      { match: { severity: 'info' }, receiver: 'archive', repeatInterval: '24h' },
    ],
    watchdog: 'heartbeat',
    tests: [
      {
        name: 'an API that is gone wakes somebody, and after half an hour everybody knows',
        alert: { alertname: 'ServiceDown', job: 'sergas', service: 'sergas-api' },
        reaches: ['oncall'],
        escalatesTo: ['team'],
        group: { alertname: 'ServiceDown', job: 'sergas' },
      },
      {
        name: 'one instance of it says nothing new then',
        alert: { alertname: 'InstanceDown', job: 'sergas', service: 'sergas-api', instance: 'sergas-api:8000' },
        firing: [{ alertname: 'ServiceDown', job: 'sergas', service: 'sergas-api' }],
        reaches: [],
        inhibitedBy: 'ServiceDown',
      },
      {
        name: 'a limit of Zoho is noted, and wakes nobody',
        alert: { alertname: 'ZohoRateLimitHit' },
        reaches: ['archive'],
      },
      { name: 'the proof of life goes outside', alert: { alertname: 'Watchdog' }, reaches: ['heartbeat'] },
    ],
  },

  slos: {
    'api-availability': availability({
      summary: 'Account managers get an answer from the API.',
      objective: 99.9,
      requests: http.requests,
      errors: promql`${http.requests}{status_code="5xx"}`,
      // At night one request in some minutes is much: ten failures are the least that is worth a call.
      lowTraffic: { atLeast: 10 },
    }),
    'api-latency': latency({
      summary: 'Answers of the API take at most half a second.',
      objective: 95,
      histogram: http.duration,
      within: 0.5,
      lowTraffic: { atLeast: 20 },
    }),
    'api-probe': probe({
      summary: 'The API can be reached from outside.',
      objective: 99.5,
      probe: 'blackbox-http',
    }),
    'zoho-freshness': freshness({
      summary: 'Every module of Zoho is no more than an hour behind.',
      objective: 99,
      timestamp: zoho.lastSync,
      within: '1h',
    }),
  },

  rules: [...sergasAlerts, ...sergasAnomalies],
  dashboards: sergasDashboards,
  alerts: {
    // ServiceDown says when the last one is gone; one of several can wait until morning.
    InstanceDown: { severity: 'warning' },
    NodejsProcessorBusy: { off: 'its own alert HighCPUUsage says this with its own bound' },
    ServiceErrorsHigh: { off: 'its own alert HighErrorRate says this with its own bounds' },
    ServiceSaturated: { off: 'its own alert RequestsPilingUp says this with a bound that is known' },
  },
  inhibitions: [
    ...defaultInhibitions,
    { source: { alertname: 'ServiceDown' }, target: { alertname: 'InstanceDown' }, equal: ['job', 'service'] },
    { source: { alertname: 'ServiceDown' }, target: { alertname: 'ProbeFailed', service: /.+/ }, equal: ['service'] },
  ],

  prometheus: { retention: { time: '30d', size: '40Gi' }, volume: '50Gi' },
  // What is predicted, and a quarter more.
  budget: { series: 3_500, samplesPerSecond: 260, disk: '1200Mi', memory: '150Mi', ruleSeries: 500 },

  environments: {
    development: {
      services: {
        'sergas-api': { run: simulated({ values: sergasSampleValues }) },
        postgres: {
          run: postgresServer({
            database: 'sergas',
            password: generatedSecret('postgres-password', 'the password of the superuser postgres'),
            monitor: { user: 'postgres_exporter', password: monitorPassword },
          }),
        },
        redis: { run: redisServer() },
      },
      receivers: { oncall: inbox(), team: inbox(), archive: inbox(), heartbeat: inbox() },
      routing: { groupWait: '5s', groupInterval: '30s' },
      // The size is what limits it; 30 days are what the SLOs are about.
      prometheus: { retention: { time: '30d', size: '2Gi' }, volume: '4Gi', resendDelay: '15s' },
    },
    staging: {
      prometheus: { retention: { time: '30d', size: '16Gi' }, volume: '20Gi' },
      routing: { repeatInterval: '12h' },
    },
    production: {
      prometheus: { replicas: 2, url: 'https://prometheus.sergas.internal' },
      alertmanager: { replicas: 3, url: 'https://alertmanager.sergas.internal' },
      runbooks: { servedAt: 'https://runbooks.sergas.internal' },
      grafana: { url: 'https://grafana.sergas.internal' },
    },
  },
});
