import { describe, expect, it } from 'vitest';
import { parse, sameExpression } from '../../promql/index.ts';

const same = (a: string, b: string) => sameExpression(parse(a), parse(b));

describe('two expressions', () => {
  it.each([
    ['up', '  up # here'],
    ['up{a="1", b="2"}', "up{b='2',a=`1`}"],
    ['{"up"}', 'up'],
    ['a[5m]', 'a[300]'],
    ['sum(a)', 'sum by () (a)'],
    ['a + b', 'a + ignoring() b'],
    ['0x10', '16'],
  ])('are the same tree: %s and %s', (a, b) => {
    expect(same(a, b)).toBe(true);
  });

  it.each([
    ['up', 'down'],
    ['up', 'up{a="1"}'],
    ['up{a="1"}', 'up{a!="1"}'],
    ['a[5m]', 'a[6m]'],
    ['a offset 5m', 'a'],
    ['sum(a)', 'sum without () (a)'],
    ['a + b', 'a + on() b'],
    ['a + b', 'b + a'],
    ['(a)', 'a'],
    ['0', '-0'],
    ['60', '1m'],
    ['"a"', '"b"'],
  ])('are not: %s and %s', (a, b) => {
    expect(same(a, b)).toBe(false);
  });

  it('can be of any depth', () => {
    const long = `a${' + a'.repeat(20_000)}`;
    expect(same(long, long)).toBe(true);
    expect(same(long, `${long} + b`)).toBe(false);
  });
});
