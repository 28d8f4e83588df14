import { describe, expect, it } from 'vitest';
import { type Bounds, inspect } from '../../scripts/live/inspect.ts';
import { board, type Fake, fakePrometheus, labelVariable, lines } from './prometheus.ts';

const now = Date.parse('2026-01-01T12:09:07Z');
const data = () => lines(['1']);

async function look(dashboard: ReturnType<typeof board>, fake: Partial<Fake> = {}, bounds: Partial<Bounds> = {}) {
  const { ask, asked } = fakePrometheus({ answer: data, ...fake });
  const subject = { ask, dashboards: [dashboard], timeInterval: '15s' as const };
  const verdict = await inspect(subject, () => {}, { now, ...bounds });
  return { ...verdict, asked };
}

describe('a panel', () => {
  it('is fine when it shows data, over three ranges', async () => {
    const { good, wrong, pending, notes, asked } = await look(board({ Requests: 'rate(x[$__rate_interval])' }));
    expect({ good, wrong, pending, notes }).toEqual({
      good: '1 of 1 panels show data, 3 queries asked: 1 OK',
      ...{ wrong: [], pending: [], notes: [] },
    });
    const queries = asked
      .filter((path) => path.includes('query_range'))
      .map((path) => new URL(path, 'http://a').searchParams);
    expect(queries.map((params) => [params.get('query'), params.get('step')])).toEqual([
      ['rate(x[1m0s])', '15'],
      ['rate(x[1m15s])', '60'],
      ['rate(x[10m15s])', '600'],
    ]);
  });

  it('is wrong when Prometheus refuses its query, once, with the query as it was asked', async () => {
    const { wrong } = await look(board({ Requests: 'rate(x[$__rate_interval])' }), {
      answer: () => {
        throw new Error('bad_data: no');
      },
    });
    expect(wrong).toEqual(['shop overview / Requests: ERROR over 1h, All (and 2 more): bad_data: no: rate(x[1m0s])']);
  });

  it('is wrong when nothing replaces a variable, and that query is not asked', async () => {
    const { wrong, asked } = await look(board({ Requests: 'rate(x{a="$nobody"}[$__interval_s])' }));
    expect(wrong).toEqual([
      'shop overview / Requests: UNEXPANDED over 1h, All (and 2 more): $nobody, $__interval_s: rate(x{a="$nobody"}[15s_s])',
    ]);
    expect(asked.filter((path) => path.includes('query'))).toEqual([]);
  });

  it('is wrong when it is empty, even over one range only', async () => {
    const answer: Fake['answer'] = (expr) => (expr.includes('10m15s') ? lines() : data());
    const { wrong, good } = await look(board({ Requests: 'rate(x[$__rate_interval])' }), { answer });
    expect(wrong).toEqual(['shop overview / Requests: EMPTY over 7d, All: rate(x[10m15s])']);
    expect(good).toContain('1 of 1');
  });

  it('is wrong when no value is a number', async () => {
    const { wrong } = await look(board({ p99: 'x' }), { answer: () => lines(['NaN', 'NaN']) });
    expect(wrong).toEqual(['shop overview / p99: NAN over 1h, All (and 2 more): x']);
  });

  it('is fine when some values are no numbers', async () => {
    expect((await look(board({ x: 'x' }), { answer: () => lines(['NaN'], ['+Inf']) })).wrong).toEqual([]);
  });

  it('is fine when all is zero over every range, and that is said', async () => {
    const { good, wrong, notes } = await look(board({ x: 'x' }), { answer: () => lines(['0', 'NaN']) });
    expect({ wrong, notes }).toEqual({ wrong: [], notes: ['ZERO over every range: shop overview / x'] });
    expect(good).toBe('1 of 1 panels show data, 3 queries asked: 1 ZERO');
  });

  it('is not zero where it was something else before', async () => {
    const answer: Fake['answer'] = (expr) => (expr.includes('10m15s') ? lines(['0', '3']) : lines(['0']));
    const { good, notes, panels } = await look(board({ x: 'rate(x[$__rate_interval])' }), { answer });
    expect(notes).toEqual([]);
    expect(good).toContain(': 1 OK');
    expect(panels).toMatchObject([{ state: 'OK', range: '7d', ranges: { '1h': 'ZERO', '24h': 'ZERO', '7d': 'OK' } }]);
  });

  it('is reported with its state and the query as Prometheus got it, the worst over all choices', async () => {
    const variables = [labelVariable('job')];
    const dashboard = board({ fine: 'x', refused: 'y{job=~"$job"}', none: 'z' }, { variables });
    const answer: Fake['answer'] = (expr) => {
      if (expr.includes('"a"')) throw new Error('no');
      return expr === 'z' ? lines() : data();
    };
    const { panels } = await look(dashboard, { labels: { job: ['a', 'b'] }, answer });
    const common = { dashboard: 'shop', range: '1h', choice: 'All', detail: '' };
    const all = (state: string) => ({ '1h': state, '24h': state, '7d': state });
    expect(panels).toEqual([
      { ...common, id: 1, title: 'shop overview / fine', state: 'OK', query: 'x', ranges: all('OK') },
      {
        ...{ ...common, id: 2, title: 'shop overview / refused', state: 'ERROR', choice: 'job=a', detail: 'no' },
        ...{ query: 'y{job=~"a"}', ranges: all('OK') },
      },
      { ...common, id: 3, title: 'shop overview / none', state: 'EMPTY', query: 'z', ranges: all('EMPTY') },
    ]);
  });

  it('is wrong when it draws more lines than anybody can tell apart', async () => {
    const answer = () => lines(...Array.from({ length: 101 }, () => ['1']));
    const { wrong } = await look(board({ x: 'x' }), { answer });
    expect(wrong).toEqual(['shop overview / x: TOO MANY SERIES over 1h, All (and 2 more): 101: x']);
  });

  it('is not empty while one of its queries has data', async () => {
    const dashboard = board({ x: 'x' });
    const [panel] = dashboard.json.panels as [{ targets: unknown[] }];
    panel.targets.push({ refId: 'B', expr: 'y' });
    expect(await look(dashboard, { answer: (expr) => (expr === 'y' ? lines() : data()) })).toMatchObject({
      wrong: [],
      notes: ['has data, but some of its queries have none: shop overview / x (B)'],
    });
    expect((await look(dashboard, { answer: () => lines() })).wrong).toHaveLength(1);
  });
});

