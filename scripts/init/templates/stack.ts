import type { InitProject } from '../project.ts';
import { importLine } from './source.ts';

const names = [
  'blackboxExporter',
  'collectorMetrics',
  'defineStack',
  'deployed',
  'eventLoopMetrics',
  'inbox',
  'instrumentationMetrics',
  'nodeExporter',
  'nodejsMetrics',
  'secretFile',
  'simulated',
];

/** Apart, so that this line begins no default export of this file. */
const begin = 'export default defineStack({';

/** The stack of the service: a definition that synthesises as it stands. */
export function stackFile({ name, base, imported }: InitProject): string {
  return `// The monitoring of ${name}. \`narthex synth\` writes its files, \`narthex up\` starts them on this machine.
${importLine('narthex', ...names)}
${importLine(`../${base}monitoring/metrics.${imported}`, 'serviceMetrics')}

// What the instrumentation itself exposes besides: rules and dashboards may read it.
const runtime = { ...nodejsMetrics, ...eventLoopMetrics, ...instrumentationMetrics, ...collectorMetrics };

${begin}
  name: '${name}',
  summary: 'The service ${name}.',
  team: '${name}',

  services: {
    '${name}': {
      summary: 'Answers requests.',
      port: 8000,
      health: '/health',
      metrics: { catalog: serviceMetrics, runtime, interval: '15s' },
      // Where Prometheus finds it; the second argument is its Service in a cluster.
      run: deployed('${name}.internal:8000', { namespace: '${name}', service: '${name}', port: 'http' }),
    },
  },
  exporters: [nodeExporter(), blackboxExporter()],
  probes: { 'blackbox-http': { module: 'http_2xx', interval: '30s', targets: [{ service: '${name}' }] } },

  // Secrets are names of files: a value never stands here.
  receivers: {
    oncall: { webhook: [{ url: secretFile('oncall-url', 'the URL that tells the person on call') }] },
    heartbeat: { webhook: [{ url: secretFile('heartbeat-url', 'the URL that has to be called every minute') }] },
  },
  routing: {
    receiver: 'oncall',
    groupBy: ['alertname', 'job'],
    groupWait: '30s',
    groupInterval: '5m',
    repeatInterval: '4h',
    routes: [],
    watchdog: 'heartbeat',
  },

  environments: {
    // On this machine a simulation serves the metrics of the catalog, and an inbox takes the alerts.
    development: {
      services: { '${name}': { run: simulated() } },
      receivers: { oncall: inbox(), heartbeat: inbox() },
      routing: { groupWait: '5s', groupInterval: '30s' },
    },
  },
});
`;
}
