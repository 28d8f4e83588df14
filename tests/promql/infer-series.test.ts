import { describe, expect, it } from 'vitest';
import { infer } from '../../promql/infer/infer.ts';
import { anchored, choices } from '../../promql/infer/regexp.ts';
import { alertSeries, catalogOf, recordedSeries } from '../../promql/infer/series.ts';
import { parse } from '../../promql/syntax/parse.ts';
import { closed, declared, labelText, shapeOf } from './catalog.ts';

const group = { group: 'requests', interval: 30 };

describe('a recorded series', () => {
  it('is what its expression returns, under its name and with its labels', () => {
    const shape = shapeOf('sum by (job, method) (rate(errors_total[5m]))');
    const series = recordedSeries({
      name: 'job:errors:rate5m',
      shape,
      labels: { window: '5m', method: 'all' },
      ...group,
    });
    expect(series).toMatchObject({
      name: 'job:errors:rate5m',
      kind: 'gauge',
      unit: { powers: { seconds: -1 } },
      bounds: { min: 0 },
      closed: true,
      key: [],
      source: { kind: 'rule', group: 'requests', interval: 30 },
    });
    expect(labelText(series)).toBe('job=api method=all window=5m');
  });

  it('of counters is still a counter that was added up, so that its rate is known to be wrong', () => {
    const shape = shapeOf('sum by (job) (errors_total)');
    const catalog = catalogOf([recordedSeries({ name: 'job:errors:sum', shape, labels: {}, ...group })], true);
    expect(shapeOf('rate(job:errors:sum[5m])', catalog).selections[0]?.series[0]).toMatchObject({
      kind: 'counter',
      aggregated: true,
    });
  });

  it('of buckets has buckets, and counts what they count', () => {
    const shape = shapeOf('sum by (le) (latency_seconds_bucket)');
    const series = recordedSeries({ name: 'le:latency:sum', shape, labels: {}, ...group });
    expect(series).toMatchObject({
      kind: 'bucket',
      buckets: ['0.1', '1', '+Inf'],
      observes: { powers: { seconds: 1 } },
    });
  });

  it('loses a label that its rule sets to nothing', () => {
    const series = recordedSeries({ name: 'a:b', shape: shapeOf('up'), labels: { job: '' }, ...group });
    expect(labelText(series)).toBe('instance');
  });

  it('has no unit that could be named after a change of scale', () => {
    const shape = shapeOf('free_bytes / 1024');
    expect(recordedSeries({ name: 'a:b', shape, labels: {}, ...group }).unit).toBeUndefined();
  });

  it('of a quotient may be NaN, which a comparison takes away', () => {
    const shape = shapeOf('errors_total / errors_total');
    const catalog = catalogOf([recordedSeries({ name: 'a:b', shape, labels: {}, ...group })], true);
    expect(shapeOf('a:b >= 0', catalog).vacuous).toBeUndefined();
    expect(shapeOf('a:b > 1', catalog).empty?.reason).toBe('a:b is never above 1');
  });

  it('of an unknown expression is open', () => {
    const series = recordedSeries({ name: 'a:b', shape: undefined, labels: { team: 'web' }, ...group });
    expect(series).toMatchObject({ kind: undefined, closed: false });
    expect(labelText(series)).toBe('team=web …');
  });
});

describe('the series of an alert', () => {
  const shape = shapeOf('up == 0');
  const alerts = alertSeries({
    name: 'Down',
    shape,
    labels: { severity: 'page', team: '{{ $labels.team }}' },
    interval: 15,
  });
  const catalog = catalogOf([...declared, ...alerts], true);

  it('has the labels of the alert and of its result', () => {
    const text = 'ALERTS{alertname="Down",alertstate="firing"}';
    expect(labelText(shapeOf(text, catalog))).toBe(
      'alertname=Down alertstate=firing instance job=api|node severity=page team?',
    );
    expect(shapeOf(text, catalog)).toMatchObject({ bounds: { min: 1, max: 1 }, key: ['instance'] });
  });

  it('knows since when it is', () => {
    expect(shapeOf('ALERTS_FOR_STATE', catalog).unit?.instant).toBe(true);
    expect(shapeOf('ALERTS_FOR_STATE{alertstate="firing"}', catalog).empty?.reason).toBe(
      "ALERTS_FOR_STATE has no label 'alertstate'",
    );
  });

  it('tells that there is no alert of a name', () => {
    expect(shapeOf('ALERTS{alertname="Up"}', catalog).empty?.reason).toBe('no series of ALERTS has alertname="Up"');
  });
});

describe('a catalog', () => {
  it('lists its names sorted, each once', () => {
    expect(closed.names).toEqual([...new Set(declared.map(({ name }) => name))].sort());
    expect(closed.find('shared_total')).toHaveLength(2);
    expect(closed.find('nobody_knows')).toEqual([]);
  });
});

describe('a regular expression of RE2', () => {
  it.each([
    ['a.b', 'a\nb', true],
    ['a', 'ab', false],
    ['a|bc', 'bc', true],
    ['(?i)get', 'GET', true],
    ['(?P<verb>get)', 'get', true],
    ['(?:a)(?<b>c)', 'ac', true],
    ['a\\-b', 'a-b', true],
    ['[\\w\\-]+', 'a-b_9', true],
    ['\\d+', '٣', false],
    ['\\s', '\u00a0', false],
    ['a{2}', 'aa', true],
    ['a{,2}', 'a{,2}', true],
    ['{x}', '{x}', true],
    ['a]', 'a]', true],
    ['[]a]', ']', true],
    ['[^]a]', 'b', true],
    ['[[]', '[', true],
    ['\\x41\\x{42}', 'AB', true],
    ['.', '😀', true],
    ['\\Aa\\z', 'a', true],
    ['\\.', '.', true],
    ['', '', true],
  ])('%s on %j: %s', (source, value, matches) => expect(anchored(source)?.test(value)).toBe(matches));

  it.each(['\\pL', '[[:alpha:]]', '\\Qa\\E', '(?U)a', '(?=a)', '(?s:a)', '\\1', '[a', 'a\\', '(', '[\\D]'])(
    '%s is left alone',
    (source) => expect(anchored(source)).toBeUndefined(),
  );

  it('that only lists texts gives them', () => {
    expect(choices('a|b')).toEqual(['a', 'b']);
    expect(choices('(a|b)')).toEqual(['a', 'b']);
    expect(choices('(?:a|)')).toEqual(['a', '']);
    expect(choices('a.*')).toBeUndefined();
  });
});

describe('a long expression', () => {
  it('is inferred without running out of stack, and fast', () => {
    const expr = Array.from({ length: 3000 }, () => parse('up')).reduce((left, right) => ({
      ...{ kind: 'BinaryExpr', operator: '+', left, right, returnBool: false, from: 0, to: 0 },
      operatorSpan: { from: 0, to: 0 },
      matching: { card: 'one-to-one', on: false, written: false, labels: [], include: [] },
    }));
    expect(infer(expr, closed).of(expr).selections).toHaveLength(3000);
  });
});
