// The orchestration of executions that consist of segments: what its monitoring system watched, with the presets of its document.
import {
  blackboxExporter,
  defineStack,
  deployed,
  inbox,
  instrumentationMetrics,
  nodejsMetrics,
  secretFile,
  simulated,
} from 'narthex';
import { orchestrationRules } from './segment-orchestration/alerts/index.ts';
import { orchestrationDashboards } from './segment-orchestration/dashboards/index.ts';
import { orchestrationMetrics } from './segment-orchestration/metrics.ts';
import { environment, presets } from './segment-orchestration/presets.ts';

const runtime = { ...nodejsMetrics, ...instrumentationMetrics };

export default defineStack({
  name: 'segment-orchestration',
  summary: 'Executes what is planned in segments, each at its time.',
  team: 'orchestration',

  services: {
    orchestrator: {
      summary: 'Plans executions, runs their segments, and optimises both.',
      port: 8000,
      health: '/health',
      metrics: { catalog: orchestrationMetrics, runtime, job: 'orchestration', interval: '10s' },
      run: deployed('orchestrator.orchestration.internal:8000', {
        namespace: 'orchestration',
        service: 'orchestrator',
        port: 'http',
      }),
    },
  },
  exporters: [blackboxExporter()],
  probes: { health: { module: 'http_2xx', interval: '60s', targets: [{ service: 'orchestrator' }] } },

  mail: {
    server: 'smtp.orchestration.internal:587',
    from: 'alerts@orchestration.internal',
    username: 'alerts',
    password: secretFile('smtp-password', "the password of the mail account 'alerts'"),
  },
  receivers: {
    team: inbox(),
    archive: inbox(),
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
    repeatInterval: '5m',
    routes: [
      { match: { severity: 'critical' }, receiver: 'team', groupWait: '10s' },
      { match: { severity: 'info' }, receiver: 'archive' },
    ],
    watchdog: 'heartbeat',
    tests: [
      { name: 'failing executions reach the team', alert: { alertname: 'HighFailureRate' }, reaches: ['team'] },
      {
        name: 'a warning of the same symptom says nothing new then',
        alert: { alertname: 'EffectivenessAnomaly', job: 'orchestration', service: 'orchestrator' },
        firing: [{ alertname: 'HighFailureRate', job: 'orchestration', service: 'orchestrator' }],
        reaches: [],
        inhibitedBy: 'HighFailureRate',
      },
      { name: 'the proof of life goes outside', alert: { alertname: 'Watchdog' }, reaches: ['heartbeat'] },
    ],
  },

  rules: orchestrationRules,
  dashboards: orchestrationDashboards,
  alerts: {
    NodejsProcessorBusy: { off: 'its own alert HighCPUUsage says this with the bound of the preset' },
  },
  prometheus: { volume: '6Gi' },
  // What is predicted, and a quarter more.
  budget: { series: 700, samplesPerSecond: 120, disk: '30Mi', memory: '130Mi', ruleSeries: 300 },

  environments: {
    development: {
      ...environment(presets.development),
      services: { orchestrator: { run: simulated() } },
      receivers: { team: inbox(), archive: inbox(), heartbeat: inbox() },
    },
    staging: { ...environment(presets.staging), receivers: { team: inbox(), archive: inbox(), heartbeat: inbox() } },
    production: environment(presets.production),
  },
});
