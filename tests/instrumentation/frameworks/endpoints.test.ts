import prom from 'prom-client';
import { describe, expect, it } from 'vitest';
import { endpointAt, endpoints } from '../../../exporters/instrumentation/frameworks/endpoints.ts';

const registry = new prom.Registry();
const health = async () => ({ status: 200, body: { status: 'healthy' } });
const asking = { method: 'GET', accept: undefined, acceptEncoding: undefined };

describe('the endpoints beside an application', () => {
  it('are found by their exact path, whatever the query', () => {
    const all = endpoints(registry, { health, paths: { health: '/livez' } });
    expect([...all.keys()]).toEqual(['/livez']);
    expect(endpointAt(all, '/livez?verbose')).toBeDefined();
    for (const url of ['/livez/', '/health', '/x?/livez', undefined]) expect(endpointAt(all, url)).toBeUndefined();
  });

  it('are what the handlers of the health are for, and nothing that is not named', () => {
    const handlers = { health, liveness: health, readiness: health, status: health };
    expect([...endpoints(registry, { metrics: true, ...handlers }).keys()]).toEqual([
      '/metrics',
      '/health',
      '/livez',
      '/readyz',
      '/api/monitoring/status',
    ]);
    expect(endpoints(registry, {}).size).toBe(0);
  });

  it('refuse a path that is none, and one that is taken', () => {
    expect(() => endpoints(registry, { health, paths: { health: 'health' } })).toThrow('"health" is no path');
    expect(() => endpoints(registry, { metrics: true, health, paths: { health: '/metrics' } })).toThrow(
      'Two endpoints are mounted at /metrics',
    );
  });

  it('only answer those who read', async () => {
    const endpoint = endpointAt(endpoints(registry, { health }), '/health');
    const answer = await endpoint?.({ ...asking, method: 'POST' });
    expect([answer?.status, answer?.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it('answer 500 without the reason where a body cannot become JSON', async () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const all = endpoints(registry, { status: async () => ({ status: 200, body: circle }) });
    const answer = await endpointAt(all, '/api/monitoring/status')?.(asking);
    expect([answer?.status, answer?.body]).toEqual([500, '{"status":"unknown"}']);
  });
});
