import { describe, expect, it } from 'vitest';
import { features, type PrometheusVersion, parse, supports } from '../../promql/index.ts';

/** What an expression needs: what is written where, the flag, and the versions. */
function needs(text: string): string[] {
  return features(parse(text)).map(({ feature, what, span, since, stable }) => {
    const versions = [since && `since ${since.join('.')}`, stable && `stable ${stable.join('.')}`].filter(Boolean);
    return [what, `'${text.slice(span.from, span.to)}'`, feature, ...versions].join(', ');
  });
}

const functionsFlag = 'promql-experimental-functions';
const durationsFlag = 'promql-duration-expr';

describe('an expression', () => {
  it.each([
    'sum by (job) (rate(http_requests_total{code=~"5.."}[5m])) / 2 > 0.05',
    '{"http.requests", "service.name"="a"} offset -5m',
    'max_over_time(x[300:60] @ end())',
    'histogram_avg(x) + x > 1h',
    'start + end',
  ])('that any Prometheus 3 takes needs nothing: %s', (text) => {
    expect(needs(text)).toEqual([]);
  });

  it.each([
    ['mad_over_time(x[5m])', `mad_over_time(), 'mad_over_time', ${functionsFlag}`],
    ['1 + min_of(1, 2)', `min_of(), 'min_of', ${functionsFlag}, since 3.13`],
    ['first_over_time(x[5m])', `first_over_time(), 'first_over_time', ${functionsFlag}, since 3.7, stable 3.14`],
    ['sum(limitk(2, x))', `limitk(), 'limitk', ${functionsFlag}`],
    ['x[5m * 2]', `arithmetic with durations, '5m * 2', ${durationsFlag}, since 3.4, stable 3.14`],
    ['x offset (5m)', `arithmetic with durations, '(5m)', ${durationsFlag}, since 3.4, stable 3.14`],
    ['x[5m:2 * step()]', `step() as a duration, '2 * step()', ${durationsFlag}, since 3.6, stable 3.14`],
    [
      'x[max_of(step(), 5m)] offset 5m',
      `max_of() as a duration, 'max_of(step(), 5m)', ${durationsFlag}, since 3.13, stable 3.14`,
    ],
    ['rate(x[5m] anchored)', "anchored, 'x[5m] anchored', promql-extended-range-selectors, since 3.7, stable 3.16"],
    ['x smoothed', "smoothed, 'x smoothed', promql-extended-range-selectors, since 3.7, stable 3.16"],
    ['x + on (a) fill(0) y', "fill(), '+', promql-binop-fill-modifiers, since 3.10"],
    ['x + fill_left(0) y', "fill_left(), '+', promql-binop-fill-modifiers, since 3.10"],
    ['x </ 5', "</, '</', </, since 3.11"],
  ])('%s says what it needs', (text, need) => {
    expect(needs(text)).toEqual([need]);
  });

  it('says all that it needs', () => {
    const found = features(parse('info(x >/ y + start_timestamp(z))')).map(({ what }) => what);
    expect(found).toEqual(['info()', '>/', 'start_timestamp()', 'start_timestamp()']);
  });
});

describe('a Prometheus', () => {
  const takes = (text: string, version: PrometheusVersion, ...flags: string[]) =>
    features(parse(text)).every((feature) => supports(feature, version, new Set(flags)));

  it('takes what is experimental with the flag alone', () => {
    expect(takes('info(x)', [3, 0])).toBe(false);
    expect(takes('info(x)', [3, 0], functionsFlag)).toBe(true);
    expect(takes('info(x)', [3, 0], durationsFlag)).toBe(false);
  });

  it('does not take what came later, with whatever flag', () => {
    expect(takes('first_over_time(x[5m])', [3, 5], functionsFlag)).toBe(false);
    expect(takes('x </ 1', [3, 10])).toBe(false);
    expect(takes('x </ 1', [3, 11])).toBe(true);
    expect(takes('x </ 1', [4, 0])).toBe(true);
  });

  it('takes without a flag what is stable by then', () => {
    expect(takes('first_over_time(x[5m])', [3, 13])).toBe(false);
    expect(takes('first_over_time(x[5m])', [3, 13], functionsFlag)).toBe(true);
    expect(takes('first_over_time(x[5m])', [3, 14])).toBe(true);
    expect(takes('x[2 * 5m]', [3, 14])).toBe(true);
    expect(takes('x smoothed', [3, 15])).toBe(false);
    expect(takes('x smoothed', [3, 16])).toBe(true);
  });

  it('needs two flags for the time at which a counter began', () => {
    expect(takes('start_timestamp(x)', [3, 14], functionsFlag)).toBe(false);
    expect(takes('start_timestamp(x)', [3, 14], functionsFlag, 'use-start-timestamps')).toBe(true);
  });
});
