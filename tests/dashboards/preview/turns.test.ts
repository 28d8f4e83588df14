import { describe, expect, it } from 'vitest';
import { Silence, turns } from '../../../dashboards/preview/browser/turns.ts';

/** Work that ends when somebody says so. */
function work() {
  let resolve: (value: string) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<string>((...both) => {
    [resolve, reject] = both;
  });
  return { begin: () => promise, answer: () => resolve('answer'), fail: (error: Error) => reject(error) };
}

const silence = new Silence('nobody answers');

describe('questions of the preview', () => {
  it('wait until there is room', async () => {
    const { take } = turns(1);
    const [first, second] = [work(), work()];
    const begun: string[] = [];
    const noted = (name: string, { begin }: ReturnType<typeof work>) => {
      begun.push(name);
      return begin();
    };
    const one = take(() => noted('one', first));
    const two = take(() => noted('two', second));
    expect(begun).toEqual(['one']);
    first.answer();
    await one;
    second.answer();
    expect([await two, begun]).toEqual(['answer', ['one', 'two']]);
  });

  it('do not wait one after the other for a Prometheus that is silent', async () => {
    const { take, isSilent } = turns(1);
    const first = work();
    const all = [take(first.begin), take(async () => 'never begun'), take(async () => 'never begun')];
    first.fail(silence);
    expect(await Promise.allSettled(all)).toEqual(all.map(() => ({ status: 'rejected', reason: silence })));
    expect(isSilent()).toBe(true);
    expect(await take(async () => 'well again')).toBe('well again');
    expect(isSilent()).toBe(false);
  });

  it('wait on while others are answered: then only one of them was too much', async () => {
    const { take, isSilent } = turns(2);
    const [heavy, light] = [work(), work()];
    const one = take(heavy.begin);
    const two = take(light.begin);
    light.answer();
    await two;
    const [third, fourth] = [work(), work()];
    const three = take(third.begin);
    const four = take(fourth.begin);
    heavy.fail(silence);
    await expect(one).rejects.toBe(silence);
    third.answer();
    fourth.answer();
    expect([await three, await four, isSilent()]).toEqual(['answer', 'answer', false]);
  });

  it('wait on after a failure that is an answer', async () => {
    const { take, isSilent } = turns(1);
    const first = work();
    const one = take(first.begin);
    const two = take(async () => 'answer');
    first.fail(new Error('parse error'));
    await expect(one).rejects.toThrow('parse error');
    expect([await two, isSilent()]).toEqual(['answer', false]);
  });
});
