import { defineMetrics, instrument, summary } from '@narthex/instrumentation';
import fc from 'fast-check';
import client from 'prom-client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseExposition } from './exposition.ts';

const QUANTILES = [0, 0.5, 0.9, 0.99, 1];
const set = defineMetrics({ size: summary('size_bytes', 'Size.', { unit: 'bytes', quantiles: QUANTILES }) });

function start() {
  const registry = new client.Registry();
  const { size } = instrument(set, { registry });
  return { size, read: async () => parseExposition(await registry.metrics()) };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('a summary', () => {
  it('is within one percent of the true quantiles, whatever it observes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: -1e6, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 300 }),
        async (values) => {
          const { size, read } = start();
          for (const value of values) size.observe(value);
          const samples = await read();
          const sorted = values.toSorted((a, b) => a - b);
          for (const quantile of QUANTILES) {
            const truth = sorted[Math.floor(quantile * (values.length - 1))] ?? Number.NaN;
            const found = samples.get(`size_bytes{quantile="${quantile}"}`) ?? Number.NaN;
            expect(Math.abs(found - truth)).toBeLessThanOrEqual(Math.abs(truth) * 0.01001 + 1e-9);
          }
          expect(samples.get('size_bytes_count')).toBe(values.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('forgets what is older than ten minutes, but not its count', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { size, read } = start();
    size.observe(1_000);
    vi.advanceTimersByTime(5 * 60_000);
    await read();
    size.observe(10);
    expect((await read()).get('size_bytes{quantile="1"}')).toBeCloseTo(1_000, -1);
    vi.advanceTimersByTime(6 * 60_000);
    expect((await read()).get('size_bytes{quantile="1"}')).toBeCloseTo(10, 0);
    vi.advanceTimersByTime(60 * 60_000);
    expect((await read()).get('size_bytes{quantile="1"}')).toBeNaN();
    expect((await read()).get('size_bytes_count')).toBe(2);
    expect((await read()).get('size_bytes_sum')).toBe(1_010);
  });
});
