import {
  blackboxExporter,
  cadvisor,
  counter,
  defineMetrics,
  gauge,
  histogram,
  nodeExporter,
  promql,
  pushgateway,
  rulePack,
} from 'narthex';
import { describe, expect, it } from 'vitest';
import type { Catalog, Series } from '../../promql/index.ts';
import { parseExpression, stackCatalog, stackExpressions, surroundings } from '../../stacks/analysis/index.ts';
import { openMetricsFloat } from '../../stacks/analysis/series.ts';
import type { Plan } from '../../stacks/model/index.ts';
import { planOf, shop, smallest } from '../support/stacks.ts';

const metrics = defineMetrics({
  requests: counter('http_requests_total', 'Requests.', { labels: { status_code: ['2xx', '5xx'] } }),
  duration: histogram('http_request_duration_seconds', 'Time.', { unit: 'seconds', buckets: [0.1, 1, 10] }),
  share: gauge('cache_hit_ratio', 'Hits.', { unit: 'ratio' }),
});
const api = { ...smallest.services.api, metrics: { catalog: metrics, interval: '10s' as const } };

function catalogOf(plan: Plan): Catalog {
  const parsed = stackExpressions(plan).flatMap((each) => parseExpression(each) ?? []);
  return surroundings(plan, parsed).catalog;
}

const only = (catalog: Catalog, name: string): Series => {
  const [series, ...others] = catalog.find(name);
  if (series === undefined || others.length > 0) throw new Error(`${name}: ${others.length} others`);
  return series;
};
const labelsOf = ({ labels }: Series) =>
  Object.fromEntries(
    [...labels].map(([name, { always, values }]) => [always ? name : `${name}?`, values && [...values]]),
  );

