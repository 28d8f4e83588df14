import { describe, expect, it, vi } from 'vitest';
import { createTraffic, endpointsOf } from '../../../apps/simulator/traffic.ts';
import { quantileOf, sendLoad } from '../../../scripts/load/run.ts';
import personai from '../../../stacks/personai.ts';
import sergas from '../../../stacks/sergas.ts';
import { parseExposition } from '../../instrumentation/exposition.ts';
import { specOf, started } from './services.ts';

const spec = specOf(personai, 'media-engine');
/** Nothing but what is really asked. */
const quiet = { ...spec, metrics: spec.metrics.filter(({ name }) => name.startsWith('http_')) };

async function counted(url: string, part: string): Promise<number> {
  const samples = parseExposition(await (await fetch(`${url}/metrics`)).text());
  return [...samples].reduce((sum, [key, value]) => (key.includes(part) ? sum + value : sum), 0);
}

describe('the endpoints of a simulated service', () => {
  it('are those that its metrics name, with any value in the place of a parameter', () => {
    const routes = specOf(sergas, 'sergas-api');
    expect(endpointsOf(routes)).toContain('/api/accounts/:id');
    const { endpointOf } = createTraffic(routes);
    expect(endpointOf('/api/accounts/77')).toBe('/api/accounts/:id');
    expect(endpointOf('/api/accounts')).toBe('/api/accounts');
    expect(endpointOf('/api/accounts/77/more')).toBeUndefined();
    expect(endpointsOf(spec)).toEqual(['/health', '/metrics', '/audit', '/audio']);
  });

  it('answer, and 404 is for others', async () => {
    const url = await started(quiet);
    expect(await (await fetch(`${url}/audio`)).json()).toEqual({ service: 'media-engine', endpoint: '/audio' });
    expect((await fetch(`${url}/video`)).status).toBe(404);
  });
});

describe('load', () => {
  it('shows in the metrics of the service: each request once, with its status and its duration', async () => {
    const url = await started(quiet);
    const before = await counted(url, 'http_requests_total{endpoint="/audio",method="GET"');
    const observed = await counted(url, 'http_request_duration_seconds_count{endpoint="/audio",method="GET"');
    const result = await sendLoad({ url, paths: ['/audio'], rate: 200, seconds: 2 });
    expect(result).toMatchObject({ due: 400, sent: 400, heldBack: 0, unanswered: 0 });
    const answered = Object.values(result.answers).reduce((sum, count) => sum + count, 0);
    expect(answered).toBe(400);
    // The simulation counts some of its own each second: at most 20 a second, over all endpoints.
    const after = await counted(url, 'http_requests_total{endpoint="/audio",method="GET"');
    expect(after - before).toBeGreaterThanOrEqual(400);
    expect(after - before).toBeLessThan(700);
    const durations = await counted(url, 'http_request_duration_seconds_count{endpoint="/audio",method="GET"');
    expect(durations - observed).toBeGreaterThanOrEqual(400);
    expect(result.p50).toBeGreaterThan(0.001);
    expect(result.longest).toBeGreaterThanOrEqual(result.p99);
  });

  it('goes on at its rate while the service is slow, and says that it is', async () => {
    const url = await started(spec, { token: 'open' });
    const knock = (fault: string) =>
      fetch(`${url}/faults/${fault}`, { method: 'POST', headers: { authorization: 'Bearer open' } });
    await knock('latency');
    await knock('error-rate');
    const began = performance.now();
    const result = await sendLoad({ url, paths: ['/audio'], rate: 50, seconds: 2 });
    expect(result.sent).toBe(100);
    // Half a second each, one after the other, would be a minute.
    expect(performance.now() - began).toBeLessThan(12_000);
    expect(result.p50).toBeGreaterThan(0.2);
    expect(result.answers['5xx']).toBeGreaterThan(10);
  }, 30_000);

  it.each([
    ['the middle one of three', [1, 2, 3], 0.5, 2],
    ['the lower one of two', [1, 2], 0.5, 1],
    ['the last but one of a hundred', Array.from({ length: 100 }, (_, index) => index + 1), 0.99, 99],
    ['the seventh of a hundred', Array.from({ length: 100 }, (_, index) => index + 1), 0.07, 7],
    ['the only one', [4], 0.99, 4],
    ['nothing, where nothing was sent', [], 0.5, 0],
  ])('has as its quantile %s', (_, times, share, expected) => {
    expect(quantileOf(times, share)).toBe(expected);
  });

  it('counts what nobody answers', async () => {
    const result = await sendLoad({ url: 'http://127.0.0.1:1', paths: ['/'], rate: 50, seconds: 0.2 });
    expect(result).toMatchObject({ due: 10, sent: 10, unanswered: 10, answers: {} });
  });
});

describe('too many requests at a time', () => {
  it('are refused, so that slow ones do not fill the memory', async () => {
    const url = await started(spec, { token: 'open' });
    const knock = (method: string, fault: string) =>
      fetch(`${url}/faults/${fault}`, { method, headers: { authorization: 'Bearer open' } });
    // Together they make a request take some ten seconds.
    await knock('POST', 'latency');
    await knock('POST', 'traffic-spike');
    const statuses = Promise.all(Array.from({ length: 500 }, async () => (await fetch(`${url}/audio`)).status));
    await vi.waitFor(async () => expect((await fetch(`${url}/audio`)).status).toBe(503), 10_000);
    expect((await statuses).filter((status) => status === 503).length).toBeGreaterThanOrEqual(250);
    await knock('DELETE', 'latency');
    await knock('DELETE', 'traffic-spike');
    expect((await fetch(`${url}/audio`)).status).toBe(200);
  }, 40_000);
});
