import { describe, expect, it } from 'vitest';
import { nearest, unknownNameFix } from '../../promql/index.ts';
import * as model from '../../stacks/model/index.ts';

describe('the name that was meant', () => {
  it.each([
    ['http_request_total', 'http_requests_total'],
    ['htpp_requests_total', 'http_requests_total'],
    ['http_requests_totals', 'http_requests_total'],
    ['http_reqeusts_total', 'http_requests_total'],
    ['HTTP_requests_total', 'http_requests_total'],
    ['node_cpu', 'node_cpu_seconds_total'],
  ])('is found for %s', (written, meant) => {
    const known = ['http_requests_total', 'http_responses_sum', 'node_cpu_seconds_total', 'go_goroutines'];
    expect(nearest(written, known)).toBe(meant);
  });

  it('is the name itself where it is known', () => {
    expect(nearest('up', ['ups', 'up', 'u'])).toBe('up');
  });

  it('is the first of those that are equally near', () => {
    expect(nearest('cat', ['bat', 'rat'])).toBe('bat');
    expect(nearest('ab', ['abc', 'ba'])).toBe('abc');
  });

  it('is none where all are far', () => {
    expect(nearest('go_goroutines', ['node_load1', 'up'])).toBeUndefined();
    expect(nearest('ab', ['cd'])).toBeUndefined();
    expect(nearest('node', ['node_load1', 'node_load5'])).toBeUndefined();
  });

  it('is as far from the one as from the other, whatever they begin and end with', () => {
    // Two swaps are two edits, so that three letters of six allow them and two of five do not.
    expect(nearest('abcdef', ['badcef'])).toBe('badcef');
    expect(nearest('abcde', ['badce'])).toBeUndefined();
    expect(nearest('xxabcdefyy', ['xxbadcfeyy'])).toBe('xxbadcfeyy');
  });

  it('counts letters apart that only look alike to the quick test', () => {
    expect(nearest('aé', ['ai', 'aé'])).toBe('aé');
  });

  it('is found among ten thousand', () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `node_${index % 7}_metric_${index}_seconds_total`);
    expect(nearest('node_3_metrik_4567_seconds_total', names)).toBe('node_3_metric_4567_seconds_total');
  });

  it('is what the checks of a definition offer too', () => {
    expect(model.nearest).toBe(nearest);
    expect(model.unknownNameFix).toBe(unknownNameFix);
  });
});