describe('a panel of a part that does not run here', () => {
  it('is empty, and that is a note', async () => {
    const { ask } = fakePrometheus({ answer: () => lines() });
    const subject = {
      ask,
      dashboards: [board({ Containers: 'container_x', Both: 'y' })],
      timeInterval: '15s' as const,
    };
    const { wrong, notes } = await inspect(
      { ...subject, isLeftOut: (expr) => expr.startsWith('container') },
      () => {},
      { now },
    );
    expect(wrong).toEqual(['shop overview / Both: EMPTY over 1h, All (and 2 more): y']);
    expect(notes).toEqual(['empty, because a part that is left out has its data: shop overview / Containers']);
  });
});

describe('the choices of variables', () => {
  const labels = { job: ['api', 'a.b', 'web'] };
  const dashboard = board({ x: 'x{job=~"$job"}' }, { variables: [labelVariable('job')] });
  const expressions = (asked: readonly string[]) => [
    ...new Set(
      asked
        .filter((path) => path.includes('query_range'))
        .map((path) => new URL(path, 'http://a').searchParams.get('query')),
    ),
  ];

  it('are All, one value, two, and one with a dot', async () => {
    const { asked, good } = await look(dashboard, { labels });
    expect(expressions(asked)).toEqual([...['x{job=~".+"}', 'x{job=~"a\\\\.b"}', 'x{job=~"(a\\\\.b|api)"}']]);
    // What is the same is asked once: the first value is the one with a dot.
    expect(good).toBe('1 of 1 panels show data, 9 queries asked: 1 OK');
  });

  it('are chained', async () => {
    const list = [
      labelVariable('job'),
      { ...labelVariable('instance'), query: 'label_values(up{job=~"$job"}, instance)' },
    ];
    const { asked } = await look(board({ x: 'x{instance=~"$instance"}' }, { variables: list }), { labels });
    const matches = asked
      .filter((path) => path.includes('/instance/values'))
      .map((path) => new URL(path, 'http://a').searchParams.get('match[]'));
    expect(matches).toContain('up{job=~"(a\\\\.b|api)"}');
  });

  it('that leave a panel empty are a note, if it has data for All', async () => {
    const answer: Fake['answer'] = (expr) => (expr.includes('.+') ? data() : lines());
    const { wrong, notes } = await look(dashboard, { labels, answer });
    expect(wrong).toEqual([]);
    expect(notes).toEqual(['without data for a single choice: shop overview / x (job=a.b; job=a.b|api)']);
  });

  it('that Prometheus does not answer are wrong', async () => {
    const list = [{ ...labelVariable('job'), query: 'query_result(nonsense(' }];
    const answer = () => {
      throw new Error('parse error');
    };
    const { wrong } = await look(board({ x: 'x' }, { variables: list }), { answer });
    expect(wrong).toEqual(['shop overview / variable job: parse error: query_result(nonsense(']);
  });
});

