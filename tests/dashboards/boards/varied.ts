import { counter, defineMetrics, describeMetrics, gauge, histogram, type MetricSet } from '@narthex/instrumentation';
import {
  batchJobMetrics,
  blackboxExporter,
  cadvisor,
  deployed,
  nodeExporter,
  nodejsMetrics,
  pushgateway,
  testRunMetrics,
} from 'narthex';
import { kubeStateMetrics } from '../../../exporters/index.ts';
import type { Definition } from '../../../stacks/model/index.ts';
import { shop, smallest } from '../../support/stacks.ts';

const web = defineMetrics({
  requests: counter('http_requests_total', 'Requests.', { labels: { code: ['200', '500'], handler: ['/', '/cart'] } }),
  duration: histogram('http_request_duration_seconds', 'Time.', {
    ...{ unit: 'seconds', labels: { handler: ['/', '/cart'] }, buckets: [0.1, 1] },
  }),
  inProgress: gauge('http_requests_in_flight', 'Under way.'),
});
const proxy = defineMetrics({ requests: counter('proxy_http_requests_total', 'Requests.') });
const invoices = defineMetrics({
  took: gauge('invoices_duration_seconds', 'Time of the run.', { unit: 'seconds' }),
});

function service(catalog: MetricSet, port: number, runtime?: MetricSet) {
  const metrics = { catalog, interval: '15s', ...(runtime && { runtime }) };
  return { summary: 'A service.', port, metrics, run: deployed(`host.example:${port}`) };
}

/** Services that count in two ways, one of them without status and time; a cluster; jobs that are declared; every kind of probe. */
export const varied: Definition = shop({
  services: {
    ...smallest.services,
    web: service(web, 8001, nodejsMetrics),
    proxy: service(proxy, 8002),
    cluster: service(describeMetrics(kubeStateMetrics), 8003),
  },
  exporters: [
    nodeExporter({ interval: '1m' }),
    cadvisor(),
    blackboxExporter(),
    pushgateway({
      pushes: {
        invoices: { metrics: invoices, every: '1d' },
        reports: { metrics: {}, every: '1h' },
        imports: { metrics: batchJobMetrics, every: '6h' },
        'unit-tests': testRunMetrics,
        'nightly-tests': { metrics: testRunMetrics, every: '1d' },
      },
    }),
  ],
  probes: {
    shop: { module: 'https_2xx', interval: '30s', targets: [{ address: 'https://shop.example/', name: 'shop' }] },
    // Enough of them to fail as a whole, and asked for in a way that would take an answer without TLS.
    pages: {
      module: 'http_2xx',
      interval: '30s',
      targets: ['a', 'b', 'c'].map((name) => ({ address: `https://${name}.example/`, name })),
    },
    ping: { module: 'icmp', interval: '30s', targets: [{ address: 'shop.example', name: 'ping' }] },
  },
});
