import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checked, refusal } from './support.ts';

const rules = (...exprs: readonly string[]) =>
  `groups:\n- name: a\n  rules:\n${exprs.map((expr, index) => `  - {record: 'all:y:z${index}', expr: ${JSON.stringify(expr)}}\n`).join('')}`;
const codes = async (expr: string, options = {}, files = {}) =>
  (await checked({ 'r.yml': rules(expr), ...files }, options)).findings.map(({ code }) => code);

describe('labels that nobody knows of', () => {
  it.each([
    'up{cluster="a"}',
    'sum by (team) (rate(node_context_switches_total[5m]))',
    'node_memory_MemFree_bytes * on (instance) group_left (nodename) node_uname_info',
    'node_memory_MemFree_bytes / on (job) group_left () count by (job) (up)',
    'node_load1 * on (instance, cluster) group_left (region) node_boot_time_seconds',
    'kube_pod_labels{label_app="x"}',
    'kube_pod_info{job="ksm"} * on (namespace, pod) group_left (label_app) kube_pod_labels',
    'push_time_seconds{exported_job="batch"}',
    'rate(node_context_switches_total[1m])',
    'rate(http_requests_total{code="500"}[5m])',
    'ALERTS{alertname="Elsewhere"}',
    'limitk(3, up)',
    'avg_over_time(up[90d])',
  ])('are no mistake: %s', async (expr) => {
    expect(await codes(expr)).toEqual([]);
  });

  it.each([
    ['node_cpu_seconds_total{mode="busy"}', 'NX503'],
    ['rate(node_memory_MemFree_bytes[5m])', 'NX504'],
    ['node_memory_MemFree_bytes + node_boot_time_seconds', 'NX512'],
    ['sum by (job) (up) / sum by (instance) (up)', 'NX510'],
    ['node_load1 * on (instance) node_cpu_seconds_total', 'NX511'],
  ])('hide no other mistake: %s', async (expr, code) => {
    expect(await codes(expr)).toEqual([code]);
  });

  it('are one where --target-labels says exactly which there are', async () => {
    const targetLabels = ['job', 'instance'];
    expect(await codes('up{cluster="a"}', { targetLabels })).toEqual(['NX502']);
    expect(await codes('node_load1{instance="a"} and on (job) up', { targetLabels })).toEqual([]);
    expect(await codes('push_time_seconds{exported_job="batch"}', { targetLabels })).toEqual([]);
    expect(await codes('up{cluster="a"}', { targetLabels: [...targetLabels, 'cluster'] })).toEqual([]);
    expect(await codes('kube_pod_labels{label_app="x"}', { targetLabels })).toEqual([]);
  });
});

describe('metrics that no catalog has', () => {
  it('are counted', async () => {
    const { text, report } = await checked({ 'r.yml': rules('orders_total + shop_users', 'up') });
    expect(report.unknown).toEqual(['orders_total', 'shop_users']);
    expect(text).toContain(
      '2 of 3 metrics are in no catalog: their expressions were checked for syntax and shape only',
    );
  });

  it('are mistakes where everything is in the catalogs', async () => {
    const { findings, text } = await checked({ 'r.yml': rules('orders_total', 'all:y:z0') }, { closed: true });
    expect(findings.map(({ code }) => code)).toEqual(['NX501']);
    expect(text).not.toContain('in no catalog');
  });

  it('count alerts of other files only then', async () => {
    expect(await codes('ALERTS{alertname="Elsewhere"}', { closed: true })).not.toEqual([]);
  });
});

describe('a number in a label', () => {
  it.each([
    ['prometheus_http_request_duration_seconds_bucket{le="1"}', 'NX508'],
    ['go_gc_duration_seconds{quantile="1"}', 'NX503'],
    ['prometheus_http_request_duration_seconds_bucket{le=~"1|3"}', 'NX516'],
  ])('is spelt in one way only by Prometheus 3: %s', async (expr, code) => {
    expect(await codes(expr)).toEqual([]);
    expect(await codes(expr, { prometheusVersion: [2, 53] })).toEqual([]);
    expect(await codes(expr, { prometheusVersion: [3, 5] })).toEqual([code]);
  });
});

