import { describe, expect, it } from 'vitest';
import { dashboard, panel, roundTrip, runOn } from './support.ts';

/** What is said to be lost of a panel with these changes. */
async function lostOf(changes: object, board: object = {}): Promise<string[]> {
  const { notes } = await runOn(
    JSON.stringify(dashboard([panel(), panel({ id: 2, title: 'Odd', ...changes })], board)),
  );
  return notes.flatMap((note) => /^not carried over: panel 'Odd': (.*)$/.exec(note)?.[1] ?? []);
}

const override = (id: string, options: unknown, ...properties: readonly object[]) => ({
  fieldConfig: { defaults: {}, overrides: [{ matcher: { id, options }, properties }] },
});

describe('what a panel has and ours has not', () => {
  it.each([
    ['transformations', { transformations: [{ id: 'reduce' }, { id: 'merge' }] }, /^transformations \(reduce, merge\)/],
    ['repeats', { repeat: 'job' }, /^it repeats for each job/],
    [
      'a library panel',
      { libraryPanel: { uid: 'x', name: 'y' }, type: undefined, targets: undefined },
      /^it is a library panel/,
    ],
    ['an unknown kind', { type: 'piechart' }, /^the whole panel: .* piechart/],
    ['another data source', { datasource: { type: 'loki', uid: 'x' } }, /^query A: it asks another data source/],
    ['a hidden query', { targets: [{ refId: 'A', expr: 'up', hide: true }] }, /^query A: it is hidden/],
    [
      'an expression of Grafana',
      { targets: [{ refId: 'B', datasource: { uid: '__expr__' }, expression: '$A * 2' }] },
      /^query B: an expression of Grafana/,
    ],
    [
      'the answers of another panel',
      { targets: [{ refId: 'A', datasource: { uid: '-- Dashboard --' }, panelId: 1 }] },
      /^query A: it takes the answers of another panel/,
    ],
    ['PromQL that is none', { targets: [{ refId: 'A', expr: 'sum(' }] }, /^query A: this is no PromQL: .*: sum\($/],
    [
      'thresholds',
      {
        type: 'stat',
        fieldConfig: {
          defaults: {
            thresholds: {
              steps: [
                { color: 'green', value: null },
                { color: 'red', value: 5 },
              ],
            },
          },
        },
      },
      /^thresholds \(from 5 red\)/,
    ],
    ['a unit of its own', { fieldConfig: { defaults: { unit: 'suffix:orders' } } }, /^the unit 'suffix:orders'/],
    ['links', { links: [{ title: 'Wiki', url: 'x' }] }, /^links \(Wiki\)/],
    ['another time range', { timeFrom: '1d' }, /^timeFrom 1d/],
    [
      'another mean than the newest',
      { type: 'stat', options: { reduceOptions: { calcs: ['mean'] } } },
      /^it shows the mean/,
    ],
    [
      'stacks of 100 %',
      { fieldConfig: { defaults: { custom: { stacking: { mode: 'percent' } } } } },
      /^it is stacked to 100 %/,
    ],
    [
      'an override',
      override('byName', 'a', { id: 'custom.axisPlacement', value: 'right' }),
      /^the override of custom.axisPlacement for a/,
    ],
    [
      'an override by type',
      override('byType', 'number', { id: 'unit', value: 's' }),
      /^the override of unit for number/,
    ],
    [
      'a colour of nobody',
      override('byName', 'a', { id: 'color', value: { mode: 'fixed', fixedColor: '#123456' } }),
      /^colours that Narthex does not have, of a \(#123456\)/,
    ],
    [
      'mappings of ranges',
      {
        fieldConfig: {
          defaults: { mappings: [{ type: 'range', options: { from: 1, to: 2, result: { text: 'x' } } }] },
        },
      },
      /^mappings of ranges/,
    ],
    ['an alert', { alert: { name: 'x' } }, /^its alert/],
  ])('is listed: %s', async (_, changes, words) => {
    expect(await lostOf(changes)).toEqual(expect.arrayContaining([expect.stringMatching(words)]));
  });

  it('is not the threshold that Grafana writes into every panel', async () => {
    const steps = [
      { color: 'green', value: null },
      { color: 'red', value: 80 },
    ];
    expect(await lostOf({ fieldConfig: { defaults: { thresholds: { steps } } } })).toEqual([]);
  });

  it('is no threshold that is not drawn', async () => {
    const steps = [
      { color: 'green', value: null },
      { color: 'red', value: 5 },
    ];
    const defaults = (mode: string) => ({ thresholds: { steps }, custom: { thresholdsStyle: { mode } } });
    expect(await lostOf({ fieldConfig: { defaults: defaults('off') } })).toEqual([]);
    expect(await lostOf({ fieldConfig: { defaults: defaults('line') } })).toHaveLength(1);
  });

  it('is said once, if many panels lose the same', async () => {
    const panels = ['a', 'b', 'c'].map((title) => panel({ title, timeFrom: '1d' }));
    const { notes } = await runOn(JSON.stringify(dashboard(panels)));
    expect(notes).toContain("not carried over: timeFrom 1d (3 times: panel 'a', panel 'b', panel 'c')");
  });

  it('stands at the top of the file as well', async () => {
    const { source } = await runOn(JSON.stringify(dashboard([panel({ repeat: 'job' })])));
    expect(source).toContain("//\n// Not carried over:\n// - panel 'Rate': it repeats for each job");
    expect(source).toContain(
      '// To write; search for "Write this":\n// - panel \'Rate\': what to do when it looks bad\n',
    );
    expect(source).toContain("action: 'Write this: what to do when it looks bad.'");
  });
});

describe('what a panel says', () => {
  it('is taken apart, if Narthex wrote it', async () => {
    const description =
      'Orders.\n\n**What to do**: Look.\n\nMay be empty: Nobody orders at night.\n\nAlerts: OrdersFail.';
    const { board, notes } = await roundTrip(dashboard([panel({ description, gridPos: { x: 0, y: 0, w: 24, h: 8 } })]));
    expect(board.rows[0]?.lines[0]?.panels[0]).toMatchObject({
      shows: 'Orders.',
      action: 'Look.',
      mayBeEmpty: 'Nobody orders at night.',
      noValue: 'Nobody orders.',
    });
    expect(notes).toEqual([]);
  });

  it.each([
    ['Never has data here: nobody orders.', { never: 'nobody orders.' }],
    ['Not everywhere: without orders.', { lacking: 'without orders.' }],
  ])('keeps the kind of its reason to be empty: %s', async (written, mayBeEmpty) => {
    const description = `Orders.\n\n**What to do**: Look.\n\n${written}\n\nAlerts: OrdersFail.`;
    const { board } = await roundTrip(dashboard([panel({ description, gridPos: { x: 0, y: 0, w: 24, h: 8 } })]));
    expect(board.rows[0]?.lines[0]?.panels[0]).toMatchObject({ action: 'Look.', mayBeEmpty });
  });

  it('keeps colours of series, names of values and stacks', async () => {
    const { board } = await roundTrip(
      dashboard([
        panel({
          fieldConfig: {
            defaults: {
              custom: { stacking: { mode: 'normal' } },
              mappings: [{ type: 'value', options: { 0: { text: 'DOWN', color: 'dark-red' }, 1: { text: 'UP' } } }],
            },
            overrides: [
              {
                matcher: { id: 'byName', options: 'a.b' },
                properties: [{ id: 'color', value: { fixedColor: 'red' } }],
              },
              {
                matcher: { id: 'byRegexp', options: '/^5/' },
                properties: [{ id: 'color', value: { fixedColor: 'orange' } }],
              },
            ],
          },
        }),
      ]),
    );
    expect(board.rows[0]?.lines[0]?.panels[0]).toMatchObject({
      stacked: true,
      colors: { '/^a\\.b$/': 'red', '/^5/': 'orange' },
      mappings: [
        { value: 0, text: 'DOWN', color: 'red' },
        { value: 1, text: 'UP', color: 'text' },
      ],
    });
  });

  it('arranges the columns of a table as before', async () => {
    const { board, notes } = await roundTrip(
      dashboard([
        panel({
          type: 'table',
          targets: [{ refId: 'A', expr: 'sum by (shop, city) (orders)', instant: true, format: 'table' }],
          transformations: [
            {
              id: 'organize',
              options: {
                indexByName: { city: 0, Value: 1, shop: 2 },
                renameByName: { city: 'City', Value: 'Orders' },
                excludeByName: { shop: true },
              },
            },
          ],
          options: { sortBy: [{ displayName: 'Orders', desc: true }] },
          fieldConfig: {
            defaults: { noValue: 'x' },
            overrides: [
              {
                matcher: { id: 'byName', options: 'Orders' },
                properties: [
                  { id: 'unit', value: 'short' },
                  { id: 'custom.width', value: 90 },
                  { id: 'custom.align', value: 'left' },
                ],
              },
            ],
          },
        }),
      ]),
    );
    expect(board.rows[0]?.lines[0]?.panels[0]).toMatchObject({
      columns: [
        { field: 'city', title: 'City' },
        { field: 'Value', title: 'Orders', width: 90 },
      ],
      sortBy: 'Orders',
      descending: true,
    });
    expect(notes).toContain("not carried over: panel 'Rate': the override of custom.align for the column Value");
  });

  it('gets a key of its own, though the title is the same', async () => {
    const { board } = await roundTrip(
      dashboard([panel(), panel({ id: 2 }), panel({ id: 3, title: '5xx / s' }), panel({ id: 4, title: '→' })]),
    );
    const keys = board.rows.flatMap(({ lines }) => lines.flatMap(({ panels }) => panels.map(({ key }) => key)));
    expect(keys).toEqual(['rate', 'rate-2', 'xx-s', 'panel']);
  });
});

describe('the dashboard', () => {
  it.each([
    ['tags', { tags: ['a', 'b'] }, /the dashboard: tags \(a, b\)/],
    ['links', { links: [{ title: 'x' }] }, /the dashboard: links/],
    [
      'a time range that does not look back from now',
      { time: { from: 'now/d', to: 'now/d' } },
      /the time range now\/d to now\/d/,
    ],
    [
      'annotations of others',
      { annotations: { list: [{ name: 'Tags', datasource: { uid: 'grafana', type: 'datasource' } }] } },
      /annotation 'Tags': it asks no Prometheus/,
    ],
    [
      'rows that repeat',
      {
        panels: [
          { type: 'row', title: 'Each', repeat: 'job', gridPos: { x: 0, y: 0, w: 24, h: 1 } },
          { ...panel(), gridPos: { x: 0, y: 1, w: 24, h: 8 } },
        ],
      },
      /row 'Each': it repeats for each job/,
    ],
    [
      'sizes that no line has',
      {
        panels: [
          { ...panel(), gridPos: { x: 0, y: 0, w: 6, h: 8 } },
          { ...panel(), gridPos: { x: 6, y: 0, w: 6, h: 4 } },
        ],
      },
      /the layout: 2 panels have another size/,
    ],
  ])('loses %s', async (_, changes, words) => {
    const { notes } = await runOn(JSON.stringify(dashboard([panel()], changes)));
    expect(notes.join('\n')).toMatch(words);
  });
});

describe('TypeScript that is written', () => {
  it.each(
    [
      'await break case catch class const continue debugger default delete do else enum eval export extends finally for function',
      'if implements import in instanceof interface let new null package private protected public return static super switch',
      'this throw true try typeof undefined var void while with yield arguments false promql',
    ].flatMap((words) => words.split(' ')),
  )('is right for a board with the title %s', async (title) => {
    const { source } = await runOn(JSON.stringify(dashboard([panel()], { title })));
    expect(source).toContain('export const board: Board = ');
  });

  it('names a board after its title otherwise', async () => {
    const { source } = await runOn(JSON.stringify(dashboard([panel()], { title: 'Public orders' })));
    expect(source).toContain('export const publicOrders: Board = ');
  });

  it('holds every text as it was', async () => {
    const expr = `sum by (a) (x{a=~"\\\\d+\\\\.b", b="it's", c='"', d="\`"})\n  /\n  sum(y{z="$` + `{job:raw}"})`;
    const title = 'It\'s "new" \\ `now` $' + '{x}';
    const { board } = await roundTrip(
      dashboard([panel({ title, targets: [{ refId: 'A', expr, legendFormat: '{{a}}' }] })]),
    );
    const [shown] = board.rows[0]?.lines[0]?.panels ?? [];
    expect(shown?.title).toBe(title);
    const text = shown !== undefined && 'queries' in shown ? shown.queries[0]?.expr.text : '';
    expect(text?.replaceAll(/\s+/g, ' ')).toBe(expr.replaceAll(/\s+/g, ' '));
  });
});
