import { describe, expect, it } from 'vitest';
import { answeredTexts, variableOptions, variableRequest } from '../../../dashboards/expand/variable-query.ts';

const to = 1_700_000_000_000;
const request = (query: string) =>
  variableRequest({
    ...{ query, from: to - 3_600_000, to, timeInterval: '15s' },
    variables: { job: { name: 'job', multi: true, value: ['a.b', 'c'] } },
  });
const range = { start: '1699996400', end: '1700000000' };

describe('the query of a variable', () => {
  it.each([
    ['label_values(label1)', '/api/v1/label/label1/values', {}],
    [
      'label_values(metric{label="value"}, label1)',
      '/api/v1/label/label1/values',
      { 'match[]': 'metric{label="value"}' },
    ],
    ['label_names()', '/api/v1/labels', {}],
    ['label_names(metric_name) ', '/api/v1/labels', { 'match[]': '{__name__=~".*metric_name.*"}' }],
    ['metrics(.*metric.*)', '/api/v1/label/__name__/values', { 'match[]': '{__name__=~".*metric.*"}' }],
    ['metric{label="value"}', '/api/v1/series', { 'match[]': 'metric{label="value"}' }],
  ])('is a question to the HTTP API: %s', (query, path, params) => {
    expect(request(query)).toEqual({ path, params: { ...params, ...range } });
  });

  it('is asked at the end of the range where it is a whole query', () => {
    expect(request('query_result(topk(5, rate(x[$__range])))')).toEqual({
      path: '/api/v1/query',
      params: { query: 'topk(5, rate(x[3600s]))', time: '1700000000' },
    });
  });

  it('takes the variables before it, and knows the interval of the data source, but no rate interval', () => {
    expect(request('label_values(x{job=~"$job"}, label)').params['match[]']).toBe('x{job=~"(a\\\\.b|c)"}');
    expect(request('query_result(rate(x[$__interval]) + rate(x[$__rate_interval]))').params.query).toBe(
      'rate(x[15s]) + rate(x[$__rate_interval])',
    );
  });
});

describe('the answer', () => {
  it('is a list of names as it is', () => {
    expect(answeredTexts(['a', 'b'])).toEqual(['a', 'b']);
  });

  it('is series as Prometheus writes them', () => {
    const series = { __name__: 'up', job: 'job1', instance: '127.0.0.1:1234' };
    expect(answeredTexts([series])).toEqual(['up{instance="127.0.0.1:1234",job="job1"}']);
  });

  it('is a sample with its value and its time in milliseconds', () => {
    const sample = { metric: { __name__: 'metric', job: 'testjob' }, value: [1443454528, '3846'] as const };
    expect(answeredTexts({ resultType: 'vector', result: [sample] })).toEqual([
      'metric{job="testjob"} 3846 1443454528000',
    ]);
    expect(answeredTexts({ resultType: 'scalar', result: [1443454528, '2'] })).toEqual(['2']);
    expect(() => answeredTexts({ resultType: 'matrix', result: [] })).toThrow('of a matrix');
  });
});

describe('options', () => {
  it('are each value once, in the order of the answer', () => {
    expect(variableOptions(['b', 'a', 'b']).map(({ value }) => value)).toEqual(['b', 'a']);
  });

  it.each([
    ['/^val1/', ['val1', 'val2', 'val11'], ['val1', 'val11']],
    ['val1', ['val1', 'val11'], ['val1']],
    ['/job="([^"]+)"/', ['up{job="a"}', 'down'], ['a']],
    ['/(\\d)/g', ['a1b2', 'c1'], ['1', '2']],
    ['/nobody/', ['a'], []],
  ])('are what the regular expression takes: %s', (regex, texts, expected) => {
    expect(variableOptions(texts, regex).map(({ value }) => value)).toEqual(expected);
  });

  it('have a text of their own by a named group', () => {
    expect(variableOptions(['a=1', 'b=2'], '/(?<text>\\w)=(?<value>\\d)/')).toEqual([
      { text: 'a', value: '1' },
      { text: 'b', value: '2' },
    ]);
    expect(variableOptions(['a=1'], '/(?<value>\\w)=/')).toEqual([{ text: 'a', value: 'a' }]);
  });

  it.each([
    [0, ['i10', 'I2', 'i1', 'x']],
    [1, ['I2', 'i1', 'i10', 'x']],
    [2, ['x', 'i10', 'i1', 'I2']],
    [3, ['x', 'i1', 'I2', 'i10']],
    [4, ['i10', 'I2', 'i1', 'x']],
    [5, ['i1', 'i10', 'I2', 'x']],
    [6, ['x', 'I2', 'i10', 'i1']],
    [7, ['i1', 'I2', 'i10', 'x']],
    [8, ['x', 'i10', 'I2', 'i1']],
  ] as const)('are sorted by mode %i', (sort, expected) => {
    expect(variableOptions(['i10', 'I2', 'i1', 'x'], '', sort).map(({ value }) => value)).toEqual(expected);
  });
});
