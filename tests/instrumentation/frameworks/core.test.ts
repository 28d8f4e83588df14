import prom from 'prom-client';
import { describe, expect, it } from 'vitest';
import { httpRecorder } from '../../../exporters/instrumentation/frameworks/core.ts';
import { defineHttpMetrics, type HttpMetricSet } from '../../../exporters/instrumentation/frameworks/node.ts';
import { bounded, counter, defineMetrics, gauge, histogram } from '../../../exporters/instrumentation/index.ts';
import { http } from '../../../stacks/sergas/metrics.ts';
import { parseExposition, type Samples, seriesKey } from '../exposition.ts';
import { requestsIn } from './behaviours.ts';

/** What recorded requests leave in a registry: `GET /users/:id 200`. */
async function recorded(metrics: HttpMetricSet | undefined, ...requests: readonly string[]): Promise<Samples> {
  const registry = new prom.Registry();
  const recorder = httpRecorder({ registry, warn: () => undefined, ...(metrics ? { metrics } : {}) });
  for (const request of requests) {
    const [method, route, status] = request.split(' ');
    recorder.begin(method).end(route === '-' ? undefined : route, Number(status));
  }
  return parseExposition(await registry.metrics());
}

const dropped = (samples: Samples, metric: string) =>
  samples.get(seriesKey('narthex_series_dropped_total', { metric }));

describe('the recorder of HTTP requests', () => {
  it('counts by class, with 499 and unknown methods in places of their own', async () => {
    const samples = await recorded(undefined, 'GET /a 204', 'GET /a 200', 'GET /a 499', 'BREW /a 404', 'GET - 301');
    expect(requestsIn(samples)).toEqual({
      'GET /a 2xx': 2,
      'GET /a 499': 1,
      'other /a 4xx': 1,
      'GET __unmatched__ 3xx': 1,
    });
    expect(dropped(samples, 'http_requests_total')).toBe(0);
  });

  it('counts by exact code on wish', async () => {
    const samples = await recorded(defineHttpMetrics({ status: 'code' }), 'GET /a 204', 'GET /a 200', 'GET /a 499');
    expect(requestsIn(samples)).toEqual({ 'GET /a 204': 1, 'GET /a 200': 1, 'GET /a 499': 1 });
  });

  it('fills the metrics that a stack has defined itself, with its lists of methods and classes', async () => {
    const samples = await recorded(http, 'GET /a 499', 'HEAD /a 200', 'GET /a 101', 'POST /a 500');
    expect(requestsIn(samples)).toEqual({
      'GET /a 4xx': 1,
      '__other__ /a 2xx': 1,
      'GET /a __other__': 1,
      'POST /a 5xx': 1,
    });
    // What the lists have no place for is known to have none; it is not lost.
    expect(dropped(samples, 'http_requests_total')).toBe(0);
    expect(samples.get(seriesKey('http_request_duration_seconds_count', { method: '__other__', route: '/a' }))).toBe(1);
  });

  it('records no more than the set has', async () => {
    const requests = counter('http_requests_total', 'Requests.', { labels: { code: ['200', '500'] } });
    const samples = await recorded(defineMetrics({ requests }), 'GET /a 200', 'PUT /b 200', 'GET /c 404');
    expect(samples.get('http_requests_total{code="200"}')).toBe(2);
    expect(samples.get('http_requests_total{code="__other__"}')).toBe(1);
    expect([...samples.keys()].filter((key) => !key.startsWith('narthex_'))).toHaveLength(2);
  });

  it('refuses labels that no adapter can fill, each by its name', () => {
    const metrics = {
      requests: counter('http_requests_total', 'Requests.', { labels: { tenant: bounded(3), method: ['GET'] } }),
      inProgress: gauge('http_requests_in_progress', 'Under way.', { labels: { host: bounded(3) } }),
    };
    expect(() => httpRecorder({ registry: new prom.Registry(), metrics })).toThrowErrorMatchingInlineSnapshot(`
      [Error: The HTTP metrics cannot be recorded:
        http_requests_total: no adapter knows a value for the label tenant. Use method, route, status_code, status, code.
        http_requests_in_progress: no adapter knows a value for the label host. Use method, route, status_code, status, code.]
    `);
  });

  it('keeps the series bounded where a route function returns the path, and says what it has lost', async () => {
    const paths = Array.from({ length: 3000 }, (_, index) => `GET /users/${index} 200`);
    const samples = await recorded(defineHttpMetrics({ routes: 20 }), ...paths, ...paths.slice(0, 10));
    const counts = requestsIn(samples);
    expect(Object.keys(counts)).toHaveLength(21);
    expect(counts['GET __other__ 2xx']).toBe(2980);
    expect(counts['GET /users/3 2xx']).toBe(2);
    expect(dropped(samples, 'http_requests_total')).toBe(2980);
  });

  it('ends a request once, however often it is told', async () => {
    const registry = new prom.Registry();
    const request = httpRecorder({ registry }).begin('GET');
    request.end('/a', 200);
    request.end('/a', 499);
    const samples = parseExposition(await registry.metrics());
    expect(requestsIn(samples)).toEqual({ 'GET /a 2xx': 1 });
    expect(samples.get('http_requests_in_progress{method="GET"}')).toBe(0);
  });

  it('measures durations in seconds', async () => {
    const registry = new prom.Registry();
    const duration = histogram('http_request_duration_seconds', 'Time.', { unit: 'seconds', buckets: [0.01, 10] });
    const requests = counter('http_requests_total', 'Requests.');
    const request = httpRecorder({ registry, metrics: { requests, duration } }).begin('GET');
    await new Promise((resolve) => setTimeout(resolve, 30));
    request.end('/a', 200);
    const samples = parseExposition(await registry.metrics());
    expect(samples.get('http_request_duration_seconds_sum')).toBeGreaterThan(0.025);
    expect(samples.get('http_request_duration_seconds_sum')).toBeLessThan(10);
  });
});