describe('the catalog of a stack', () => {
  it('has what a service exposes, with the labels that Prometheus adds', () => {
    const requests = only(catalogOf(planOf(shop({ services: { api } }))), 'http_requests_total');
    expect(labelsOf(requests)).toEqual({
      job: ['api'],
      instance: ['api:8000'],
      service: ['api'],
      status_code: ['2xx', '5xx'],
    });
    expect(requests).toMatchObject({
      kind: 'counter',
      closed: true,
      source: { kind: 'scrape', job: 'api', interval: 10 },
    });
  });

  it('has the three series of a histogram, with buckets as Prometheus 3 writes them', () => {
    const catalog = catalogOf(planOf(shop({ services: { api } })));
    expect(only(catalog, 'http_request_duration_seconds_bucket').buckets).toEqual(['0.1', '1.0', '10.0', '+Inf']);
    expect(only(catalog, 'http_request_duration_seconds_sum').unit).toEqual({ powers: { seconds: 1 } });
    expect(only(catalog, 'http_request_duration_seconds_count').unit).toEqual({ powers: {} });
    expect(catalog.find('http_request_duration_seconds')).toEqual([]);
  });

  it('knows that a ratio lies between 0 and 1', () => {
    expect(only(catalogOf(planOf(shop({ services: { api } }))), 'cache_hit_ratio').bounds).toEqual({ min: 0, max: 1 });
  });

  it('has up for each job', () => {
    const plan = planOf(shop({ services: { api }, exporters: [nodeExporter()] }));
    const jobs = catalogOf(plan)
      .find('up')
      .flatMap(({ labels }) => [...(labels.get('job')?.values ?? [])]);
    expect(jobs.sort()).toEqual(plan.jobs.map(({ name }) => name).sort());
  });

  it('says nothing of the instance of what runs once on each node, or is somebody else’s in a cluster', () => {
    const foreign = {
      ...api,
      run: { kind: 'deployed', address: 'api:8000', kubernetes: { namespace: 'a', service: 'api', port: 'http' } },
    };
    const catalog = catalogOf(planOf(shop({ services: { api: foreign }, exporters: [nodeExporter()] })));
    expect(only(catalog, 'http_requests_total').labels.get('instance')).toEqual({ always: true });
    expect(only(catalog, 'node_filesystem_avail_bytes').labels.get('instance')).toEqual({ always: true });
  });

  it('has of an exporter only what is stored', () => {
    const catalog = catalogOf(planOf(shop({ exporters: [nodeExporter()] })));
    expect(catalog.find('node_filesystem_avail_bytes')).not.toEqual([]);
    expect(catalog.find('node_entropy_available_bits')).toEqual([]);
  });

  it('has what a rule reads by its bare text, because it is stored then', () => {
    const rules = [
      rulePack('own', [
        { kind: 'recording', name: 'node:entropy:min', expr: promql`min(node_entropy_available_bits)` },
      ]),
    ];
    const plan = planOf(shop({ exporters: [nodeExporter()], rules }));
    expect(catalogOf(plan).find('node_entropy_available_bits')).not.toEqual([]);
    expect(plan.sources.find(({ job }) => job.name === 'node')?.stored).toContain('node_entropy_available_bits');
  });

  it('calls a label that Prometheus sets itself exported_, unless the target speaks for others', () => {
    const labelled = defineMetrics({ depth: gauge('depth', 'Depth.', { labels: { service: ['a'] } }) });
    const plan = planOf(shop({ services: { api: { ...api, metrics: { catalog: labelled, interval: '10s' } } } }));
    expect(Object.keys(labelsOf(only(catalogOf(plan), 'depth')))).toEqual([
      'job',
      'instance',
      'service',
      'exported_service',
    ]);
  });

  it('has what batch jobs push, under their own job and without an instance', () => {
    const pushes = { backup: defineMetrics({ size: gauge('backup_size_bytes', 'Size.', { unit: 'bytes' }) }) };
    const catalog = catalogOf(planOf(shop({ exporters: [pushgateway({ pushes })] })));
    expect(labelsOf(only(catalog, 'backup_size_bytes'))).toEqual({ job: ['backup'] });
  });

  it('knows the labels that the kubelet adds to containers, which are not everywhere', () => {
    const rules = [
      rulePack('own', [
        { kind: 'recording', name: 'pod:memory:sum', expr: promql`sum by (pod) (container_memory_working_set_bytes)` },
      ]),
    ];
    const memory = only(
      catalogOf(planOf(shop({ exporters: [cadvisor()], rules }))),
      'container_memory_working_set_bytes',
    );
    expect(memory.labels.get('pod')).toEqual({ always: false });
    expect(memory.labels.get('id')).toEqual({ always: true });
  });

  it('has the targets of probes by their names', () => {
    const probes = { web: { module: 'http_2xx', interval: '30s', targets: [{ service: 'api' }] } };
    const success = only(
      catalogOf(
        planOf(shop({ services: { api: { ...api, health: '/health' } }, exporters: [blackboxExporter()], probes })),
      ),
      'probe_success',
    );
    expect(labelsOf(success)).toMatchObject({
      job: ['web'],
      instance: ['api:8000/health'],
      prober_module: ['http_2xx'],
    });
  });

  it('types what rules record, also when one reads the other and stands before it', () => {
    const recording = (name: string, text: string) => ({ kind: 'recording' as const, name, expr: promql`${text}` });
    const rules = [
      rulePack('own', [
        recording('api:errors:ratio', 'api:errors:rate5m / api:requests:rate5m'),
        recording('api:errors:rate5m', 'sum by (job) (rate(http_requests_total{status_code="5xx"}[5m]))'),
        recording('api:requests:rate5m', 'sum by (job) (rate(http_requests_total[5m]))'),
      ]),
    ];
    const catalog = catalogOf(planOf(shop({ services: { api }, rules })));
    expect(only(catalog, 'api:errors:rate5m')).toMatchObject({ unit: { powers: { seconds: -1 } }, closed: true });
    expect(only(catalog, 'api:errors:ratio').unit).toEqual({ powers: {} });
    expect(labelsOf(only(catalog, 'api:errors:ratio'))).toEqual({ job: ['api'] });
  });

  it('says nothing of rules that read each other', () => {
    const recording = (name: string, text: string) => ({ kind: 'recording' as const, name, expr: promql`${text}` });
    const rules = [rulePack('own', [recording('a:b:sum', 'sum(c:d:sum)'), recording('c:d:sum', 'sum(a:b:sum)')])];
    const catalog = catalogOf(planOf(shop({ rules })));
    expect(only(catalog, 'a:b:sum')).toMatchObject({ kind: undefined, unit: undefined, closed: false });
  });

  it('has ALERTS with the labels of each alert', () => {
    const catalog = catalogOf(planOf(shop({ services: { api } })));
    const down = catalog.find('ALERTS').find(({ labels }) => labels.get('alertname')?.values?.has('InstanceDown'));
    expect(down && labelsOf(down)).toMatchObject({
      alertstate: ['pending', 'firing'],
      severity: ['critical'],
      team: ['shop'],
      job: ['api'],
    });
  });

  it('is closed: what nobody declared is not there', () => {
    const plan = planOf(shop());
    expect(stackCatalog(plan, () => undefined).closed).toBe(true);
  });
});

describe('a bucket as Prometheus 3 writes it', () => {
  it.each([
    [0, '0.0'],
    [1, '1.0'],
    [0.005, '0.005'],
    [0.00001, '1e-05'],
    [250, '250.0'],
    [100_000, '100000.0'],
    [1e6, '1e+06'],
    [1_048_576, '1.048576e+06'],
    [-1, '-1.0'],
    [Number.POSITIVE_INFINITY, '+Inf'],
  ])('%s is %s', (value, text) => {
    expect(openMetricsFloat(value)).toBe(text);
  });
});
