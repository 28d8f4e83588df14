// The Sergas account manager: an API that synchronises with Zoho, agents that work on accounts, PostgreSQL and Redis.
import {
  blackboxExporter,
  cadvisor,
  defineStack,
  deployed,
  generatedSecret,
  inbox,
  instrumentationMetrics,
  nodeExporter,
  nodejsMetrics,
  postgresExporter,
  postgresServer,
  pushgateway,
  redisExporter,
  redisServer,
  secretFile,
  simulated,
} from 'narthex';
import { sergasMetrics, sergasSampleValues } from './sergas/metrics.ts';

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
      metrics: { catalog: sergasMetrics, runtime, job: 'sergas', interval: '10s' },
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
      { match: { severity: 'critical' }, receiver: 'oncall', groupWait: '10s', repeatInterval: '1h' },
      { match: { severity: 'warning' }, receiver: 'team' },
      { match: { severity: 'info' }, receiver: 'archive', repeatInterval: '24h' },
    ],
    watchdog: 'heartbeat',
  },

  prometheus: { retention: { time: '30d', size: '40Gi' }, volume: '50Gi' },
  budget: { series: 5_000, samplesPerSecond: 400, disk: '4Gi', memory: '256Mi', ruleSeries: 500 },

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
      prometheus: { retention: { time: '2d', size: '2Gi' }, volume: '4Gi', resendDelay: '15s' },
    },
    staging: {
      prometheus: { retention: { time: '7d', size: '16Gi' }, volume: '20Gi' },
      routing: { repeatInterval: '12h' },
    },
    production: {
      prometheus: { replicas: 2 },
      alertmanager: { replicas: 3 },
      grafana: { url: 'https://grafana.sergas.internal' },
    },
  },
});
