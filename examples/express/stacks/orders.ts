// The monitoring of the orders: the service, its databases, its daily job.
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
import { reportMetrics, serviceMetrics } from '../src/metrics.ts';
import { ordersAlerts } from './orders/alerts.ts';

// What the instrumentation itself exposes besides.
const runtime = { ...nodejsMetrics, ...eventLoopMetrics, ...instrumentationMetrics, ...collectorMetrics };
const monitorPassword = generatedSecret('postgres-exporter-password', 'the password of the role postgres_exporter');
const slack = secretFile('slack-webhook-url', "the URL of Slack's incoming webhook");

export default defineStack({
  name: 'orders',
  summary: 'Takes orders.',
  team: 'shop',

  services: {
    'orders-api': {
      summary: 'Takes orders and shows them.',
      port: 8000,
      health: '/health',
      metrics: { catalog: serviceMetrics, runtime, interval: '15s' },
      connects: ['postgres', 'redis'],
      run: deployed('orders-api.internal:8000', { namespace: 'orders', service: 'orders-api', port: 'http' }),
    },
    postgres: { summary: 'The orders.', port: 5432, run: deployed('postgres.internal:5432') },
    redis: { summary: 'The orders that were read lately.', port: 6379, run: deployed('redis.internal:6379') },
  },

  exporters: [
    nodeExporter(),
    postgresExporter({ service: 'postgres', database: 'orders', user: 'postgres_exporter', password: monitorPassword }),
    redisExporter({ service: 'redis' }),
    blackboxExporter(),
    pushgateway({ pushes: { 'orders-report': { ...batchJobMetrics, report: reportMetrics.orders } } }),
  ],
  probes: { 'blackbox-http': { module: 'http_2xx', interval: '30s', targets: [{ service: 'orders-api' }] } },

  rules: [ordersAlerts],

  receivers: {
    oncall: { slack: [{ url: slack, channel: '#orders-alerts' }] },
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
    tests: [{ name: 'lost orders call somebody', alert: { alertname: 'OrdersFail' }, reaches: ['oncall'] }],
  },

  environments: {
    // On this machine: databases of the stack, a simulation of the service, an inbox for the alerts.
    development: {
      services: {
        'orders-api': { run: simulated() },
        postgres: {
          run: postgresServer({
            database: 'orders',
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