describe('what is known of the Prometheus', () => {
  it.each([
    ['rate(node_context_switches_total[1m])', { scrapeInterval: 60 }, 'NX517'],
    ['avg_over_time(up[90d])', { retention: 15 * 86_400 }, 'NX518'],
    ['limitk(3, up)', { features: [] }, 'NX520'],
    ['histogram_quantiles(up, "q", 0.5)', { prometheusVersion: [3, 0] as const }, 'NX520'],
  ])('is held against %s', async (expr, options, code) => {
    expect(await codes(expr, options)).toContain(code);
  });

  it('are its external labels', async () => {
    const alert = `groups: [{name: a, rules: [{alert: A, expr: up == 0, labels: {severity: critical, region: eu}, annotations: {summary: 'In {{ $externalLabels.zone }}.', description: x}}]}]`;
    const of = async (externalLabels?: Record<string, string>) =>
      (await checked({ 'r.yml': alert }, externalLabels ? { externalLabels } : {})).findings.map(({ code }) => code);
    expect(await of()).toEqual([]);
    expect((await of({ region: 'eu' })).sort()).toEqual(['NX531', 'NX540']);
  });
});

const typescript = `import { counter, describeMetrics, open } from 'narthex';
import { unit } from './unit';
export const shopMetrics = describeMetrics({
  orders: counter('orders_total', 'Orders.', { labels: { state: ['paid', 'open'], shop: open() } }),
  revenue: counter('revenue_total', 'Revenue.', { unit }),
});
`;
const exposition = `# HELP queue_depth Jobs that wait.
# TYPE queue_depth gauge
queue_depth{queue="mail",kind="slow"} 3
queue_depth{queue="sms",kind="fast"} 4
# TYPE job_seconds histogram
job_seconds_bucket{le="0.5"} 1
job_seconds_bucket{le="+Inf"} 2
job_seconds_sum 3
job_seconds_count 2
strange 5
`;
const files = {
  'catalogs/shop.ts': typescript,
  'catalogs/unit.ts': "export const unit = 'euros';\n",
  'queue.prom': exposition,
};

describe('further catalogs', () => {
  it('are TypeScript files, outside any project', async () => {
    const options = { catalogs: ['catalogs/shop.ts'] };
    expect(await codes('rate(orders_total{state="lost"}[5m])', options, files)).toEqual(['NX503']);
    expect(await codes('rate(orders_total[5m]) + rate(revenue_total[5m])', options, files)).toEqual(['NX512']);
    expect(await codes('delta(orders_total[5m])', options, files)).toEqual(['NX505']);
  });

  it('are what programs exposed, where lists may be incomplete and types missing', async () => {
    const options = { catalogs: ['queue.prom'] };
    expect(await codes('rate(queue_depth[5m])', options, files)).toEqual(['NX504']);
    expect(await codes('queue_depth{kind="medium"}', options, files)).toEqual([]);
    expect(await codes('rate(strange[5m])', options, files)).toEqual([]);
    expect(await codes('job_seconds_bucket{le="0.7"}', options, files)).toEqual(['NX508']);
  });

  it('are all that a folder holds', async () => {
    const whole = { 'all/shop.ts': typescript, 'all/unit.ts': '', 'all/queue.prom': exposition };
    const message = await refusal(codes('up', { catalogs: ['all'] }, whole));
    expect(message).toContain('NX854');
    const good = {
      'all/shop.ts': typescript.replace("'./unit'", "'../unit'"),
      'unit.ts': files['catalogs/unit.ts'],
      'all/queue.prom': exposition,
    };
    const options = { catalogs: ['all'], closed: true };
    expect(await codes('rate(orders_total[5m])', options, good)).toEqual([]);
    expect(await codes('queue_depth', options, good)).toEqual([]);
  });

  it.each([
    [{ 'c.ts': 'export const x = 1;\n' }, 'it exports no catalog'],
    [{ 'c.ts': 'export const x = ;\n' }, 'c.ts:1:18'],
    [{ 'c.ts': "throw new Error('oh');\n" }, 'it fails when it is loaded: oh'],
    [{ 'other.ts': '' }, 'there is no such file'],
  ])('are refused when they are none: %j', async (catalog, message) => {
    expect(await refusal(codes('up', { catalogs: ['c.ts'] }, catalog))).toContain(message);
  });
});

describe('files that cannot be read', () => {
  it('are named, all of them', async () => {
    const work = checked({}, { rules: [join('/no', 'a.yml')], dashboards: ['/'] });
    expect(await refusal(work)).toMatch(/a\.yml: there is no such file[\s\S]*\/: it is a folder/);
  });
});
