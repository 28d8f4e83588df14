import { describe, expect, it } from 'vitest';
import { endsOf, placeOf } from '../../../dashboards/preview/data/ends.ts';
import { fieldConfig } from '../../../dashboards/preview/data/field.ts';
import type { Aligned } from '../../../dashboards/preview/data/frame.ts';
import { distributionOf, logRange } from '../../../dashboards/preview/data/log-scale.ts';
import { type Around, notesOf } from '../../../dashboards/preview/data/notes.ts';
import type { JsonObject } from '../../../dashboards/preview/data/read.ts';
import { largest, smallest } from '../../../dashboards/preview/data/reduce.ts';
import { stacked } from '../../../dashboards/preview/data/stacking.ts';

const config = (defaults: JsonObject) => fieldConfig({ defaults }, { name: '', type: 'number', refId: 'A' });

describe('what is drawn of lines', () => {
  const line = (name: string, aligned: Aligned[], mode = 'none') => ({
    name,
    aligned,
    config: config({ custom: { stacking: { mode } } }),
  });

  it('has a gap where a value is infinite, so that the others keep their scale', () => {
    const { values } = stacked(
      [line('a', [1, Number.POSITIVE_INFINITY, 3]), line('b', [-Infinity, 2, null])],
      new Set(),
    );
    expect(values).toEqual([
      [1, null, 3],
      [null, 2, null],
    ]);
  });

  it('stands on the lines before, and infinity in one does not lift the next', () => {
    const lines = [line('a', [1, Number.POSITIVE_INFINITY, null], 'normal'), line('b', [2, 2, null], 'normal')];
    expect(stacked(lines, new Set())).toEqual({
      values: [
        [1, 0, null],
        [3, 2, null],
      ],
      bands: [[1, 0]],
      filled: new Set([0]),
    });
    expect(stacked(lines, new Set(['a'])).values[1]).toEqual([2, 2, null]);
  });
});

describe('a surface between two lines', () => {
  const line = (name: string, custom: JsonObject = {}) => ({ name, aligned: [1, 2], config: config({ custom }) });
  const lines = [line('lowest'), line('measured'), line('highest', { fillBelowTo: 'lowest' })];

  it('goes down from one to the other and not to zero', () => {
    const { bands, filled, values } = stacked(lines, new Set());
    expect([bands, [...filled], values[2]]).toEqual([[[2, 0]], [0, 1], [1, 2]]);
  });

  it.each(['lowest', 'highest'])('is not there while %s is hidden', (hidden) => {
    expect(stacked(lines, new Set([hidden])).bands).toEqual([]);
  });

  it('is none where the other line is missing, as in Grafana', () => {
    const { bands, filled } = stacked([line('highest', { fillBelowTo: 'gone' })], new Set());
    expect([bands, filled.size]).toEqual([[], 0]);
  });
});

describe('a logarithmic axis', () => {
  it.each<[string, [number | null, number | null], 2 | 10, { min?: number; max?: number }, [number, number]]>([
    ['ends at the powers around the data', [0.03, 420], 10, {}, [0.01, 1000]],
    ['ends at powers of two', [3, 17], 2, {}, [2, 32]],
    ['has exact powers', [0.00001, 0.00001], 10, {}, [0.00001, 0.0001]],
    ['does not begin at zero', [0, 50], 10, {}, [10, 100]],
    ['does not begin below zero', [-20, 50], 2, {}, [32, 64]],
    ['is there for zeros alone', [0, 0], 10, {}, [1, 10]],
    ['is there for what is below zero alone', [-9, -1], 2, {}, [1, 2]],
    ['is there without data', [null, null], 10, {}, [1, 10]],
    [
      'is there without data, as the library says so',
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
      10,
      {},
      [1, 10],
    ],
    ['takes the ends that are set', [3, 17], 10, { min: 0.5, max: 200 }, [0.5, 200]],
    ['takes no end that has no place on it', [3, 17], 10, { min: 0, max: -5 }, [1, 100]],
    ['rises, whatever is set', [3, 17], 10, { min: 500 }, [500, 5000]],
  ])('%s', (_, data, base, ends, range) => {
    expect(logRange(data, base, ends)).toEqual(range);
  });

  it('is of base two unless ten is asked for, and may have two sides', () => {
    expect(distributionOf('log', 10)).toEqual({ kind: 'log', base: 10 });
    expect(distributionOf('log', undefined)).toEqual({ kind: 'log', base: 2 });
    expect(distributionOf('symlog', 2, 0)).toEqual({ kind: 'symlog', base: 2, threshold: 1 });
    expect([distributionOf('linear', 10), distributionOf(undefined, 2)]).toEqual([
      { kind: 'linear' },
      { kind: 'linear' },
    ]);
  });
});

