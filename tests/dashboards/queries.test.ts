import { describe, expect, it } from 'vitest';
import {
  blackboxMetrics,
  cadvisorMetrics,
  nodeMetrics,
  postgresMetrics,
  pushgatewayMetrics,
  redisMetrics,
} from '../../exporters/index.ts';
import { alertmanagerMetrics, prometheusMetrics, scrape } from '../../servers/index.ts';
import { sergasMetrics } from '../../stacks/sergas/metrics.ts';
import { type BoardJson, everything, expanded, overviewOf, panelOf, panelsOf } from './boards.ts';
import { askPromtool, parseWithPromtool } from './promtool.ts';

const exporters = [blackboxMetrics, cadvisorMetrics, nodeMetrics, postgresMetrics, pushgatewayMetrics, redisMetrics];
const exported = [...exporters, alertmanagerMetrics, prometheusMetrics, scrape];
const { board, file } = overviewOf(everything);

/** A query of a panel as Prometheus gets it, over the five minutes that the questions cover. */
function query(title: string, index = 0, from: BoardJson = board): string {
  const expr = panelOf(from, title).targets[index]?.expr ?? '';
  return expanded(expr.replaceAll('$__rate_interval', '5m'));
}

describe('queries of the overview', { timeout: 120_000 }, () => {
  it('are all read by the parser of Prometheus', async () => {
    const queries = panelsOf(board).flatMap(({ targets }) => targets.map(({ expr }) => expanded(expr)));
    const annotations = board.annotations.list.map(({ expr }) => expanded(expr));
    expect(queries.length).toBeGreaterThan(20);
    const variables = board.templating.list.flatMap(({ query }) =>
      typeof query === 'string'
        ? []
        : [/^label_values\((.+), \w+\)$/.exec(query.query)?.[1] ?? 'not a choice of labels'],
    );
    await parseWithPromtool([...queries, ...annotations, ...variables]);
  });

  it('would be refused by that parser if one were wrong', async () => {
    await expect(parseWithPromtool(['sum by (job (up)'])).rejects.toThrow(/parse error/);
  });

  it('use no macro and no variable that Grafana would leave in the text', () => {
    const names = board.templating.list.map(({ name }) => name);
    for (const { targets } of panelsOf(board)) {
      for (const { expr } of targets) {
        const left = [...expr.matchAll(/\$([a-z_]\w*)/g)].map(([, name]) => name);
        expect(['__rate_interval', ...names]).toEqual(expect.arrayContaining(left));
      }
    }
  });

  it('take rates over windows that follow the scrape interval, when they are drawn over time', () => {
    for (const { targets } of panelsOf(board)) {
      for (const { expr } of targets.filter(({ range }) => range))
        expect(expr).not.toMatch(/\b(rate|increase|irate|changes)\([^()]*\[\d/);
    }
  });

  it('match variables of several values by a regular expression', () => {
    for (const { targets } of panelsOf(board)) {
      for (const { expr } of targets) expect(expr).not.toMatch(/[^~]"\$(job|instance)"/);
    }
  });

  it('name series only by labels that the query keeps', () => {
    for (const { targets, title } of panelsOf(board)) {
      for (const { expr, legendFormat } of targets) {
        const kept = [...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, labels = '']) => labels.split(/,\s*/));
        // Binary operations without an aggregation keep every label.
        if (kept.length === 0) continue;
        const named = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label);
        expect(kept, title).toEqual(expect.arrayContaining(named));
      }
    }
  });

  it('read metrics that the dashboard declares, so that Prometheus stores them', () => {
    const declared = new Set(file.queries.flatMap(({ expr }) => expr.metrics.map(({ name }) => name)));
    const known = new Set([sergasMetrics, ...exported].flatMap((set) => Object.values(set).map(({ name }) => name)));
    for (const { targets, title } of panelsOf(board)) {
      const words = targets.flatMap(({ expr }) => expr.match(/\w+/g) ?? []);
      const read = words.map((word) => word.replace(/_bucket$/, '')).filter((word) => known.has(word));
      expect(read, title).not.toEqual([]);
      expect(
        read.filter((name) => !declared.has(name)),
        title,
      ).toEqual([]);
    }
  });
});

