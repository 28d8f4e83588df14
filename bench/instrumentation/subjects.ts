/** The libraries under test, each loaded only in the process that measures it. */
import { bounded, counter, expose, histogram, instrument } from '@narthex/instrumentation';
import { BUCKETS, METHODS, STATUSES, type Subject } from './subject.ts';

const MANY = 200_000;
const labelNames = ['method', 'route', 'status'] as const;

/** By name; the first one is what the others are compared with. */
export const subjects = {
  narthex,
  'prom-client': promClient,
  '@prometheus-io/client': prometheusIo,
  opentelemetry,
} satisfies Readonly<Record<string, () => Promise<Subject>>>;

/** Ours, in the registry of prom-client. */
async function narthex(): Promise<Subject> {
  const { Registry } = await import('prom-client');
  const registry = new Registry();
  const labels = { method: METHODS, route: bounded(MANY), status: STATUSES } as const;
  const options = { registry, maxSeries: MANY };
  return {
    counter: (name) => {
      const { it } = instrument({ it: counter(name, 'Under test.', { labels }) }, options);
      return {
        inc: (given) => it.inc(given),
        hold: (given) => {
          const cell = it.with(given);
          return () => cell.inc();
        },
      };
    },
    histogram: (name) => {
      const { it } = instrument({ it: histogram(name, 'Under test.', { labels, buckets: BUCKETS }) }, options);
      return {
        observe: (given, value) => it.observe(given, value),
        hold: (given) => {
          const cell = it.with(given);
          return (value) => cell.observe(value);
        },
      };
    },
    render: async () => {
      let bytes = 0;
      for await (const piece of (await expose(registry)).body) bytes += piece.byteLength;
      return bytes;
    },
  };
}

async function promClient(): Promise<Subject> {
  return client(await import('prom-client'));
}

async function prometheusIo(): Promise<Subject> {
  // Its types differ in what is not used here.
  return client((await import('@prometheus-io/client')) as unknown as typeof import('prom-client'));
}

function client({ Registry, Counter, Histogram }: typeof import('prom-client')): Subject {
  const registry = new Registry();
  const common = { help: 'Under test.', labelNames, registers: [registry] };
  return {
    counter: (name) => {
      const it = new Counter({ ...common, name });
      return {
        inc: (given) => it.inc(given),
        hold: (given) => {
          const child = it.labels(given);
          return () => child.inc();
        },
      };
    },
    histogram: (name) => {
      const it = new Histogram({ ...common, name, buckets: [...BUCKETS] });
      return {
        observe: (given, value) => it.observe(given, value),
        hold: (given) => {
          const child = it.labels(given);
          return (value) => child.observe(value);
        },
      };
    },
    render: async () => Buffer.from(await registry.metrics(), 'utf8').byteLength,
  };
}

/** OpenTelemetry's SDK with its Prometheus exporter. It has nothing to hold, so the labels are given each time. */
async function opentelemetry(): Promise<Subject> {
  const { MeterProvider, AggregationType } = await import('@opentelemetry/sdk-metrics');
  const { PrometheusExporter, PrometheusSerializer } = await import('@opentelemetry/exporter-prometheus');
  const exporter = new PrometheusExporter({ preventServerStart: true });
  const provider = new MeterProvider({
    readers: [exporter],
    views: [
      { instrumentName: '*', aggregationCardinalityLimit: MANY },
      {
        instrumentName: '*_seconds',
        aggregationCardinalityLimit: MANY,
        aggregation: { type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM, options: { boundaries: [...BUCKETS] } },
      },
    ],
  });
  const meter = provider.getMeter('bench');
  const serializer = new PrometheusSerializer();
  return {
    counter: (name) => {
      const it = meter.createCounter(name);
      return { inc: (given) => it.add(1, { ...given }), hold: (given) => () => it.add(1, { ...given }) };
    },
    histogram: (name) => {
      const it = meter.createHistogram(name);
      return {
        observe: (given, value) => it.record(value, { ...given }),
        hold: (given) => (value) => it.record(value, { ...given }),
      };
    },
    render: async () => {
      const { resourceMetrics } = await exporter.collect();
      return Buffer.from(serializer.serialize(resourceMetrics), 'utf8').byteLength;
    },
  };
}
