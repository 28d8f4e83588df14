import { describe, expect, it } from 'vitest';
import { buckets, heightOf } from '../../../dashboards/preview/data/buckets.ts';
import { type Exemplar, readExemplars, thinned, traceOf } from '../../../dashboards/preview/data/exemplars.ts';
import { type NativeSeries, nativeBuckets, readBuckets } from '../../../dashboards/preview/data/native-histogram.ts';
import { traceLink } from '../../../dashboards/preview/index.ts';

describe('native histograms', () => {
  /** A series of samples: of each its buckets as Prometheus writes them. */
  const series = (...samples: [lower: string, upper: string, count: string][][]): NativeSeries => ({
    refId: 'A',
    samples: samples.map((all, index) => [index * 15, readBuckets({ buckets: all.map((each) => [0, ...each]) })]),
  });
  const lines = (...all: NativeSeries[]) =>
    nativeBuckets(all).map(({ lower, upper, values }) => [lower, upper, values]);

  it('are the lines of a heatmap, the lowest first, with nothing where a sample has no bucket', () => {
    expect(
      lines(
        series(
          [
            ['1', '2', '5'],
            ['0.5', '1', '3'],
          ],
          [['1', '2', '7']],
        ),
      ),
    ).toEqual([
      [0.5, 1, [3, 0]],
      [1, 2, [5, 7]],
    ]);
  });

  it('have a line for what lies between two buckets that do not meet', () => {
    expect(
      lines(
        series([
          ['1', '2', '5'],
          ['4', '8', '1'],
        ]),
      ),
    ).toEqual([
      [1, 2, [5]],
      [2, 4, [0]],
      [4, 8, [1]],
    ]);
  });

  it('of changing resolution are as coarse as the coarsest, and nothing is lost', () => {
    const found = lines(
      series(
        [
          ['1', '1.41', '2'],
          ['1.41', '2', '3'],
          ['2', '2.83', '4'],
        ],
        [
          ['1', '2', '10'],
          ['2', '4', '20'],
        ],
      ),
    );
    expect(found).toEqual([
      [1, 2, [5, 10]],
      [2, 4, [4, 20]],
    ]);
  });

  it('reach below zero and to infinity, and several series are one sum', () => {
    const one = series([
      ['-2', '-1', '1'],
      ['-0.001', '0.001', '2'],
    ]);
    const other = series([
      ['-Inf', '-2', '4'],
      ['-2', '-1', '8'],
    ]);
    expect(lines(one, other)).toEqual([
      [Number.NEGATIVE_INFINITY, -2, [4]],
      [-2, -1, [9]],
      [-1, -0.001, [0]],
      [-0.001, 0.001, [2]],
    ]);
  });

  it('without a bucket, or with ones that are none, are no line', () => {
    expect([readBuckets({ count: '0' }), readBuckets(null), nativeBuckets([])]).toEqual([[], [], []]);
    expect(readBuckets({ buckets: [[0, '2', '1', '5'], [0, 'x', '1', '5'], 'odd', [0, '1', '2']] })).toEqual([]);
  });

  it('tell where a value stands among the lines, as classic ones do', () => {
    const classic = ['1', '4', '+Inf'].map((le) => ({ refId: 'A', name: le, labels: { le }, times: [1], values: [1] }));
    const rows = buckets(classic);
    expect([0.5, 1, 2.5, 4, 9].map((value) => heightOf(rows, value))).toEqual([0, 0.5, 1, 1.5, 2]);
    expect(heightOf(nativeBuckets([series([['1', '2', '5']])]), 0.5)).toBeUndefined();
  });
});

describe('exemplars', () => {
  const exemplar = (time: number, value: number, labels = {}): Exemplar => ({ time, value, labels, series: {} });

  it('are read as Prometheus writes them, and what is none is left out', () => {
    const data = [
      {
        seriesLabels: { le: '1' },
        exemplars: [
          { labels: { trace_id: 'abc' }, value: '0.25', timestamp: 1_600_096_945.479 },
          { labels: { trace_id: 'abc' }, value: 'much', timestamp: 1 },
          null,
        ],
      },
      { seriesLabels: {}, exemplars: 'none' },
      7,
    ];
    expect(readExemplars(data)).toEqual([
      { time: 1_600_096_945.479, value: 0.25, labels: { trace_id: 'abc' }, series: { le: '1' } },
    ]);
    expect([readExemplars(null), readExemplars({})]).toEqual([[], []]);
  });

  it('are at most a hundred, the largest of each stretch of time', () => {
    const many = Array.from({ length: 5000 }, (_, index) => exemplar(index, index % 7));
    const found = thinned(many, 0, 5000);
    expect(found).toHaveLength(100);
    expect(new Set(found.map(({ value }) => value))).toEqual(new Set([6]));
    expect(thinned([exemplar(-1, 1), exemplar(5, 1), exemplar(11, 1)], 0, 10)).toEqual([exemplar(5, 1)]);
  });

  it.each([
    ['tempo', 'http://t:3200/api/traces/a%2Fb'],
    ['jaeger', 'http://t:3200/trace/a%2Fb'],
    ['zipkin', 'http://t:3200/zipkin/traces/a%2Fb'],
  ] as const)('lead to their trace in %s', (type, href) => {
    const link = traceLink({ type, url: 'http://t:3200/' });
    expect(traceOf(exemplar(1, 1, { trace_id: 'a/b' }), link)).toEqual({ id: 'a/b', href });
  });

  it('have a trace without a way to it where nobody said where traces are, or it is no web address', () => {
    expect(traceOf(exemplar(1, 1, { traceID: 'x' }), undefined)).toEqual({ id: 'x' });
    expect(traceOf(exemplar(1, 1, { own: 'x' }), { label: 'own', url: 'javascript:alert({id})' })).toEqual({ id: 'x' });
    expect(traceOf(exemplar(1, 1, { route: '/' }), undefined)).toBeUndefined();
  });
});