describe('an answer of the overview', { timeout: 120_000 }, () => {
  it('counts the instances of services that are down, and no exporters', async () => {
    await askPromtool({
      expr: query('Services down'),
      series: {
        'up{job="sergas", instance="a"}': '1x5',
        'up{job="sergas", instance="b"}': '0x5',
        'up{job="node", instance="c"}': '0x5',
      },
      answer: { '{}': 1 },
    });
  });

  it('says nothing about services when Prometheus knows none, rather than that all is well', async () => {
    await askPromtool({ expr: query('Services down'), series: { 'up{job="node"}': '1x5' }, answer: {} });
  });

  it('counts firing alerts of one severity, pending ones not, and none as zero', async () => {
    const expr = query('Critical alerts');
    const series = {
      'ALERTS{alertname="A", alertstate="firing", severity="critical"}': '1x5',
      'ALERTS{alertname="B", alertstate="pending", severity="critical"}': '1x5',
      'ALERTS{alertname="C", alertstate="firing", severity="warning"}': '1x5',
    };
    await askPromtool({ expr, series, answer: { '{}': 1 } });
    await askPromtool({ expr, series: {}, answer: { '{}': 0 } });
  });

  it('knows whether the watchdog fires', async () => {
    const expr = query('Alerting');
    const series = { 'ALERTS{alertname="Watchdog", alertstate="firing", severity="info"}': '1x5' };
    await askPromtool({ expr, series, answer: { '{}': 1 } });
    await askPromtool({ expr, series: {}, answer: { '{}': 0 } });
  });

  it('lists what fires with the time since when, in the milliseconds of Grafana', async () => {
    const labels = 'alertname="InstanceDown", severity="critical", job="sergas", instance="a", service="api", team="t"';
    await askPromtool({
      expr: query('Firing alerts'),
      series: {
        [`ALERTS{${labels}, alertstate="firing"}`]: '1x5',
        [`ALERTS_FOR_STATE{${labels}}`]: '60x5',
        'ALERTS{alertname="Slow", severity="warning", alertstate="pending"}': '1x5',
        'ALERTS_FOR_STATE{alertname="Slow", severity="warning"}': '90x5',
      },
      answer: {
        '{alertname="InstanceDown", severity="critical", job="sergas", instance="a", service="api"}': 60_000,
      },
    });
  });

  it('gives the share of failed requests of services, and zero for one that never failed', async () => {
    const expr = query('Failed requests');
    const other = { 'http_requests_total{job="other", status_code="5xx"}': '0+18x5' };
    const well = { 'http_requests_total{job="sergas", status_code="2xx"}': '0+18x5' };
    await askPromtool({ expr, series: { ...other, ...well }, answer: { '{job="sergas"}': 0 } });
    const failed = { 'http_requests_total{job="sergas", status_code="5xx"}': '0+6x5' };
    await askPromtool({ expr, series: { ...other, ...well, ...failed }, answer: { '{job="sergas"}': 0.25 } });
  });

  it('gives quantiles of the time to answer from the buckets of all instances', async () => {
    const bucket = (le: string, labels = 'job="sergas", instance="a"') =>
      `http_request_duration_seconds_bucket{${labels}, le="${le}"}`;
    await askPromtool({
      expr: query('Time to answer', 1),
      series: { [bucket('1')]: '0+10x5', [bucket('2')]: '0+10x5', [bucket('+Inf')]: '0+10x5' },
      answer: { '{job="sergas"}': 0.5 },
    });
  });

  it('sums containers by their name, and in a cluster by their pod', async () => {
    const series = {
      'container_memory_working_set_bytes{name="web", id="/1"}': '5x5',
      'container_memory_working_set_bytes{name="4f1c", container="a", pod="api-0"}': '7x5',
      'container_memory_working_set_bytes{name="9e2d", container="b", pod="api-0"}': '1x5',
      'container_memory_working_set_bytes{id="/"}': '100x5',
    };
    await askPromtool({
      expr: query('Memory by container'),
      series,
      answer: { '{name="api-0"}': 8, '{name="web"}': 5 },
    });
  });

  it('gives the room used on disks that hold data', async () => {
    await askPromtool({
      expr: query('Disk room used'),
      series: {
        'node_filesystem_avail_bytes{instance="h", mountpoint="/", fstype="ext4"}': '20x5',
        'node_filesystem_size_bytes{instance="h", mountpoint="/", fstype="ext4"}': '80x5',
        'node_filesystem_avail_bytes{instance="h", mountpoint="/run", fstype="tmpfs"}': '0x5',
        'node_filesystem_size_bytes{instance="h", mountpoint="/run", fstype="tmpfs"}': '80x5',
      },
      answer: { '{instance="h", mountpoint="/"}': 0.75 },
    });
  });

  it('does not count waiting for a disk as work of a processor', async () => {
    await askPromtool({
      expr: query('Processors busy'),
      series: {
        'node_cpu_seconds_total{instance="h", cpu="0", mode="user"}': '0+15x5',
        'node_cpu_seconds_total{instance="h", cpu="0", mode="iowait"}': '0+15x5',
        'node_cpu_seconds_total{instance="h", cpu="0", mode="idle"}': '0+30x5',
      },
      answer: { '{instance="h"}': 0.25 },
    });
  });

  it('gives the share of PostgreSQL connections over all databases', async () => {
    await askPromtool({
      expr: query('PostgreSQL connections used'),
      series: {
        'pg_stat_activity_count{instance="p", datname="a", state="idle"}': '20x5',
        'pg_stat_activity_count{instance="p", datname="b", state="active"}': '5x5',
        'pg_settings_max_connections{instance="p"}': '100x5',
      },
      answer: { '{instance="p"}': 0.25 },
    });
  });

  it('gives the seconds until a certificate ends', async () => {
    await askPromtool({
      expr: query('Certificates end in'),
      series: { 'probe_ssl_earliest_cert_expiry{job="tls", instance="shop:443"}': '1000x5' },
      answer: { '{instance="shop:443"}': 700 },
    });
  });
});
