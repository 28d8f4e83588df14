import { describe, expect, it } from 'vitest';
import { type Expr, format, parse, print } from '../../promql/index.ts';
import { expressions } from './expressions.ts';
import {
  binary,
  call,
  durationIn,
  durationOf,
  meaning,
  metric,
  negative,
  number,
  seconds,
  signedDuration,
  step,
  subquery,
  sum,
} from './trees.ts';

describe.each(Object.entries(expressions))('%s', (_, table) => {
  const cases = table.map(([written, printed = written]) => [written, printed] as const);

  it.each(cases)('%s is printed as Prometheus writes it', (written, printed) => {
    expect(print(parse(written))).toBe(printed);
  });

  it.each(cases)('%s means the same when it is read again, on one line and on several', (written) => {
    const tree = parse(written);
    // Prometheus keeps instants in whole milliseconds, and so do these cases.
    for (const text of [print(tree), format(tree, { width: 1 })]) {
      expect(meaning(parse(text))).toEqual(meaning(tree));
      expect(print(parse(text))).toBe(print(tree));
    }
  });
});

const a = metric('a');
const b = metric('b');
const c = metric('c');

describe('a tree built by hand', () => {
  it.each<readonly [Expr, string]>([
    [binary(binary(a, '+', b), '*', c), '(a + b) * c'],
    [binary(a, '*', binary(b, '+', c)), 'a * (b + c)'],
    [binary(binary(a, '*', b), '+', c), 'a * b + c'],
    [binary(a, '-', binary(b, '-', c)), 'a - (b - c)'],
    [binary(binary(a, '-', b), '-', c), 'a - b - c'],
    [binary(binary(a, '^', b), '^', c), '(a ^ b) ^ c'],
    [binary(a, '^', binary(b, '^', c)), 'a ^ b ^ c'],
    [binary(a, 'and', binary(b, 'or', c)), 'a and (b or c)'],
    [binary(a, 'unless', binary(b, 'and', c)), 'a unless (b and c)'],
    [binary(binary(a, '>', b), '==', c), 'a > b == c'],
    [binary(negative(a), '^', b), '(-a) ^ b'],
    [negative(binary(a, '^', b)), '-a ^ b'],
    [negative(binary(a, '*', b)), '-(a * b)'],
    [binary(negative(a), '*', b), '-a * b'],
    [negative(negative(a)), '--a'],
    [negative(number(1)), '-(1)'],
    [binary(number(-1), '^', a), '(-1) ^ a'],
    [binary(number(-1), '*', a), '-1 * a'],
    [binary(number(Number.POSITIVE_INFINITY), '^', a), 'Inf ^ a'],
    [binary(a, '^', negative(b)), 'a ^ -b'],
    [call('rate', subquery(negative(a))), 'rate((-a)[5m:])'],
    [call('rate', subquery(binary(a, '+', b))), 'rate((a + b)[5m:])'],
    [sum(binary(a, 'or', b)), 'sum(a or b)'],
  ])('%# has the parentheses that it needs: $1', (tree, text) => {
    expect(print(tree)).toBe(text);
    expect(meaning(parse(text), 'parentheses')).toEqual(meaning(tree, 'parentheses'));
  });

  it.each<readonly [Expr, string]>([
    [binary(metric('a', { offset: durationIn(seconds(300)) }), '-', b), '(a offset (5m)) - b'],
    [binary(metric('a', { offset: durationIn(seconds(300)) }), '>', b), 'a offset (5m) > b'],
    [binary(metric('a', { offset: seconds(300) }), '-', b), 'a offset 5m - b'],
    [binary(negative(metric('a', { offset: durationIn(step) })), '*', b), '(-a offset (step())) * b'],
    [metric('a', { offset: durationOf(step, '*', seconds(2)) }), 'a offset (step() * 2s)'],
    [metric('a', { offset: signedDuration(durationOf(step, '*', seconds(2))) }), 'a offset -(step() * 2s)'],
    [metric('a', { offset: signedDuration(seconds(60)) }), 'a offset -(1m)'],
    [
      metric('a', { offset: durationOf(durationOf(seconds(60), '+', step), '*', seconds(2)) }),
      'a offset (1m + step()) * 2s',
    ],
    [
      metric('a', { offset: durationOf(seconds(60), '-', durationOf(step, '-', step)) }),
      'a offset (1m - (step() - step()))',
    ],
    [metric('a', { offset: durationOf(seconds(-60), '^', seconds(2)) }), 'a offset (-1m) ^ 2s'],
  ])('%# keeps its offset to itself: $1', (tree, text) => {
    expect(print(tree)).toBe(text);
    expect(meaning(parse(text), 'parentheses')).toEqual(meaning(tree, 'parentheses'));
  });

  it('is left as it is', () => {
    const tree = binary(binary(a, '+', b), '*', c);
    const before = structuredClone(tree);
    print(tree);
    expect(tree).toEqual(before);
  });

  it('of a thousand kinds means the same when its text is read', () => {
    const random = randomNumbers(20_261_121);
    for (let round = 0; round < 1000; round++) {
      const tree = randomVector(random, 5);
      const text = print(tree);
      expect(meaning(parse(text), 'parentheses'), text).toEqual(meaning(tree, 'parentheses'));
      expect(print(parse(text))).toBe(text);
      expect(print(parse(format(tree, { width: 20 })))).toBe(text);
    }
  });
});

