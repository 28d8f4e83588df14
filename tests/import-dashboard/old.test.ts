import { describe, expect, it } from 'vitest';
import { once, roundTrip } from './support.ts';

/** As Grafana 4 wrote it: rows, spans, single numbers, graphs. */
const old = {
  title: 'Prometheus Stats',
  schemaVersion: 14,
  __inputs: [{ name: 'DS_NAME', type: 'datasource', pluginId: 'prometheus' }],
  rows: [
    {
      title: 'State',
      showTitle: false,
      height: '100px',
      panels: [
        {
          id: 1,
          type: 'singlestat',
          title: 'Uptime',
          span: 3,
          datasource: '$' + '{DS_NAME}',
          format: 's',
          decimals: 1,
          valueName: 'current',
          gauge: { minValue: 0, maxValue: 100, show: false },
          nullText: 'It is gone.',
          thresholds: '1,5',
          targets: [{ refId: 'A', expr: 'time() - start' }],
        },
        {
          id: 2,
          type: 'singlestat',
          title: 'Load',
          span: 3,
          format: 'percent',
          gauge: { show: true, minValue: 0, maxValue: 50 },
          valueMaps: [{ op: '=', text: 'IDLE', value: '0' }],
          targets: [{ refId: 'A', expr: 'load' }],
        },
        { id: 3, type: 'text', title: '', span: 6, mode: 'markdown', content: '# Hello' },
      ],
    },
    {
      title: 'Rates',
      showTitle: true,
      collapse: true,
      height: 300,
      panels: [
        {
          id: 4,
          type: 'graph',
          title: 'Ingested',
          span: 8,
          stack: true,
          aliasColors: { a: 'red', b: '#C15C17' },
          seriesOverrides: [{ alias: '/^x/', yaxis: 2 }],
          yaxes: [{ format: 'Bps', min: '0', max: null }, { format: 'short' }],
          targets: [{ refId: 'A', expr: 'rate(x[5m])', legendFormat: 'a' }],
        },
        {
          id: 5,
          type: 'table',
          title: 'List',
          span: 4,
          styles: [
            { pattern: 'Time', type: 'hidden' },
            { pattern: 'shop', alias: 'Shop' },
            { pattern: 'Value', alias: 'Orders', unit: 'short' },
          ],
          targets: [{ refId: 'A', expr: 'sum by (shop) (x)', format: 'table' }],
        },
      ],
      rows: [
        {
          title: 'Within',
          showTitle: true,
          panels: [{ id: 6, type: 'graph', title: 'Deep', targets: [{ refId: 'A', expr: 'y' }] }],
        },
      ],
    },
  ],
};

describe('a dashboard of the old schema', () => {
  const made = once(() => roundTrip(old));

  it('keeps its rows, those within rows too', async () => {
    const { board } = await made();
    expect(board.rows.map(({ title, collapsed }) => [title, collapsed ?? false])).toEqual([
      [undefined, false],
      ['Rates', true],
      ['Within', false],
    ]);
  });

  it('counts widths in twelfths and heights in pixels', async () => {
    const { json } = await made();
    expect(json.panels.map(({ title, gridPos }) => [title, gridPos])).toEqual([
      ['Uptime', { x: 0, y: 0, w: 6, h: 3 }],
      ['Load', { x: 6, y: 0, w: 6, h: 3 }],
      ['', { x: 12, y: 0, w: 12, h: 3 }],
      ['Rates', { x: 0, y: 3, w: 24, h: 1 }],
      ['Within', { x: 0, y: 4, w: 24, h: 1 }],
      ['Deep', { x: 0, y: 5, w: 24, h: 7 }],
    ]);
  });

  it('has the kinds of today', async () => {
    const { board } = await made();
    const panels = board.rows.flatMap(({ lines }) => lines.flatMap((line) => line.panels));
    expect(panels).toMatchObject([
      { kind: 'stat', title: 'Uptime', unit: 's', decimals: 1, noValue: 'It is gone.' },
      {
        kind: 'gauge',
        title: 'Load',
        unit: 'percent',
        min: 0,
        max: 50,
        mappings: [{ value: 0, text: 'IDLE', color: 'text' }],
      },
      { kind: 'text', text: '# Hello' },
      { kind: 'timeseries', title: 'Ingested', unit: 'Bps', min: 0, stacked: true, colors: { '/^a$/': 'red' } },
      {
        kind: 'table',
        title: 'List',
        columns: [
          { field: 'shop', title: 'Shop' },
          { field: 'Value', title: 'Orders' },
        ],
      },
      { kind: 'timeseries', title: 'Deep', unit: 'none' },
    ]);
    expect(panels[0]).not.toHaveProperty('max');
  });

  it('lists what is lost', async () => {
    const { notes } = await made();
    const lost = notes.filter((note) => note.startsWith('not carried over'));
    expect(lost).toEqual([
      "not carried over: panel 'Uptime': thresholds (1,5): they follow from alerts, named in `guard`",
      "not carried over: panel 'Ingested': colours that Narthex does not have, of b (#C15C17)",
      "not carried over: panel 'Ingested': the override of yaxis for /^x/",
      expect.stringContaining('the layout: 1 panel has another size'),
    ]);
  });
});