describe('a variable without options', () => {
  const dashboard = board({ x: 'x{job=~"$job"}' }, { variables: [labelVariable('job')] });
  const none = 'shop overview / variable job has no options';

  it('is wrong, although All shows data', async () => {
    expect(await look(dashboard)).toMatchObject({ wrong: [none], pending: [] });
  });

  it('is awaited after a start, and after the configuration was read again', async () => {
    const expected = { wrong: [], pending: [none] };
    expect(await look(dashboard, { started: new Date(now - 119_000) })).toMatchObject(expected);
    expect(await look(dashboard, { reloaded: new Date(now - 119_000) })).toMatchObject(expected);
    expect(await look(dashboard, { started: new Date(now - 121_000) })).toMatchObject({ wrong: [none], pending: [] });
  });

  const excused = ['variables without options, as what they read is left out or may not be there: shop overview / job'];

  it('is a note where what it reads does not run here', async () => {
    const { ask } = fakePrometheus({ answer: data });
    const subject = { ask, dashboards: [dashboard], timeInterval: '15s' as const };
    const verdict = await inspect({ ...subject, isLeftOut: (expr) => expr.includes('up') }, () => {}, { now });
    expect(verdict).toMatchObject({ wrong: [], pending: [], notes: excused });
  });

  it('is a note where every panel that uses it may be empty', async () => {
    const quiet = { variables: [labelVariable('job')], mayBeEmpty: { 1: 'nothing fires' } };
    const { wrong, notes } = await look(board({ x: 'x{job=~"$job"}', y: 'y' }, quiet));
    expect(wrong).toEqual([]);
    expect(notes).toEqual(expect.arrayContaining(excused));
    expect((await look(board({ y: 'y', x: 'x{job=~"$job"}' }, quiet))).wrong).toEqual([none]);
  });

  it('is a note where a panel may be empty that reads the same metric with it', async () => {
    const quiet = { variables: [labelVariable('job')], mayBeEmpty: { 2: 'nothing pushed' } };
    const other = board({ x: 'x{job=~"$job"}', y: 'max(up{job=~"[[job]]"})' }, quiet);
    expect((await look(other)).wrong).toEqual([]);
  });
});

describe('an annotation', () => {
  const annotations = [{ name: 'Restarts', expr: 'changes(x[$__rate_interval]) > 0', step: '60s' }];

  it('may be empty', async () => {
    const answer: Fake['answer'] = (expr) => (expr.includes('changes') ? lines() : data());
    expect((await look(board({ x: 'x' }, { annotations }), { answer })).wrong).toEqual([]);
  });

  it('is wrong when Prometheus refuses it', async () => {
    const answer: Fake['answer'] = (expr) => {
      if (expr.includes('changes')) throw new Error('no');
      return data();
    };
    expect((await look(board({ x: 'x' }, { annotations }), { answer })).wrong).toEqual([
      'shop overview / annotation Restarts: ERROR over 1h, All (and 2 more): no: changes(x[4m0s]) > 0',
    ]);
  });
});

