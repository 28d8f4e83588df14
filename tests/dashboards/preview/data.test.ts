import { describe, expect, it } from 'vitest';
import { interpolate } from '../../../dashboards/expand/index.ts';
import { buckets } from '../../../dashboards/preview/data/buckets.ts';
import { readDashboard, sections } from '../../../dashboards/preview/data/dashboard.ts';
import { aligned, filled, lonely, type Series, tableFrame } from '../../../dashboards/preview/data/frame.ts';
import { moment, rangeText, refreshMs, resolveRange, timeVariables } from '../../../dashboards/preview/data/range.ts';
import { reduceValues } from '../../../dashboards/preview/data/reduce.ts';
import { runs } from '../../../dashboards/preview/data/runs.ts';
import { transform } from '../../../dashboards/preview/data/transform.ts';

const series = (labels: Record<string, string>, times: number[], values: (number | null)[]): Series => ({
  refId: 'A',
  name: JSON.stringify(labels),
  labels,
  times,
  values,
});

describe('a dashboard', () => {
  it.each([
    ['no JSON', '{', /This is not JSON/],
    ['a list', '[]', /not an object/],
    ['a number', '7', /not an object/],
    ['something else', '{"kind": "ConfigMap"}', /no list of 'panels'/],
    ['of the newer schema', '{"spec": {"elements": {}}}', /newer schema/],
    ['endless', `"${'x'.repeat(20_000_001)}"`, /too long/],
  ])('that is %s is refused in words', (_, json, words) => {
    expect(readDashboard(json)).toEqual({ problem: expect.stringMatching(words) });
  });

  it('is read as Grafana writes it and as its API exports it', () => {
    const plain = { uid: 'a', title: 'A', tags: ['t'], panels: [] };
    const wanted = { uid: 'a', title: 'A', tags: ['t'] };
    expect(readDashboard(JSON.stringify(plain))).toMatchObject(wanted);
    expect(readDashboard(JSON.stringify({ meta: {}, dashboard: plain }))).toMatchObject(wanted);
    expect(readDashboard('{"panels": []}', 'file')).toMatchObject({ uid: 'file', title: 'file' });
  });

  it('has its panels by rows: inside a closed one, below an open one', () => {
    const panel = (id: number, y: number, x = 0) => ({ id, type: 'stat', gridPos: { x, y, w: 12, h: 4 } });
    const found = sections({
      panels: [
        panel(3, 5, 12),
        panel(1, 0),
        { type: 'row', title: 'Open', gridPos: { x: 0, y: 4, w: 24, h: 1 }, panels: [] },
        panel(2, 5),
        { type: 'row', title: 'Closed', collapsed: true, gridPos: { x: 0, y: 9, w: 24, h: 1 }, panels: [panel(4, 10)] },
      ],
    });
    expect(
      found.map(({ title, collapsed, panels }) => [title, collapsed, panels.map((each) => each.panel.id)]),
    ).toEqual([
      [undefined, false, [1]],
      ['Open', false, [2, 3]],
      ['Closed', true, [4]],
    ]);
    expect(found[1]?.panels.map(({ place }) => place.y)).toEqual([0, 0]);
  });

  it('of a foreign hand keeps its panels on the grid, whatever it says of their places', () => {
    const places = [
      {},
      { gridPos: null },
      { gridPos: { x: 99, y: -3, w: 400, h: 0 } },
      { gridPos: { x: 'a', w: 1.5 } },
    ];
    const [section] = sections({ panels: places.map((each, index) => ({ type: 'stat', id: index, ...each })) });
    for (const { place } of section?.panels ?? []) {
      expect(place.x + place.w).toBeLessThanOrEqual(24);
      expect(Math.min(place.x, place.y, place.w - 1, place.h - 1)).toBeGreaterThanOrEqual(0);
    }
    expect(section?.panels).toHaveLength(4);
  });
});

describe('series', () => {
  it('stand side by side at all their times', () => {
    const found = aligned([series({}, [1, 2], [10, 20]), series({}, [2, 3], [200, null])]);
    expect(found).toEqual({
      times: [1, 2, 3],
      values: [
        [10, 20, undefined],
        [undefined, 200, null],
      ],
    });
  });

  it('that are asked at other times than the rest are not in pieces for that', () => {
    const { times, values } = aligned([series({}, [0, 15, 30, 45, 60], [1, 1, 1, 1, 1]), series({}, [0, 60], [7, 7])]);
    expect(lonely(values[1] ?? [])).toEqual([]);
    expect(runs(times, values[1] ?? [], 60)).toEqual([{ from: 0, to: 120, value: 7 }]);
    expect(lonely([1, undefined, null, undefined, 2, undefined, 3])).toEqual([0]);
  });

  it('get a gap where points are missing, so that no line crosses it', () => {
    const [found] = filled([series({}, [0, 15, 60], [1, 2, 3])], 15);
    expect([found?.times, found?.values]).toEqual([
      [0, 15, 30, 60],
      [1, 2, null, 3],
    ]);
  });

  it('of a histogram become what lies between two bounds, by their numbers and not by their texts', () => {
    const found = buckets(['10', '2.5', '+Inf'].map((le, index) => series({ le }, [1], [[5, 2, 4][index] ?? 0])));
    expect(found.map(({ upper, values }) => [upper, values[0]])).toEqual([
      [2.5, 2],
      [10, 3],
      [Number.POSITIVE_INFINITY, 0],
    ]);
  });

  it('of states become stretches that end where nobody measured', () => {
    expect(runs([0, 15, 30, 90, 105], [1, 1, 0, 0, null], 15)).toEqual([
      { from: 0, to: 30, value: 1 },
      { from: 30, to: 45, value: 0 },
      { from: 90, to: 105, value: 0 },
    ]);
  });

  it.each([
    ['lastNotNull', 3],
    ['last', null],
    ['min', 1],
    ['max', 3],
    ['mean', 2],
    ['sum', 6],
    ['count', 3],
    ['range', 2],
    ['something new', null],
    ['toString', null],
  ])('are reduced by %s', (calculation, result) => {
    expect(reduceValues([1, 2, 3, null], calculation)).toBe(result);
  });
});

