import { countErrors, counter, defineMetrics, histogram, instrument, trackTime } from '@narthex/instrumentation';
import client from 'prom-client';
import { describe, expect, it } from 'vitest';
import { parseExposition } from './exposition.ts';

const set = defineMetrics({
  duration: histogram('run_seconds', 'Run.', { unit: 'seconds', labels: { step: ['a', 'b'] }, buckets: [1] }),
  failures: counter('failures_total', 'Failures.'),
});

function start() {
  const registry = new client.Registry();
  return { metrics: instrument(set, { registry }), read: async () => parseExposition(await registry.metrics()) };
}

describe('a timer', () => {
  it('observes once, however often it is ended', async () => {
    const { metrics, read } = start();
    const timer = metrics.duration.startTimer({ step: 'a' });
    const seconds = timer();
    timer[Symbol.dispose]();
    expect(timer()).toBe(seconds);
    expect((await read()).get('run_seconds_count{step="a"}')).toBe(1);
    expect((await read()).get('run_seconds_sum{step="a"}')).toBe(seconds);
  });

  it('of a series that is held goes to that series', async () => {
    const { metrics, read } = start();
    const held = metrics.duration.with({ step: 'b' });
    held.startTimer()();
    held.startTimer()[Symbol.dispose]();
    expect((await read()).get('run_seconds_count{step="b"}')).toBe(2);
  });
});

describe('a decorator', () => {
  const context = (kind: string) => ({ kind, name: 'run' }) as unknown as ClassMethodDecoratorContext;

  it('replaces a method by one of the same name that is timed and counted', async () => {
    const { metrics, read } = start();
    const method = function run(this: { n: number }, more: number) {
      if (more < 0) throw new Error('less');
      return this.n + more;
    };
    const decorated = countErrors(metrics.failures)(
      trackTime(metrics.duration, { step: 'a' })(method, context('method')),
      context('method'),
    );
    expect(decorated.name).toBe('run');
    expect(decorated.call({ n: 40 }, 2)).toBe(42);
    expect(() => decorated.call({ n: 40 }, -1)).toThrow('less');
    expect((await read()).get('run_seconds_count{step="a"}')).toBe(2);
    expect((await read()).get('failures_total')).toBe(1);
  });

  it('says so when its metric is not there yet', () => {
    const missing: { duration?: never } = {};
    const track = trackTime as (...args: unknown[]) => unknown;
    expect(() => track(missing.duration, { step: 'a' })).toThrow(/trackTime was given no metric\. Define it/);
    expect(() => (countErrors as (...args: unknown[]) => unknown)(undefined, () => 1)).toThrow(
      /countErrors was given no/,
    );
  });

  it('says what is wrong when it is used by the old rules of TypeScript, or on something else', () => {
    const { metrics } = start();
    const decorate = countErrors(metrics.failures) as unknown as (...args: unknown[]) => unknown;
    expect(() => decorate({}, 'run', { value: () => 1 })).toThrow(/experimentalDecorators/);
    expect(() => decorate(class {}, context('class'))).toThrow(/decorate methods/);
  });
});
