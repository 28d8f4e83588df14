import { load } from 'js-yaml';
import { nodeExporter, pushgateway } from 'narthex';
import { describe, expect, it } from 'vitest';
import { composePlace } from '../../compose/place.ts';
import { pushgatewayMetrics } from '../../exporters/index.ts';
import { scrape } from '../../servers/index.ts';
import { scrapeConfig } from '../../servers/prometheus/scrape-config.ts';
import { environmentNames, type Plan } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { composeFile, composeText } from '../support/compose.ts';
import { planOf, shop, smallest } from '../support/stacks.ts';

/** An entry of `scrape_configs`, as far as tests look at it. */
interface ScrapeConfig {
  readonly job_name: string;
  readonly scrape_interval: string;
  readonly scrape_timeout: string;
  readonly metrics_path?: string;
  readonly honor_labels?: boolean;
  readonly params?: { readonly module: readonly string[] };
  readonly static_configs: readonly { readonly targets: readonly string[]; readonly labels: Record<string, string> }[];
  readonly relabel_configs?: readonly Record<string, unknown>[];
  readonly metric_relabel_configs?: readonly { readonly regex: string; readonly action: string }[];
  readonly [limit: string]: unknown;
}

interface PrometheusFile {
  readonly global: Record<string, unknown> & { readonly external_labels: Record<string, string> };
  readonly rule_files: readonly string[];
  readonly alerting: { readonly alert_relabel_configs: readonly unknown[]; readonly alertmanagers: readonly unknown[] };
  readonly scrape_configs: readonly ScrapeConfig[];
}

const prometheusFile = (plan: Plan) => load(composeText(plan, 'prometheus/prometheus.yml')) as PrometheusFile;
const job = (plan: Plan, name: string): ScrapeConfig => {
  const found = prometheusFile(plan).scrape_configs.find(({ job_name }) => job_name === name);
  if (found === undefined) throw new Error(`there is no job '${name}'`);
  return found;
};
/** What a job stores, or `all`. */
const stored = (config: ScrapeConfig): readonly string[] | 'all' =>
  config.metric_relabel_configs?.[0]?.regex.split('|') ?? 'all';
const args = (plan: Plan) => composeFile(plan).services.prometheus?.command ?? [];

const development = planOf(sergas, 'development');
const production = planOf(sergas, 'production');

describe('the scrape jobs of Sergas', () => {
  it.each(environmentNames)('are these eight and the three servers, at these intervals, in %s', (environment) => {
    const jobs = prometheusFile(planOf(sergas, environment)).scrape_configs.map(
      ({ job_name, scrape_interval, scrape_timeout }) => [job_name, scrape_interval, scrape_timeout],
    );
    expect(jobs).toEqual([
      ['sergas', '10s', '6s'],
      ['node', '15s', '10s'],
      ['cadvisor', '15s', '10s'],
      ['postgres', '30s', '10s'],
      ['redis', '30s', '10s'],
      ['blackbox-http', '30s', '10s'],
      ['blackbox-tcp', '30s', '10s'],
      ['pushgateway', '15s', '10s'],
      ['prometheus', '15s', '10s'],
      ['alertmanager', '15s', '10s'],
      ['grafana', '15s', '10s'],
    ]);
  });

  it('let only the Pushgateway speak for others', () => {
    const honoured = prometheusFile(development).scrape_configs.filter(
      ({ honor_labels }) => honor_labels !== undefined,
    );
    expect(honoured.map(({ job_name, honor_labels }) => [job_name, honor_labels])).toEqual([['pushgateway', true]]);
  });

  it('are limited, all of them; those of the hosts leave room for many hosts', () => {
    // Where the catalog says what comes, the limit follows from it: tests/cost/limits.test.ts.
    const predicted = new Map(development.jobs.map(({ name, limits }) => [name, limits.samples]));
    for (const config of prometheusFile(development).scrape_configs) {
      expect(predicted.get(config.job_name)).toBeLessThanOrEqual(10_000);
      expect(config).toMatchObject({
        sample_limit: predicted.get(config.job_name),
        target_limit: ['node', 'cadvisor'].includes(config.job_name) ? 5_000 : 100,
        label_limit: 40,
        label_name_length_limit: 128,
        label_value_length_limit: 1_024,
        body_size_limit: '16MB',
      });
    }
  });

  it('store everything of applications and batch jobs, and of the rest what somebody reads', () => {
    const all = prometheusFile(development).scrape_configs.filter((config) => stored(config) === 'all');
    expect(all.map(({ job_name }) => job_name)).toEqual(['sergas', 'pushgateway']);
  });

  it('store every series that a rule or a dashboard reads', () => {
    const kept = new Set(prometheusFile(development).scrape_configs.flatMap((config) => stored(config)));
    const { catalog = {}, runtime = {} } = sergas.stack.services['sergas-api']?.metrics ?? {};
    const own = Object.values({ ...catalog, ...runtime }).map(({ name }) => name);
    const elsewhere = [...Object.values(scrape), ...Object.values(pushgatewayMetrics)].map(({ name }) => name);
    const read = [
      ...development.groups.flatMap(({ rules }) => rules.flatMap(({ expr }) => expr.metrics)),
      ...development.dashboards.flatMap(({ queries }) => queries.flatMap(({ expr }) => expr.metrics)),
    ].filter(({ name, type }) => type !== 'histogram' && ![...own, ...elsewhere].includes(name));
    for (const { name } of read) expect(kept).toContain(name);
    expect(read.length).toBeGreaterThan(10);
  });

  it('keep what an operator asks first, although no rule reads it', () => {
    expect(stored(job(development, 'node'))).toContain('node_uname_info');
    expect(stored(job(development, 'cadvisor'))).toContain('container_start_time_seconds');
    expect(stored(job(development, 'alertmanager'))).toContain('alertmanager_build_info');
  });

  it('store nothing by an empty list, rather than everything', () => {
    const [node] = development.jobs.filter(({ name }) => name === 'node');
    const workload = development.workloads.find(({ name }) => name === 'prometheus');
    if (node === undefined || workload === undefined) throw new Error('Sergas has no host');
    const config = scrapeConfig(node, [], composePlace(development, workload)) as unknown as ScrapeConfig;
    const [relabel] = config.metric_relabel_configs ?? [];
    expect(relabel?.action).toBe('keep');
    expect(new RegExp(`^(?:${relabel?.regex})$`).test('node_cpu_seconds_total')).toBe(false);
  });
});

