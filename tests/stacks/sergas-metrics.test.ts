import { type MetricSet, seriesOf } from '@narthex/instrumentation';
import { describe, expect, it } from 'vitest';
import * as sergas from '../../stacks/sergas/metrics.ts';

const { sergasMetrics, sergasSampleValues } = sergas;

describe('the metrics of Sergas', () => {
  const categories: readonly [category: string, set: MetricSet, count: number][] = [
    ['HTTP', sergas.http, 3],
    ['Zoho', sergas.zoho, 6],
    ['memory and knowledge graph', sergas.memory, 5],
    ['agents', sergas.agents, 6],
    ['recommendations', sergas.recommendations, 5],
    ['database', sergas.database, 4],
    ['cache', sergas.cache, 5],
    ['business', sergas.business, 6],
    ['errors', sergas.errors, 2],
  ];

  it.each(categories)('have the category %s with all its metrics', (_, set, count) => {
    expect(Object.keys(set)).toHaveLength(count);
  });

  it('are these nine categories and nothing else', () => {
    const inCategories = categories.flatMap(([, set]) => Object.values(set));
    expect(Object.values(sergasMetrics)).toEqual(inCategories);
    expect(Object.keys(sergasMetrics)).toHaveLength(42);
  });

  it('hold what the alerts on requests, latency, pool, cache, backlog and rate limits read', () => {
    expect(sergas.http.requests.labels.status_code).toContain('5xx');
    expect(seriesOf(sergas.http.duration)).toContain('http_request_duration_seconds_bucket');
    for (const name of [
      'db_connection_pool_in_use',
      'db_connection_pool_max',
      'cache_hits_total',
      'cache_misses_total',
      'agent_queue_depth',
      'zoho_rate_limit_remaining',
      'zoho_rate_limit_max',
    ]) {
      expect(sergasMetrics).toHaveProperty(name);
    }
    expect(sergas.zoho.calls.labels.outcome).toContain('rate_limited');
  });

  it('can be divided where an alert divides them, because their labels are the same', () => {
    expect(sergas.database.poolInUse.labels).toEqual(sergas.database.poolMax.labels);
    expect(sergas.zoho.rateLimitRemaining.labels).toEqual(sergas.zoho.rateLimitMax.labels);
    expect(sergas.cache.hits.labels).toEqual(sergas.cache.misses.labels);
    expect(sergas.business.accountsAtRisk.labels).toEqual(sergas.business.accounts.labels);
  });

  it('have sample values for every bounded label, within the bound', () => {
    const samples: Readonly<Record<string, readonly string[]>> = sergasSampleValues;
    for (const { labels } of Object.values(sergasMetrics)) {
      for (const [label, spec] of Object.entries(labels)) {
        if (!('kind' in spec)) continue;
        expect(spec.kind).toBe('bounded');
        if (spec.kind === 'bounded') expect(samples[label]?.length).toBeLessThanOrEqual(spec.limit);
      }
    }
  });
});
