import { bounded, counter, gauge, histogram, open, seriesOf, summary } from '@narthex/instrumentation';
import { describe, expect, it } from 'vitest';

describe('a definition', () => {
  it('is its name in a string, so that it can stand in PromQL', () => {
    const requests = counter('http_requests_total', 'Requests.');
    expect(`sum(rate(${requests}[5m]))`).toBe('sum(rate(http_requests_total[5m]))');
  });

  it('survives JSON with everything that was said in it', () => {
    const duration = histogram('call_duration_seconds', 'Time of a call.', {
      unit: 'seconds',
      labels: { method: ['GET', 'POST'], route: bounded(40, { typically: 12 }), peer: open() },
      buckets: [0.1, 1],
    });
    expect(JSON.parse(JSON.stringify(duration))).toEqual({
      type: 'histogram',
      name: 'call_duration_seconds',
      help: 'Time of a call.',
      unit: 'seconds',
      labels: { method: ['GET', 'POST'], route: { kind: 'bounded', limit: 40, typically: 12 }, peer: { kind: 'open' } },
      buckets: [0.1, 1],
    });
  });

  it('has no unit and no labels when none are given', () => {
    expect(JSON.parse(JSON.stringify(gauge('depth', 'Depth.')))).toEqual({
      type: 'gauge',
      name: 'depth',
      help: 'Depth.',
      labels: {},
    });
  });
});

describe('the series of a metric', () => {
  it('are the metric itself for a counter and a gauge', () => {
    expect(seriesOf(counter('a_total', 'A.'))).toEqual(['a_total']);
    expect(seriesOf(gauge('a', 'A.'))).toEqual(['a']);
  });

  it('are buckets, sum and count for a histogram', () => {
    expect(seriesOf(histogram('a', 'A.', { buckets: [1] }))).toEqual(['a_bucket', 'a_sum', 'a_count']);
  });

  it('are quantiles, sum and count for a summary', () => {
    expect(seriesOf(summary('a', 'A.', { quantiles: [0.5] }))).toEqual(['a', 'a_sum', 'a_count']);
  });
});
