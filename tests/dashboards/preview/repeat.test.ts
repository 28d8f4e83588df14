import { describe, expect, it } from 'vitest';
import { formats, interpolate, type VariableState } from '../../../dashboards/expand/index.ts';
import { sections } from '../../../dashboards/preview/data/dashboard.ts';
import type { JsonObject } from '../../../dashboards/preview/data/read.ts';
import { repeated } from '../../../dashboards/preview/data/repeat.ts';

const several = (value: string | string[], names = ['a', 'b', 'c', 'd', 'e']): VariableState => ({
  ...{ name: 'job', multi: true, includeAll: true, value },
  options: names.map((name) => ({ value: name, text: name.toUpperCase() })),
});
const panel = (title: string, gridPos: JsonObject, more: JsonObject = {}): JsonObject => ({
  ...{ type: 'stat', title, gridPos, ...more },
});
const board = (...panels: JsonObject[]) => sections({ panels });
const titled = (scoped: Readonly<Record<string, VariableState>>, title: string) =>
  interpolate(title, scoped, { format: formats.text });

/** Titles and places of the panels of the first section. */
function shown(panels: JsonObject[], job: VariableState) {
  const [section] = repeated(board(...panels), { job });
  return section?.panels.map(({ panel: each, scoped, place: { x, y, w, h } }) => [
    titled(scoped, `${each.title}`),
    [x, y, w, h],
  ]);
}

describe('a repeated panel', () => {
  const row = { x: 6, y: 2, w: 6, h: 4 };

  it('stands across the whole width, once for each chosen value', () => {
    expect(shown([panel('of $job', row, { repeat: 'job' })], several(['a', 'c']))).toEqual([
      ['of A', [0, 0, 12, 4]],
      ['of C', [12, 0, 12, 4]],
    ]);
  });

  it('has at most so many on a line, four where nobody says how many', () => {
    const places = (more: JsonObject) =>
      shown([panel('$job', row, { repeat: 'job', ...more })], several('$__all'))?.map(([, place]) => place);
    expect(places({})).toEqual([
      [0, 0, 6, 4],
      [6, 0, 6, 4],
      [12, 0, 6, 4],
      [18, 0, 6, 4],
      [0, 4, 6, 4],
    ]);
    expect(places({ maxPerRow: 2 })?.slice(-2)).toEqual([
      [12, 4, 12, 4],
      [0, 8, 12, 4],
    ]);
  });

  it('stands below itself where it is to, as wide as it is', () => {
    expect(shown([panel('$job', row, { repeat: 'job', repeatDirection: 'v' })], several(['b', 'd']))).toEqual([
      ['B', [6, 0, 6, 4]],
      ['D', [6, 4, 6, 4]],
    ]);
  });

  it('pushes down what follows it, and what stands beside it', () => {
    const panels = [
      panel('$job', { x: 0, y: 0, w: 12, h: 4 }, { repeat: 'job', maxPerRow: 1 }),
      panel('beside', { x: 12, y: 0, w: 12, h: 2 }),
      panel('below', { x: 0, y: 4, w: 24, h: 3 }),
    ];
    expect(shown(panels, several(['a', 'b']))?.slice(2)).toEqual([
      ['beside', [12, 8, 12, 2]],
      ['below', [0, 10, 24, 3]],
    ]);
  });

  it('asks for its own value, escaped as one of several, also where All is a text of its own', () => {
    const [section] = repeated(board(panel('x', row, { repeat: 'job' })), {
      job: { ...several('$__all', ['a.b', 'c']), allValue: '.+' },
    });
    const queries = section?.panels.map(({ scoped }) =>
      interpolate('up{job=~"$job"}', scoped, { format: formats.regex }),
    );
    expect(queries).toEqual(['up{job=~"a\\.b"}', 'up{job=~"c"}']);
    expect(section?.panels.map(({ scoped }) => scoped.job?.multi)).toEqual([true, true]);
  });

  it('without a value stands once, for nothing; without such a variable as it is', () => {
    expect(shown([panel('$job', row, { repeat: 'job' })], several([]))).toEqual([['', [0, 0, 24, 4]]]);
    expect(shown([panel('as it is', row, { repeat: 'toString' })], several(['a']))).toEqual([
      ['as it is', [6, 0, 6, 4]],
    ]);
  });

  it('of hundreds of values is drawn two hundred times, and says how many are left', () => {
    const names = Array.from({ length: 230 }, (_, index) => `n${index}`);
    const [section] = repeated(board(panel('x', row, { repeat: 'job' })), { job: several('$__all', names) });
    expect(section?.panels.map(({ more }) => more).filter((more) => more > 0)).toEqual([30]);
    expect(section?.panels).toHaveLength(200);
  });

  it('that an older Grafana saved along with the first one is not there twice', () => {
    const copy = panel('$job', row, { repeatPanelId: 1, repeatIteration: 5, scopedVars: {} });
    expect(shown([panel('$job', row, { id: 1, repeat: 'job' }), copy], several(['a']))).toHaveLength(1);
  });
});

describe('a repeated row', () => {
  const row = { type: 'row', title: 'About $job', repeat: 'job', gridPos: { x: 0, y: 0, w: 24, h: 1 } };
  const inside = panel('$job', { x: 0, y: 1, w: 12, h: 4 });

  it('stands once for each value with all of its panels, open or closed', () => {
    for (const panels of [[row, inside], [{ ...row, collapsed: true, panels: [inside] }]]) {
      const found = repeated(board(...panels), { job: several(['a', 'b']) });
      expect(found.map(({ title, scoped, panels: own }) => [titled(scoped, title ?? ''), own.length])).toEqual([
        ['About A', 1],
        ['About B', 1],
      ]);
      expect(found.map(({ panels: [own] }) => titled(own?.scoped ?? {}, '$job'))).toEqual(['A', 'B']);
      expect(new Set(found.flatMap((each) => [each.key, ...each.panels.map(({ key }) => key)])).size).toBe(4);
    }
  });

  it('may hold panels that are repeated for another variable', () => {
    const other: VariableState = { name: 'env', multi: true, value: ['p', 'q'] };
    const found = repeated(board(row, panel('$job in $env', { x: 0, y: 1, w: 12, h: 4 }, { repeat: 'env' })), {
      ...{ job: several(['a', 'b']), env: other },
    });
    expect(found.flatMap(({ panels }) => panels.map(({ scoped }) => titled(scoped, '$job in $env')))).toEqual([
      ...['A in p', 'A in q', 'B in p', 'B in q'],
    ]);
  });

  it('gives a panel that is repeated for the same variable one value', () => {
    const found = repeated(board(row, { ...inside, repeat: 'job' }), { job: several(['a', 'b']) });
    expect(found.map(({ panels }) => panels.map(({ scoped }) => scoped.job?.value))).toEqual([['a'], ['b']]);
  });
});