describe('the ends of a gauge', () => {
  it.each<[string, JsonObject, (number | null)[], [number, number]]>([
    ['are what is set', { min: 5, max: 50 }, [70], [5, 50]],
    ['are those of the unit', { unit: 'percentunit' }, [0.2], [0, 1]],
    ['go from zero to the most', {}, [3, 8], [0, 8]],
    ['include what is below zero', {}, [-3, 8], [-3, 8]],
    ['do not reach infinity', {}, [Number.POSITIVE_INFINITY, 4, null], [0, 4]],
    ['are there without a value', {}, [null], [0, 1]],
  ])('%s', (_, defaults, values, ends) => {
    expect(endsOf(config(defaults), values)).toEqual(ends);
  });

  it('hold what lies beyond them', () => {
    expect([-1, 5, 20, Number.POSITIVE_INFINITY, null].map((value) => placeOf(value, 0, 10))).toEqual([
      0, 0.5, 1, 1, 0,
    ]);
  });

  it('are found among more values than a call can take', () => {
    const many = Array.from({ length: 300_000 }, (_, index) => index);
    expect([largest(0, many), smallest(-1, many), largest(0, [])]).toEqual([299_999, -1, 0]);
  });
});

describe('a panel says what Grafana would do and the preview does not', () => {
  const here: Around = { dashboard: {}, unknown: [], variables: ['job'], offsetMinutes: -120 };
  const percent = { stacking: { mode: 'percent' } };

  it.each<[string, JsonObject, Partial<Around>, string[]]>([
    ['nothing of an ordinary one', { type: 'timeseries' }, {}, []],
    ['transformations it does not know', { type: 'table' }, { unknown: ['groupBy'] }, ["without 'groupBy'"]],
    ['each of them once', { type: 'timeseries' }, { unknown: ['heatmap', 'heatmap'] }, ["without 'heatmap'"]],
    ['nothing of a repetition that it does', { type: 'stat', repeat: 'job' }, {}, []],
    ['a repetition for nothing', { type: 'stat', repeat: 'env' }, {}, ['not repeated: there is no env']],
    [
      'a range of its own',
      { type: 'stat', timeFrom: '1h', timeShift: '1d' },
      {},
      ['without its own range of 1h', 'not shifted by 1d'],
    ],
    [
      'stacking to a hundred percent',
      { type: 'timeseries', fieldConfig: { defaults: { custom: percent } } },
      {},
      ['stacked, but not to 100%'],
    ],
    [
      'the same in an override',
      {
        type: 'timeseries',
        fieldConfig: { overrides: [{ properties: [{ id: 'custom.stacking', value: percent.stacking }] }] },
      },
      {},
      ['stacked, but not to 100%'],
    ],
    ['times in UTC', { type: 'heatmap' }, { dashboard: { timezone: 'utc' } }, ['local time, not UTC']],
    ['no times where it has none', { type: 'stat' }, { dashboard: { timezone: 'utc' } }, []],
    ['no times where they are the same', { type: 'heatmap' }, { dashboard: { timezone: 'utc' }, offsetMinutes: 0 }, []],
  ])('%s', (_, panel, around, words) => {
    expect(notesOf(panel, { ...here, ...around })).toEqual(words);
  });
});