describe('transformations', () => {
  const answered = [
    { metric: { job: 'a', severity: 'warning' }, points: [[10, '5']] as [number, string][] },
    { metric: { job: 'b', severity: 'critical' }, points: [[10, 'NaN']] as [number, string][] },
  ];

  it('organize brings columns into order, renames and drops them', () => {
    const options = {
      excludeByName: { Time: true },
      indexByName: { severity: 0, job: 1, Value: 2 },
      renameByName: { Value: 'Since', severity: 'Severity' },
    };
    const { frames } = transform([tableFrame(answered, 'A', true)], [{ id: 'organize', options }]);
    expect(frames[0]?.fields.map(({ name, values }) => [name, values])).toEqual([
      ['Severity', ['warning', 'critical']],
      ['job', ['a', 'b']],
      ['Since', [5, null]],
    ]);
  });

  it('merge makes one row of what two queries say of the same thing', () => {
    const other = [{ metric: { job: 'a', severity: 'warning' }, points: [[10, '7']] as [number, string][] }];
    const both = [tableFrame(answered, 'A', false), tableFrame(other, 'B', false)];
    const { frames } = transform(both, [{ id: 'merge', options: {} }]);
    const columns = Object.fromEntries((frames[0]?.fields ?? []).map(({ name, values }) => [name, values]));
    expect([columns['Value #A'], columns['Value #B']]).toEqual([
      [5, null],
      [7, null],
    ]);
  });

  it('that join leave frames alone that have nothing in common', () => {
    const frame = (name: string) => ({
      refId: name,
      fields: [{ name, type: 'number' as const, labels: {}, values: [1, 2] }],
    });
    const frames = [frame('a'), frame('b')];
    expect(transform(frames, [{ id: 'merge' }]).frames).toEqual(frames);
    expect(transform(frames, [{ id: 'joinByField', options: { byField: 'instance' } }]).frames).toEqual(frames);
  });

  it('that are not known are left out and named', () => {
    const frames = [tableFrame(answered, 'A', true)];
    const found = transform(frames, [{ id: 'heatmap' }, { id: 'organize', disabled: true }, { id: 'toString' }]);
    expect(found).toEqual({ frames, unknown: ['heatmap', 'toString'] });
  });

  it('filter, sort and limit rows and columns', () => {
    const { frames } = transform(
      [tableFrame(answered, 'A', true)],
      [
        { id: 'filterFieldsByName', options: { include: { names: ['job'] } } },
        { id: 'sortBy', options: { sort: [{ field: 'job', desc: true }] } },
        { id: 'limit', options: { limitField: 1 } },
      ],
    );
    expect(frames[0]?.fields.map(({ name, values }) => [name, values])).toEqual([['job', ['b']]]);
  });
});

describe('a time range', () => {
  const now = new Date(2026, 5, 3, 14, 30, 15).getTime();

  it.each([
    ['now', now],
    ['now-1h', now - 3_600_000],
    ['now-1d+1h', now - 82_800_000],
    ['now/d', new Date(2026, 5, 3).getTime()],
    ['now-1M/M', new Date(2026, 4, 1).getTime()],
    ['2026-06-01 08:00', new Date(2026, 5, 1, 8).getTime()],
    ['1767225600000', 1_767_225_600_000],
  ])('%s is a moment', (text, wanted) => {
    expect(moment(text, now)).toBe(wanted);
  });

  it('to the end of a day includes the whole day', () => {
    const { from, to } = resolveRange({ from: 'now/d', to: 'now/d' }, now);
    expect(to - from).toBe(86_400_000 - 1);
  });

  it.each([
    [{ from: 'yesterday', to: 'now' }, /'yesterday' is not a time/],
    [{ from: 'now', to: 'now-1h' }, /ends before it begins/],
  ])('that makes no sense is refused in words', (raw, words) => {
    expect(() => resolveRange(raw, now)).toThrow(words);
  });

  it('goes along in links: as it was chosen, and as moments', () => {
    const variables = timeVariables({ from: 'now-1h', to: 'now' }, { from: 1000, to: 2000 });
    expect(interpolate(`/d/x?\${__url_time_range}&a=$__from&b=\${__to}`, variables)).toBe(
      '/d/x?from=now-1h&to=now&a=1000&b=2000',
    );
    const dates = timeVariables({ from: '2026-06-01T08:00:00+02:00', to: 'now' }, { from: 1000, to: 2000 });
    const { searchParams } = new URL(interpolate(`http://x/?\${__url_time_range}`, dates));
    expect(searchParams.get('from')).toBe('2026-06-01T08:00:00+02:00');
  });

  it.each([
    ['', undefined],
    ['0s', undefined],
    ['often', undefined],
    ['1s', 5000],
    ['30s', 30_000],
  ])("is asked anew by '%s' after %s ms", (interval, wanted) => {
    expect(refreshMs(interval)).toBe(wanted);
  });

  it('is called by what it is', () => {
    expect(rangeText({ from: 'now-3h', to: 'now' }, String, now)).toBe('Last 3 hours');
    expect(rangeText({ from: 'now-1d', to: 'now' }, String, now)).toBe('Last day');
    expect(rangeText({ from: 'now/d', to: 'now' }, String, now)).toBe('now/d to now');
  });
});
