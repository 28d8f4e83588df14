import { describe, expect, it } from 'vitest';
import {
  type Field,
  type Frame,
  framesToSeries,
  seriesFrame,
  tableFrame,
} from '../../../dashboards/preview/data/frame.ts';
import type { JsonObject } from '../../../dashboards/preview/data/read.ts';
import { transform } from '../../../dashboards/preview/data/transform.ts';

const column = (name: string, values: Field['values'], labels: Field['labels'] = {}): Field => {
  const type = name.startsWith('Time') ? 'time' : values.some((each) => typeof each === 'string') ? 'string' : 'number';
  return { name, type, labels, values };
};
const frame = (fields: readonly Field[], refId = 'A'): Frame => ({ refId, fields });
const timed = (name: string, values: number[], labels: Field['labels'] = {}, refId = 'A') =>
  seriesFrame({ refId, name, labels, times: values.map((_, index) => index * 60), values });

/** What the transformations make of the frames: of each frame its columns by name. */
function made(frames: readonly Frame[], ...transformations: [id: string, options: JsonObject][]) {
  const found = transform(
    frames,
    transformations.map(([id, options]) => ({ id, options })),
    (template) => template.replaceAll('$limit', '2'),
  );
  expect(found.unknown).toEqual([]);
  return found.frames.map(({ fields }) => Object.fromEntries(fields.map(({ name, values }) => [name, values])));
}

const servers = frame([
  column('Time', [3, 1, 2, 4]),
  column('server', ['a', 'b', 'a', 'b']),
  column('status', ['ok', 'bad', 'ok', 'ok']),
  column('load', [10, 20, 30, null]),
]);

describe('groupBy', () => {
  it('has a row for each group, and a column for each calculation, named after it', () => {
    const fields = {
      server: { operation: 'groupby', aggregations: [] },
      load: { operation: 'aggregate', aggregations: ['max', 'lastNotNull', 'count'] },
      status: { operation: 'aggregate', aggregations: ['last'] },
      Time: { operation: null, aggregations: [] },
    };
    expect(made([servers], ['groupBy', { fields }])).toEqual([
      {
        server: ['a', 'b'],
        'status (last)': ['ok', 'ok'],
        'load (max)': [30, 20],
        'load (lastNotNull)': [30, 20],
        'load (count)': [2, 2],
      },
    ]);
  });

  it('takes several columns as one key, and leaves out frames that have none of them', () => {
    const fields = { server: { operation: 'groupby' }, status: { operation: 'groupby' }, load: { operation: 'count' } };
    expect(made([servers, frame([column('other', [1])])], ['groupBy', { fields }])).toEqual([
      { server: ['a', 'b', 'b'], status: ['ok', 'bad', 'ok'], 'load (count)': [2, 1, 1] },
    ]);
  });

  it('takes the last row of each group', () => {
    const fields = { server: { operation: 'groupby' }, load: { operation: 'takelast' } };
    expect(made([servers], ['groupBy', { fields }])[0]).toMatchObject({
      server: ['a', 'b'],
      status: ['ok', 'ok'],
      Time: [2, 4],
    });
  });

  it('without a column to group by changes nothing', () => {
    expect(transform([servers], [{ id: 'groupBy', options: { fields: {} } }]).frames).toEqual([servers]);
  });
});

describe('calculateField', () => {
  const pair = frame([column('Time', [1, 2]), column('used', [2, null]), column('size', [8, 4])]);
  const calculated = (options: JsonObject, frames = [pair]) => made(frames, ['calculateField', options])[0];

  it.each<[string, JsonObject, string, (number | null)[]]>([
    ['the sum of a row, if nothing else is asked for', {}, 'Total', [10, 4]],
    ['any other calculation of some columns', { reduce: { reducer: 'max', include: ['used'] } }, 'Max', [2, null]],
    [
      'two columns, as older Grafanas wrote them',
      { mode: 'binary', binary: { left: 'used', operator: '/', right: 'size' } },
      'used / size',
      [0.25, null],
    ],
    [
      'a column and a number',
      {
        mode: 'binary',
        alias: 'percent',
        binary: { left: { matcher: { id: 'byName', options: 'size' } }, operator: '*', right: { fixed: '100' } },
      },
      'percent',
      [800, 400],
    ],
    [
      'a column and the number that a variable has',
      { mode: 'binary', binary: { left: 'size', operator: '-', right: { fixed: '$limit' } } },
      'size - limit',
      [6, 2],
    ],
    [
      'one column',
      { mode: 'unary', unary: { operator: 'ln', fieldName: 'size' } },
      'ln(size)',
      [Math.log(8), Math.log(4)],
    ],
    ['the place of the row', { mode: 'index' }, 'Row', [0, 1]],
    [
      'all rows so far',
      { mode: 'cumulativeFunctions', cumulative: { field: 'size', reducer: 'sum' } },
      'cumulative sum(size)',
      [8, 12],
    ],
    [
      'a window of rows',
      {
        mode: 'windowFunctions',
        window: { field: 'size', reducer: 'mean', windowSizeMode: 'fixed', windowSize: 2, windowAlignment: 'trailing' },
      },
      'trailing moving mean(size)',
      [8, 6],
    ],
  ])('adds %s', (_, options, name, values) => {
    expect(calculated(options)).toEqual({ Time: [1, 2], used: [2, null], size: [8, 4], [name]: values });
  });

  it('leaves nothing but the time and the result where it replaces the others', () => {
    expect(calculated({ replaceFields: true })).toEqual({ Time: [1, 2], Total: [10, 4] });
  });

  it('has a column for each of a type', () => {
    const binary = { left: { matcher: { id: 'byType', options: 'number' } }, operator: '*', right: { fixed: '2' } };
    expect(calculated({ mode: 'binary', binary })).toMatchObject({ 'used * 2': [4, null], 'size * 2': [16, 8] });
  });

  it('brings series together by their times before', () => {
    const frames = [timed('a', [1, 2]), timed('b', [10, 20])];
    const binary = { left: 'a', operator: '+', right: 'b' };
    expect(calculated({ mode: 'binary', binary, replaceFields: true }, frames)).toEqual({
      Time: [0, 60_000],
      'a + b': [11, 22],
    });
  });

  it('of a kind that nobody knows is left out and named', () => {
    expect(transform([pair], [{ id: 'calculateField', options: { mode: 'newer' } }])).toEqual({
      frames: [pair],
      unknown: ['calculateField'],
    });
  });
});

