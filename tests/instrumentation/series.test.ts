import { bounded, counter, defineMetrics, expose, instrument, open, wholeBody } from '@narthex/instrumentation';
import fc from 'fast-check';
import client from 'prom-client';
import { expect, it } from 'vitest';
import { parseExposition, seriesKey, seriesNamed } from './exposition.ts';

const METHODS = ['GET', 'POST'] as const;
const BOUND = 3;
const MAX_SERIES = 8;

// With the delimiters by which clients merge label sets that differ.
const call = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', ''),
  route: fc.constantFrom('/', '/a', '/b', '/c', '/d', '/a|', '/a,peer:x', '__other__'),
  peer: fc.constantFrom('x', 'y', 'z', '', '|', ',peer:', '"\n\\'),
  amount: fc.integer({ min: 0, max: 5 }),
});

it('keeps every amount and never exceeds a limit, whatever is counted', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(call, { maxLength: 60 }), async (calls) => {
      const registry = new client.Registry();
      const set = defineMetrics({
        calls: counter('calls_total', 'Calls.', { labels: { method: METHODS, route: bounded(BOUND), peer: open() } }),
      });
      const metrics = instrument(set, { registry, maxSeries: MAX_SERIES, warn: () => undefined });
      for (const { method, route, peer, amount } of calls) {
        metrics.calls.inc({ method: method as 'GET', route, peer }, amount);
      }
      const samples = parseExposition(await registry.metrics());
      expect(parseExposition((await wholeBody(await expose(registry))).toString())).toEqual(samples);
      const series = seriesNamed(samples, 'calls_total');
      const total = series.reduce((sum, [, value]) => sum + value, 0);
      expect(total).toBe(calls.reduce((sum, { amount }) => sum + amount, 0));
      expect(series.length).toBeLessThanOrEqual(MAX_SERIES + 1);
      const routes = new Set(series.map(([key]) => /route="([^"]*)"/.exec(key)?.[1]));
      routes.delete('__other__');
      expect(routes.size).toBeLessThanOrEqual(BOUND);
      const methods = series.map(([key]) => /method="([^"]*)"/.exec(key)?.[1]);
      expect(methods.every((method) => method === 'GET' || method === 'POST' || method === '__other__')).toBe(true);
    }),
    { numRuns: 60 },
  );
});

it('does not take the word __other__ from a caller for a loss', async () => {
  const registry = new client.Registry();
  const set = defineMetrics({ calls: counter('calls_total', 'Calls.', { labels: { route: bounded(1) } }) });
  const metrics = instrument(set, { registry });
  metrics.calls.inc({ route: '__other__' });
  metrics.calls.inc({ route: '/a' });
  const samples = parseExposition(await registry.metrics());
  expect(samples.get('calls_total{route="/a"}')).toBe(1);
  expect(samples.get(seriesKey('narthex_series_dropped_total', { metric: 'calls_total' }))).toBe(0);
});
