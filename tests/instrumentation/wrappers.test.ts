import { countErrors, counter, defineMetrics, histogram, instrument, trackTime } from '@narthex/instrumentation';
import client from 'prom-client';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseExposition, seriesNamed } from './exposition.ts';

const set = defineMetrics({
  duration: histogram('run_seconds', 'Run.', { unit: 'seconds', labels: { step: ['load', 'save'] }, buckets: [1] }),
  total: histogram('all_seconds', 'All.', { unit: 'seconds', buckets: [1] }),
  errors: counter('errors_total', 'Errors.', { labels: { kind: ['type', 'else'] } }),
  failures: counter('failures_total', 'Failures.'),
});

let registry: client.Registry;
const handles = () => instrument(set, { registry });
const value = async (series: string) => parseExposition(await registry.metrics()).get(series);

beforeEach(() => {
  registry = new client.Registry();
});

describe('trackTime', () => {
  it('times a function and passes on its arguments, its this and its result', async () => {
    const counterObject = {
      step: 2,
      add: trackTime(handles().duration, { step: 'load' }, function (this: { step: number }, a: number) {
        return a + this.step;
      }),
    };
    expect(counterObject.add(40)).toBe(42);
    expect(await value('run_seconds_count{step="load"}')).toBe(1);
  });

  it('times a promise to its end', async () => {
    let finish: (text: string) => void = () => undefined;
    const run = trackTime(handles().total, () => new Promise<string>((resolve) => (finish = resolve)));
    const result = run();
    expect(await value('all_seconds_count')).toBe(0);
    finish('done');
    expect(await result).toBe('done');
    expect(await value('all_seconds_count')).toBe(1);
  });

  it('times a call that fails, and passes on the very error', async () => {
    const error = new TypeError('no');
    const fail = () => {
      throw error;
    };
    expect(trackTime(handles().total, fail)).toThrow(error);
    await expect(trackTime(handles().total, async () => fail())()).rejects.toBe(error);
    expect(await value('all_seconds_count')).toBe(2);
  });
});

describe('countErrors', () => {
  it('counts a throw and a rejection, and passes on the very error', async () => {
    const error = new TypeError('no');
    const fail = () => {
      throw error;
    };
    const { failures } = handles();
    expect(countErrors(failures, fail)).toThrow(error);
    await expect(countErrors(failures, async () => fail())()).rejects.toBe(error);
    expect(await value('failures_total')).toBe(2);
  });

  it('counts nothing when all goes well', async () => {
    const { failures } = handles();
    expect(countErrors(failures, (a: number) => a * 2)(21)).toBe(42);
    expect(await countErrors(failures, async () => 'well')()).toBe('well');
    expect(await value('failures_total')).toBe(0);
  });

  it('takes fixed labels, or labels made from the error', async () => {
    const { errors } = handles();
    const fail = () => {
      throw new TypeError('no');
    };
    expect(countErrors(errors, { kind: 'else' }, fail)).toThrow(TypeError);
    expect(countErrors(errors, (error) => ({ kind: error instanceof TypeError ? 'type' : 'else' }), fail)).toThrow();
    expect(await value('errors_total{kind="else"}')).toBe(1);
    expect(await value('errors_total{kind="type"}')).toBe(1);
  });

  it('does not hide an error behind one of the label function', async () => {
    const labels = () => {
      throw new Error('in the labels');
    };
    const fail = () => {
      throw new Error('in the work');
    };
    expect(countErrors(handles().errors, labels, fail)).toThrow('in the work');
    expect(seriesNamed(parseExposition(await registry.metrics()), 'errors_total')).toEqual([
      ['errors_total{kind="__other__"}', 1],
    ]);
  });

  it('keeps the type of the function, which the compiler proves', () => {
    const { errors, failures, duration } = handles();
    const never = (): void => {
      const double = countErrors(failures, (a: number) => a * 2);
      // @ts-expect-error the function takes a number
      double('2');
      // @ts-expect-error the labels are missing
      countErrors(errors, () => 1);
      // @ts-expect-error no such step
      trackTime(duration, { step: 'wait' }, () => 1);
    };
    expect(never).toBeTypeOf('function');
  });
});