/** The same numbers on every run: a linear congruential generator. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}

function randomVector(random: (below: number) => number, depth: number): Expr {
  const one = <T>(items: readonly T[]): T => items[random(items.length)] as T;
  const inner = (): Expr => randomVector(random, depth - 1);
  const scalar = (): Expr => one([number(2), number(-3), number(Number.POSITIVE_INFINITY), call('time')]);
  if (depth === 0) {
    const offset = one([
      undefined,
      seconds(60),
      durationIn(step),
      durationOf(durationIn(step), '*', step),
      signedDuration(step),
    ]);
    return metric(one(['a', 'b', 'and', 'http.requests']), offset && { offset });
  }
  switch (random(7)) {
    case 0:
      return negative(inner());
    case 1:
      return sum(inner());
    case 2:
      return call('max_over_time', subquery(inner(), one([undefined, durationIn(step)])));
    case 3:
      return binary(inner(), one(['or', 'and', 'unless']), inner());
    case 4:
      return binary(scalar(), one(['+', '-', '*', '^', '<']), inner());
    default:
      return binary(inner(), one(['+', '-', '*', '/', '%', '^', 'atan2', '==', '>=']), one([inner, scalar])());
  }
}

describe('a string', () => {
  it('that no text can hold is printed so that it can be read', () => {
    const tree = metric('a', {
      matchers: [
        { from: 0, to: 0, name: 'x', operator: '=', value: 'half \ud800 \ufffd', valueSpan: { from: 0, to: 0 } },
      ],
    });
    expect(print(tree)).toBe('a{x="half \\ufffd \\ufffd"}');
    expect(parse(print(tree))).toMatchObject({ matchers: [{}, { value: 'half \ufffd \ufffd' }] });
  });
});

describe('a long expression', () => {
  const ratio = parse(
    'sum by (job) (rate(http_requests_total{code=~"5..", job="api"}[5m])) / sum by (job) (rate(http_requests_total{job="api"}[5m])) > 0.05',
  );

  it('has one operand on each line, two spaces deeper', () => {
    expect(format(ratio)).toBe(
      [
        '    sum by (job) (rate(http_requests_total{code=~"5..",job="api"}[5m]))',
        '  /',
        '    sum by (job) (rate(http_requests_total{job="api"}[5m]))',
        '>',
        '  0.05',
      ].join('\n'),
    );
  });

  it('has one argument on each line, and its labels stay beside the aggregation', () => {
    const text = 'histogram_quantile(0.9, sum by (le, job) (rate(x_bucket{job="api"}[5m])))';
    expect(format(parse(text), { width: 40 })).toBe(
      ['histogram_quantile(', '  0.9,', '  sum by (le, job) (', '    rate(x_bucket{job="api"}[5m])', '  )', ')'].join(
        '\n',
      ),
    );
  });

  it('keeps the matching beside its operator and the tail beside its subquery', () => {
    const text = '-max_over_time((first_metric / on (job) group_left (zone) second_metric)[1h:1m] offset 5m)';
    expect(format(parse(text), { width: 40 })).toBe(
      [
        '-max_over_time(',
        '  (',
        '      first_metric',
        '    / on (job) group_left (zone)',
        '      second_metric',
        '  )[1h:1m] offset 5m',
        ')',
      ].join('\n'),
    );
  });

  it('stays on its line where it just fits', () => {
    const text = print(ratio);
    expect(format(ratio, { width: text.length })).toBe(text);
    expect(format(ratio, { width: text.length - 1 })).toContain('\n');
  });
});
