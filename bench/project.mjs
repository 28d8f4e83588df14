// A project with one stack of many services, for measuring how the cost grows.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a project with `services` services into a folder: each with metrics of its own, a probe, and a place in a cluster. */
export function writeProject(folder, services) {
  mkdirSync(join(folder, 'stacks'), { recursive: true });
  writeFileSync(join(folder, 'stacks', 'bench.ts'), stackSource(services));
}

function stackSource(services) {
  return `import {
  blackboxExporter, bounded, cadvisor, counter, defineMetrics, defineStack, deployed, histogram, inbox, nodeExporter, pushgateway,
} from 'narthex';

const catalog = defineMetrics({
  requests: counter('http_requests_total', 'HTTP requests served.', { labels: { method: ['GET', 'POST'], route: bounded(40), status_code: ['2xx', '4xx', '5xx'] } }),
  duration: histogram('http_request_duration_seconds', 'Time to serve a request.', { unit: 'seconds', labels: { route: bounded(40) }, buckets: [0.01, 0.1, 1, 10] }),
});

const names = Array.from({ length: ${services} }, (_, index) => \`service-\${index}\`);

export default defineStack({
  name: 'bench',
  summary: 'Many services.',
  team: 'bench',
  services: Object.fromEntries(
    names.map((name, index) => [
      name,
      {
        summary: 'One of many.',
        port: 10_000 + index,
        health: '/health',
        metrics: { catalog, interval: '15s' as const },
        run: deployed(\`\${name}.example.internal:\${10_000 + index}\`, { namespace: 'bench', service: name, port: 'http' }),
      },
    ]),
  ),
  exporters: [nodeExporter(), cadvisor(), blackboxExporter(), pushgateway()],
  probes: { 'blackbox-http': { module: 'http_2xx', interval: '30s', targets: names.map((service) => ({ service })) } },
  receivers: { team: inbox() },
  routing: { receiver: 'team', groupBy: ['alertname'], groupWait: '30s', groupInterval: '5m', repeatInterval: '4h', routes: [], watchdog: 'team' },
});
`;
}
