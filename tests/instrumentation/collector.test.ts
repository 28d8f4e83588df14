import { collectOnScrape, type Duration, defineMetrics, expose, gauge, wholeBody } from '@narthex/instrumentation';
import client from 'prom-client';
import { describe, expect, it } from 'vitest';
import { parseExposition, seriesKey } from './exposition.ts';

const metrics = defineMetrics({ depth: gauge('queue_depth', 'Depth.') });
const success = (collector: string) => seriesKey('narthex_collector_success', { collector });

function collected(read: (depth: { set(value: number): void }) => void | Promise<void>, deadline: Duration = '50ms') {
  const registry = new client.Registry();
  const stop = collectOnScrape({ registry, name: 'queue', metrics, deadline }, (handles) => read(handles.depth));
  return {
    registry,
    stop,
    scrape: async () => parseExposition((await wholeBody(await expose(registry))).toString()),
    theirs: async () => parseExposition(await registry.metrics()),
  };
}

describe('a collector', () => {
  it('is read before each scrape, once, also for one of the client itself', async () => {
    let reads = 0;
    const { scrape, theirs, stop } = collected(async (depth) => {
      reads += 1;
      await Promise.resolve();
      depth.set(reads);
    });
    expect((await scrape()).get('queue_depth')).toBe(1);
    expect((await theirs()).get('queue_depth')).toBe(2);
    expect((await scrape()).get(success('queue'))).toBe(1);
    stop();
    expect((await scrape()).get('queue_depth')).toBe(3);
    expect(reads).toBe(3);
  });

  it('that fails leaves the values of before and shows, until it works again', async () => {
    let broken = false;
    const { scrape, theirs, stop } = collected((depth) => {
      if (broken) throw new Error('no connection');
      depth.set(7);
    });
    await scrape();
    broken = true;
    for (const samples of [await scrape(), await theirs()]) {
      expect(samples.get('queue_depth')).toBe(7);
      expect(samples.get(success('queue'))).toBe(0);
    }
    broken = false;
    expect((await scrape()).get(success('queue'))).toBe(1);
    broken = true;
    await scrape();
    stop();
    expect((await scrape()).get(success('queue'))).toBe(1);
  });

  it('with a deadline without a unit is refused, because it would be read as one of two', () => {
    expect(() => collected(() => undefined, '5' as Duration)).toThrow('deadline is "5". Write a number');
  });

  it('that never answers costs its deadline and is not started again', async () => {
    let calls = 0;
    const { scrape, theirs } = collected(() => {
      calls += 1;
      return new Promise<void>(() => undefined);
    });
    const start = performance.now();
    for (const samples of [await scrape(), await theirs()]) expect(samples.get(success('queue'))).toBe(0);
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(calls).toBe(1);
  });
});
