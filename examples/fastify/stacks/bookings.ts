// The monitoring of the bookings: the service, its databases, its nightly job.
import {
  batchJobMetrics,
  blackboxExporter,
  collectorMetrics,
  defineStack,
  deployed,
  eventLoopMetrics,
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
import { cleanUpMetrics, serviceMetrics } from '../src/metrics.ts';
import { bookingsAlerts } from './bookings/alerts.ts';

// What the instrumentation itself exposes besides.
const runtime = { ...nodejsMetrics, ...eventLoopMetrics, ...instrumentationMetrics, ...collectorMetrics };
const monitorPassword = generatedSecret('postgres-exporter-password', 'the password of the role postgres_exporter');
const slack = secretFile('slack-webhook-url', "the URL of Slack's incoming webhook");

export default defineStack({
  name: 'bookings',
  summary: 'Books rooms.',
  team: 'hotel',

  services: {
    'bookings-api': {
      summary: 'Books rooms and shows what is booked.',
      port: 8000,
      health: '/health',
      metrics: { catalog: serviceMetrics, runtime, interval: '15s' },
      connects: ['postgres', 'redis'],
      run: deployed('bookings-api.internal:8000', { namespace: 'bookings', service: 'bookings-api', port: 'http' }),
    },
    postgres: { summary: 'The bookings.', port: 5432, run: deployed('postgres.internal:5432') },
    redis: { summary: 'What was asked lately.', port: 6379, run: deployed('redis.internal:6379') },
  },

  exporters: [
    nodeExporter(),
    postgresExporter({
      service: 'postgres',
      database: 'bookings',
      user: 'postgres_exporter',
      password: monitorPassword,
    }),
    redisExporter({ service: 'redis' }),
    blackboxExporter(),
    pushgateway({ pushes: { 'bookings-clean-up': { ...batchJobMetrics, removed: cleanUpMetrics.removed } } }),
  ],
  probes: { 'blackbox-http': { module: 'http_2xx', interval: '30s', targets: [{ service: 'bookings-api' }] } },

  rules: [bookingsAlerts],

  receivers: {
    oncall: { slack: [{ url: slack, channel: '#bookings-alerts' }] },
    heartbeat: { webhook: [{ url: secretFile('heartbeat-url', 'the URL that has to be called every minute') }] },
  },
  routing: {
    receiver: 'oncall',
    groupBy: ['alertname', 'job'],
    groupWait: '30s',
    groupInterval: '5m',
    repeatInterval: '4h',
    routes: [{ match: { severity: 'critical' }, receiver: 'oncall', groupWait: '10s', repeatInterval: '1h' }],
    watchdog: 'heartbeat',
    tests: [{ name: 'lost bookings call somebody', alert: { alertname: 'BookingsFail' }, reaches: ['oncall'] }],
  },

  environments: {
    // On this machine: databases of the stack, a simulation of the service, an inbox for the alerts.
    development: {
      services: {
        'bookings-api': { run: simulated() },
        postgres: {
          run: postgresServer({
            database: 'bookings',
            password: generatedSecret('postgres-password', 'the password of the owner of the database'),
            monitor: { user: 'postgres_exporter', password: monitorPassword },
          }),
        },
        redis: { run: redisServer() },
      },
      receivers: { oncall: inbox(), heartbeat: inbox() },
      routing: { groupWait: '5s', groupInterval: '30s' },
    },
  },
});
