import { expect, it } from 'vitest';
import { oneAtATime } from '../../exporters/instrumentation/one-at-a-time.ts';

it('answers all who ask meanwhile with one call, and the next one with a new call', async () => {
  let calls = 0;
  const ask = oneAtATime(async () => {
    calls += 1;
    await Promise.resolve();
    return calls;
  });
  expect(await Promise.all([ask(1_000), ask(1_000), ask(1_000)])).toEqual([1, 1, 1]);
  expect(await ask(1_000)).toBe(2);
});

it('answers with nothing for a failure, thrown at once or later', async () => {
  expect(
    await oneAtATime(() => {
      throw new Error('no');
    })(1_000),
  ).toBeUndefined();
  expect(await oneAtATime(() => Promise.reject(new Error('no')))(1_000)).toBeUndefined();
});

it('lets those go whose time is up, and takes the late answer for those who ask then', async () => {
  let calls = 0;
  let finish: (value: string) => void = () => undefined;
  const ask = oneAtATime(() => {
    calls += 1;
    return new Promise<string>((resolve) => {
      finish = resolve;
    });
  });
  expect(await ask(5)).toBeUndefined();
  const late = ask(1_000);
  finish('at last');
  expect(await late).toBe('at last');
  expect(calls).toBe(1);
});

it('keeps nobody who has left, however often something that hangs is asked', async () => {
  const ask = oneAtATime(() => new Promise(() => undefined));
  const left = await Promise.all(Array.from({ length: 10_000 }, () => ask(0)));
  expect(left.every((value) => value === undefined)).toBe(true);
});