describe('filterByValue', () => {
  const rows = (filters: [field: string, id: string, options: JsonObject][], more: JsonObject = {}) =>
    made(
      [servers],
      [
        'filterByValue',
        {
          type: 'include',
          match: 'any',
          filters: filters.map(([fieldName, id, options]) => ({ fieldName, config: { id, options } })),
          ...more,
        },
      ],
    )[0]?.load;

  it.each<[string, JsonObject, (number | null)[]]>([
    ['greater', { value: 10 }, [20, 30]],
    ['greaterOrEqual', { value: 20 }, [20, 30]],
    ['lower', { value: 20 }, [10]],
    ['lowerOrEqual', { value: '20' }, [10, 20]],
    ['equal', { value: '30' }, [30]],
    ['notEqual', { value: 30 }, [10, 20, null]],
    ['between', { from: 10, to: 30 }, [20]],
    ['isNull', {}, [null]],
    ['isNotNull', {}, [10, 20, 30]],
    ['regex', { value: '^[12]0$' }, [10, 20]],
  ])('keeps what is %s %j', (id, options, left) => {
    expect(rows([['load', id, options]])).toEqual(left);
  });

  it('takes texts, several conditions, and what is not wanted', () => {
    const both: [string, string, JsonObject][] = [
      ['server', 'equal', { value: 'a' }],
      ['status', 'substring', { value: 'ba' }],
    ];
    expect(rows(both)).toEqual([10, 20, 30]);
    expect(rows(both, { match: 'all' })).toEqual([]);
    expect(rows(both, { type: 'exclude' })).toEqual([null]);
    expect(rows([['nowhere', 'isNull', {}]])).toEqual([]);
  });

  it('by a condition that nobody knows is left out and named', () => {
    const options = { filters: [{ fieldName: 'load', config: { id: 'unheardOf' } }] };
    expect(transform([servers], [{ id: 'filterByValue', options }]).unknown).toEqual(['filterByValue']);
  });
});