describe('targets', () => {
  it('carry the same instance in every environment, whatever their address', () => {
    const instances = (plan: Plan) =>
      prometheusFile(plan).scrape_configs.flatMap(({ static_configs }) => static_configs.map(({ labels }) => labels));
    expect(instances(production)).toEqual(instances(development));
    expect(job(development, 'sergas').static_configs[0]?.targets).toEqual(['sergas-api:8000']);
    expect(job(production, 'sergas').static_configs[0]?.targets).toEqual(['sergas-api.sergas.internal:8000']);
    expect(job(production, 'sergas').static_configs[0]?.labels).toEqual({
      instance: 'sergas-api:8000',
      service: 'sergas-api',
    });
  });

  it('of one job may be several services', () => {
    const metrics = { catalog: {}, interval: '15s', job: 'shop' };
    const plan = planOf(
      shop({ services: { api: { ...smallest.services.api, metrics }, web: { ...smallest.services.api, metrics } } }),
    );
    expect(job(plan, 'shop').static_configs.map(({ labels }) => labels.service)).toEqual(['api', 'web']);
  });

  it('of probes are asked through the prober, and named as people know them', () => {
    expect(job(development, 'blackbox-http')).toMatchObject({
      metrics_path: '/probe',
      params: { module: ['http_2xx'] },
      static_configs: [
        {
          targets: ['http://sergas-api:8000/health'],
          labels: { instance: 'sergas-api:8000/health', service: 'sergas-api' },
        },
      ],
      relabel_configs: [
        { source_labels: ['__address__'], target_label: '__param_target' },
        { target_label: '__address__', replacement: 'blackbox:9115' },
      ],
    });
    expect(job(production, 'blackbox-tcp').static_configs.map(({ targets }) => targets[0])).toEqual([
      'postgres.sergas.internal:5432',
      'redis.sergas.internal:6379',
    ]);
  });

  it('serve their metrics at another path where they say so', () => {
    const metrics = { catalog: {}, interval: '15s', path: '/internal/metrics', sampleLimit: 7 };
    const config = job(planOf(shop({ services: { api: { ...smallest.services.api, metrics } } })), 'api');
    expect(config).toMatchObject({ metrics_path: '/internal/metrics', sample_limit: 7 });
  });
});

describe('Prometheus', () => {
  it('labels what it sends with stack and environment, and keeps its replica to itself', () => {
    const { global, alerting } = prometheusFile(production);
    expect(global.external_labels).toEqual({
      stack: 'sergas',
      environment: 'production',
      replica: `\${NARTHEX_REPLICA}`,
    });
    expect(alerting.alert_relabel_configs).toEqual([{ regex: 'replica', action: 'labeldrop' }]);
    expect(composeFile(production).services.prometheus?.environment).toEqual({ NARTHEX_REPLICA: 'prometheus' });
  });

  it('never lets the author overwrite the label that tells replicas apart', () => {
    const plan = planOf(shop({ prometheus: { externalLabels: { replica: 'x', region: 'eu' } } }));
    expect(prometheusFile(plan).global.external_labels).toMatchObject({ region: 'eu', replica: `\${NARTHEX_REPLICA}` });
  });

  it('reads the shared rules and tells Alertmanager', () => {
    const { rule_files, alerting } = prometheusFile(development);
    expect(rule_files).toEqual(['/etc/narthex/rules/*.yml']);
    expect(alerting.alertmanagers).toEqual([{ static_configs: [{ targets: ['alertmanager:9093'] }] }]);
  });

  it('evaluates as often as it reads', () => {
    const plan = planOf(shop({ prometheus: { interval: '1m' } }));
    expect(prometheusFile(plan).global).toMatchObject({ scrape_interval: '1m', evaluation_interval: '1m' });
  });

  it('keeps 30 days, by time and by size, in production', () => {
    expect(args(production)).toEqual(
      expect.arrayContaining(['--storage.tsdb.retention.time=30d', '--storage.tsdb.retention.size=40GB']),
    );
  });

  it('opens nothing that stops it, changes it or lets any web page read it', () => {
    const given = args(production).join(' ');
    expect(given).not.toMatch(/enable-lifecycle|enable-admin-api|enable-remote-write-receiver|enable-otlp/);
    expect(args(production)).toContain('--web.cors.origin=https://grafana\\.sergas\\.internal');
    expect(given).toMatch(/--web\.max-connections=\d+/);
  });

  it('does not scrape what the stack does not have', () => {
    const names = prometheusFile(planOf(shop({ exporters: [nodeExporter(), pushgateway()] }))).scrape_configs.map(
      ({ job_name }) => job_name,
    );
    expect(names).toEqual(['node', 'pushgateway', 'prometheus', 'alertmanager', 'grafana']);
  });
});
