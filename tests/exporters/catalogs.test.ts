import type { MetricDefinition, MetricSet } from '@narthex/instrumentation';
import { describe, expect, it } from 'vitest';
import {
  blackboxExporterMetrics,
  blackboxMetrics,
  nodeMetrics,
  postgresMetrics,
  probeMetrics,
  pushgatewayMetrics,
  redisMetrics,
} from '../../exporters/index.ts';
import { alertmanagerMetrics, prometheusMetrics, scrape } from '../../servers/index.ts';
import { standardModules } from '../../stacks/model/index.ts';

const catalogs: Readonly<Record<string, MetricSet>> = {
  nodeMetrics,
  postgresMetrics,
  redisMetrics,
  blackboxMetrics,
  blackboxExporterMetrics,
  pushgatewayMetrics,
  prometheusMetrics,
  alertmanagerMetrics,
  scrape,
};
const names = (set: MetricSet) => Object.values<MetricDefinition>(set).map(({ name }) => name);

describe.each(Object.entries(catalogs))('%s', (catalog, set) => {
  it('leaves the labels of targets to Prometheus, except where batch jobs speak for themselves', () => {
    const own = Object.values<MetricDefinition>(set).filter(({ labels }) => 'job' in labels || 'instance' in labels);
    expect(own.map(({ name }) => name)).toEqual(
      catalog === 'pushgatewayMetrics' ? ['push_failure_time_seconds', 'push_time_seconds'] : [],
    );
  });

  it('says of every info metric which labels tell its series apart', () => {
    const infos = Object.values<MetricDefinition>(set).filter((metric) => metric.type === 'gauge' && metric.info);
    const unsaid = infos.filter(({ key, labels }) => key === undefined && Object.keys(labels).length > 2);
    expect(unsaid.map(({ name }) => name)).toEqual([]);
  });

  it('has a finite range wherever it has one', () => {
    const ranges = Object.values<MetricDefinition>(set).flatMap(({ name, range }) => (range ? [{ name, range }] : []));
    expect(ranges.filter(({ range: [min, max] }) => !(min < max && Number.isFinite(max - min)))).toEqual([]);
  });
});

describe('what a probe answers', () => {
  it('depends on the module: certificates need TLS, status codes HTTP', () => {
    const answers = (module: keyof typeof standardModules) => names(probeMetrics(standardModules[module]));
    for (const module of Object.keys(standardModules) as (keyof typeof standardModules)[])
      expect(answers(module)).toEqual(expect.arrayContaining(['probe_success', 'probe_duration_seconds']));
    const having = (name: string) =>
      (Object.keys(standardModules) as (keyof typeof standardModules)[]).filter((module) =>
        answers(module).includes(name),
      );
    expect(having('probe_ssl_earliest_cert_expiry')).toEqual(['http_2xx', 'https_2xx', 'tls_expiry']);
    expect(having('probe_http_status_code')).toEqual(['http_2xx', 'https_2xx']);
    expect(having('probe_icmp_reply_hop_limit')).toEqual(['icmp']);
  });

  it('is described by the catalog of all modules', () => {
    for (const module of Object.values(standardModules))
      expect(names(blackboxMetrics)).toEqual(expect.arrayContaining(names(probeMetrics(module))));
  });
});