describe('several frames', () => {
  it('are joined by a column, and columns of one name are numbered', () => {
    const one = frame([column('Time', [1, 1]), column('job', ['a', 'b']), column('Value #A', [1, 2])]);
    const two = frame([column('Time', [1, 1]), column('job', ['b', 'c']), column('Value #B', [20, 30])], 'B');
    expect(made([one, two], ['joinByField', { byField: 'job' }])).toEqual([
      {
        job: ['a', 'b', 'c'],
        'Time 1': [1, 1, null],
        'Value #A': [1, 2, null],
        'Time 2': [null, 1, 1],
        'Value #B': [null, 20, 30],
      },
    ]);
    expect(made([one, two], ['joinByField', { byField: 'job', mode: 'inner' }])).toMatchObject([
      { job: ['b'], 'Value #A': [2], 'Value #B': [20] },
    ]);
  });

  it('of series are joined by their times, rising', () => {
    expect(made([timed('a', [1, 2]), timed('b', [3])], ['seriesToColumns', {}])).toEqual([
      { Time: [0, 60_000], a: [1, 2], b: [3, null] },
    ]);
  });

  it('are merged: a row that says something else of the same column stays a row of its own', () => {
    const one = frame([column('job', ['a']), column('Value', [1])]);
    const two = frame([column('job', ['a']), column('Value', [2])], 'B');
    expect(made([one, two], ['merge', {}])).toEqual([{ job: ['a', 'a'], Value: [1, 2] }]);
  });

  it('of series become rows, the newest first', () => {
    expect(made([timed('a', [1, 2]), timed('b', [3])], ['seriesToRows', {}])).toEqual([
      { Time: [60_000, 0, 0], Metric: ['a', 'a', 'b'], Value: [2, 1, 3] },
    ]);
  });

  it('of series become a table of their labels', () => {
    const frames = [timed('x', [1], { job: 'a', env: 'p' }), timed('y', [2], { job: 'b', env: 'p' })];
    const table = { Time: [0, 0], job: ['a', 'b'], env: ['p', 'p'], Value: [1, 2] };
    expect(made(frames, ['labelsToFields', {}])).toEqual([table]);
    expect(made(frames, ['labelsToFields', { valueLabel: 'job', keepLabels: ['env'] }])).toEqual([
      { Time: [0], env: ['p'], a: [1], b: [2] },
    ]);
    expect(made(frames.slice(0, 1), ['labelsToFields', { mode: 'rows' }])).toEqual([
      { label: ['job', 'env'], value: ['a', 'p'] },
    ]);
  });

  it('are concatenated, and chosen by the query that they answer', () => {
    const frames = [frame([column('a', [1, 2])]), frame([column('b', [3])], 'B')];
    expect(made(frames, ['concatenate', {}])).toEqual([{ a: [1, 2], b: [3, null] }]);
    expect(made(frames, ['filterByRefId', { include: 'B' }])).toEqual([{ b: [3] }]);
    expect(made(frames, ['filterByRefId', { exclude: '/^(?:B|C)$/' }])).toEqual([{ a: [1, 2] }]);
  });

  it('of which a transformation is for one leave the others where they were', () => {
    const frames = [frame([column('a', [1, 2])]), frame([column('a', [3, 4])], 'B')];
    const only = { id: 'limit', options: { limitField: '$limit' }, filter: { id: 'byRefId', options: 'B' } };
    const first = { ...only, options: { limitField: 1 } };
    expect(transform(frames, [first]).frames.map(({ fields }) => fields[0]?.values)).toEqual([[1, 2], [3]]);
    expect(made(frames, ['limit', { limitField: '$limit' }])).toHaveLength(2);
  });
});

describe('reduce', () => {
  const frames = [timed('x', [1, 5], { job: 'a' }), timed('y', [2, 3], { job: 'b' })];

  it('has a row for each series, by default with its most', () => {
    expect(made(frames, ['reduce', {}])).toEqual([{ Field: ['x', 'y'], Max: [5, 3] }]);
    expect(made(frames, ['reduce', { reducers: ['mean', 'lastNotNull'], labelsToFields: true }])).toEqual([
      { Field: ['Value', 'Value'], job: ['a', 'b'], Mean: [3, 2.5], 'Last *': [5, 3] },
    ]);
  });

  it('leaves columns as they are, with one row', () => {
    expect(made(frames, ['reduce', { mode: 'reduceFields', reducers: ['sum'] }])).toEqual([{ x: [6] }, { y: [5] }]);
    expect(made(frames, ['reduce', { mode: 'reduceFields', reducers: ['min', 'max'] }])[0]).toEqual({
      'x Min': [1],
      'x Max': [5],
    });
  });
});

describe('columns', () => {
  it('become a matrix of two of them', () => {
    const options = { columnField: 'server', rowField: 'status', valueField: 'load' };
    expect(made([servers], ['groupingToMatrix', options])).toEqual([
      { 'status\\server': ['ok', 'bad'], a: [30, null], b: [null, 20] },
    ]);
  });

  it('change their type', () => {
    const conversions = [
      { targetField: 'n', destinationType: 'number' },
      { targetField: 'when', destinationType: 'time' },
    ];
    expect(
      made(
        [frame([column('n', ['7', 'x', '']), column('when', ['2026-06-01T00:00:00Z', '5', null])])],
        ['convertFieldType', { conversions }],
      ),
    ).toEqual([{ n: [7, null, null], when: [Date.parse('2026-06-01T00:00:00Z'), 5, null] }]);
  });

  it('are renamed by a regular expression, and chosen by one', () => {
    const table = tableFrame([{ metric: { job: 'a' }, points: [[1, '2']] }], 'A', true);
    expect(
      made(
        [table],
        ['filterFieldsByName', { include: { pattern: '/^(Time|Value)$/' } }],
        ['renameByRegex', { regex: '(V)alue', renamePattern: '$1!' }],
      ),
    ).toEqual([{ Time: [1000], 'V!': [2] }]);
  });
});

it('what transformations make of series is drawn as series again', () => {
  const { frames } = transform(
    [timed('a', [1, 2]), timed('b', [3])],
    [
      {
        id: 'calculateField',
        options: { mode: 'binary', binary: { left: 'a', operator: '*', right: { fixed: '2' } }, replaceFields: true },
      },
    ],
  );
  expect(framesToSeries(frames)).toEqual([{ refId: 'A', name: 'a * 2', labels: {}, times: [0, 60], values: [2, 4] }]);
  const joined = transform([timed('a', [1, 2]), timed('b', [3])], [{ id: 'joinByField', options: {} }]);
  expect(framesToSeries(joined.frames).map(({ name, times, values }) => [name, times, values])).toEqual([
    ['a', [0, 60], [1, 2]],
    ['b', [0], [3]],
  ]);
});