describe('a stack that has just started', () => {
  const rate = board({ Requests: 'rate(x[$__rate_interval])' });
  const answer = () => lines();

  it('has no rate yet: that is awaited, and nothing else is asked', async () => {
    const { wrong, pending, asked } = await look(rate, { answer, started: new Date(now - 30_000) });
    expect(wrong).toEqual([]);
    expect(pending).toEqual(['shop overview / Requests: EMPTY over 1h, All: rate(x[1m0s])']);
    expect(asked.filter((path) => path.includes('query'))).toHaveLength(1);
  });

  it('does not fill the screen with all that is not there yet', async () => {
    const dashboard = board(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`p${index}`, 'x'])));
    const { pending = [] } = await look(dashboard, { answer, started: new Date(now - 30_000) });
    expect(pending).toHaveLength(11);
    expect(pending.at(-1)).toBe('and 20 more panels');
  });

  it('is not waited for where a query looks back to before it', async () => {
    const dashboard = board({ Before: 'x offset 1d' });
    const hours = (count: number) => new Date(now - count * 3_600_000);
    const { wrong, pending, notes } = await look(dashboard, { answer, started: hours(23) });
    expect({ wrong, pending }).toEqual({ wrong: [], pending: [] });
    expect(notes).toEqual([expect.stringContaining('1h (1 panel)')]);
    expect((await look(dashboard, { answer, started: hours(25) })).wrong).toHaveLength(1);
  });

  it('has no rate after its configuration was read again either', async () => {
    const { wrong, pending } = await look(rate, { answer, reloaded: new Date(now - 30_000) });
    expect(wrong).toEqual([]);
    expect(pending).toHaveLength(1);
  });

  it('is not waited for where a window is long', async () => {
    const dashboard = board({ Forecast: 'predict_linear(x[1h:1m], 3600)' });
    const { wrong, pending, notes } = await look(dashboard, { answer, started: new Date(now - 30_000) });
    expect({ wrong, pending }).toEqual({ wrong: [], pending: [] });
    expect(notes).toEqual([expect.stringContaining('1h (1 panel)')]);
  });

  it('is wrong when it had the time', async () => {
    const { wrong, pending } = await look(rate, { answer, started: new Date(now - 300_000) });
    expect(pending).toEqual([]);
    expect(wrong).toEqual(['shop overview / Requests: EMPTY over 1h, All (and 1 more): rate(x[1m0s])']);
  });

  it('cannot be judged over long ranges, whose last point lies before it', async () => {
    const { wrong, notes } = await look(rate, {
      answer: (expr) => (expr.includes('10m15s') ? lines() : data()),
      started: new Date(now - 300_000),
    });
    expect(wrong).toEqual([]);
    expect(notes).toEqual(['empty, and not judged because Prometheus has not run long enough: 7d (1 panel)']);
  });

  it('is waited for where a recording rule had too few turns, unless those come too seldom', async () => {
    const dashboard = board({ x: 'max(job:x:rate5m)' });
    const often = await look(dashboard, { answer, waiting: { 'job:x:rate5m': 15 } });
    expect(often).toMatchObject({ wrong: [], pending: [expect.stringContaining('EMPTY')] });
    const seldom = await look(dashboard, { answer, waiting: { 'job:x:rate5m': 30 } });
    expect(seldom).toMatchObject({ wrong: [], pending: [], notes: [expect.stringContaining('1h (1 panel), 24h')] });
  });
});

describe('the time for it', () => {
  it('is bounded, and panels that were not asked even once are wrong', async () => {
    const { wrong, notes, good } = await look(board({ x: 'x', y: 'y' }), {}, { within: -1, furtherWithin: -1 });
    expect(wrong).toEqual(['the time was over before 2 panels were asked even once']);
    expect(good).toBe('0 of 2 panels show data, 0 queries asked: 2 UNASKED');
    expect(notes).toEqual(['the time was over before 6 of 6 looks at panels']);
  });

  it('is longer for each panel once than for further ranges and choices, which are only told', async () => {
    const dashboard = board({ x: 'x{job=~"$job"}', y: 'y' }, { variables: [labelVariable('job')] });
    const { wrong, notes, good, asked } = await look(dashboard, { labels: { job: ['a', 'b'] } }, { furtherWithin: -1 });
    expect(wrong).toEqual([]);
    expect(good).toBe('2 of 2 panels show data, 2 queries asked: 2 OK');
    expect(notes).toEqual(['the time was over before 4 of 6 looks at panels']);
    expect(asked.filter((path) => path.includes('/job/values'))).toHaveLength(1);
  });

  it('begins with every panel with All, before options of narrower choices are asked for', async () => {
    const list = [labelVariable('job'), { ...labelVariable('pod'), query: 'label_values(up{job=~"$job"}, pod)' }];
    const dashboard = board({ x: 'x{pod=~"$pod"}' }, { variables: list });
    const { asked } = await look(dashboard, { labels: { job: ['a'], pod: ['b'] } });
    const kinds = asked.map((path) => /query_range|pod\/values/.exec(path)?.[0]).filter((kind) => kind !== undefined);
    expect(kinds.slice(0, 3)).toEqual(['pod/values', 'query_range', 'pod/values']);
  });

  it('is no excuse for dashboards without a panel that can be asked', async () => {
    expect((await look(board({}))).wrong).toEqual(['no panel was looked at']);
    const { ask } = fakePrometheus({ answer: data });
    expect((await inspect({ ask, dashboards: [], timeInterval: '15s' }, () => {}, { now })).wrong).toEqual([]);
  });

  it('is told while it passes', async () => {
    const { ask } = fakePrometheus({ answer: data });
    const told: string[] = [];
    await inspect({ ask, dashboards: [board({ x: 'x' })], timeInterval: '15s' }, (text) => told.push(text), { now });
    expect(told).toEqual(['1 of 1 queries', '1 of 2 queries', '2 of 2 queries']);
  });
});
