import { describe, expect, it } from 'vitest';
import { said } from './support.ts';

const board = {
  uid: 'shop-overview',
  title: 'Shop',
  version: 3,
  tags: ['shop'],
  time: { from: 'now-1h', to: 'now' },
  templating: { list: [{ name: 'job', type: 'query', query: { query: 'label_values(up, job)', refId: 'x' } }] },
  annotations: { list: [{ name: 'Alerts', expr: 'ALERTS > 0', iconColor: 'red' }] },
  panels: [
    {
      id: 7,
      type: 'timeseries',
      title: 'Rate',
      gridPos: { x: 0, y: 0, w: 12, h: 8 },
      fieldConfig: {
        defaults: {
          unit: 'reqps',
          thresholds: {
            steps: [
              { color: 'green', value: null },
              { color: 'red', value: 9 },
            ],
          },
        },
      },
      options: { legend: { showLegend: true } },
      targets: [
        { refId: 'A', expr: 'sum(rate(a_total{job=~"$job"}[$__rate_interval]))', legendFormat: 'a' },
        { refId: 'B', expr: 'b', legendFormat: 'b' },
      ],
    },
    {
      id: 8,
      type: 'row',
      title: 'More',
      collapsed: true,
      gridPos: { x: 0, y: 8, w: 24, h: 1 },
      panels: [{ id: 9, type: 'stat', title: 'Inner', gridPos: {} }],
    },
  ],
};

function changed(from: string, to: string): string[] {
  const text = JSON.stringify(board);
  expect(text).toContain(from);
  const path = 'dashboards/shop-overview.json';
  return said({ [path]: text }, { [path]: text.replace(from, to) }).slice(1, -1);
}

describe('a dashboard', () => {
  it.each([
    ['"title":"Shop"', '"title":"Store"', ['~ dashboard Store', 'title Shop -> Store']],
    ['now-1h', 'now-6h', ['~ dashboard Shop', 'time range now-1h to now -> now-6h to now']],
    ['"y":0,"w":12', '"y":1,"w":12', ['~ dashboard Shop', '1 panel stands elsewhere']],
    ['"Rate"', '"Requests"', ['~ panel Requests (Shop)', 'title Rate -> Requests']],
    ['"reqps"', '"ops"', ['~ panel Rate (Shop)', 'unit reqps -> ops']],
    ['"value":9', '"value":10', ['~ panel Rate (Shop)', 'thresholds green, from 9 red -> green, from 10 red']],
    ['"expr":"b"', '"expr":"c"', ['~ panel Rate (Shop)', 'query B b -> c']],
    ['"legendFormat":"a"', '"legendFormat":"{{job}}"', ['~ panel Rate (Shop)', 'legend of query A a -> {{job}}']],
    ['showLegend":true', 'showLegend":false', ['~ panel Rate (Shop)', 'it is drawn otherwise']],
    ['"Inner"', '"Within"', ['~ panel Within (Shop)', 'title Inner -> Within']],
    [
      'label_values(up, job)',
      'label_values(down, job)',
      ['~ variable job (Shop)', 'query label_values(up, job) -> label_values(down, job)'],
    ],
    ['ALERTS > 0', 'ALERTS > 1', ['~ annotation Alerts (Shop)', 'threshold of query 0 -> 1']],
    [',{"refId":"B","expr":"b","legendFormat":"b"}', '', ['~ panel Rate (Shop)', 'query B removed: b']],
    ['"panels":[{"id":9,"type":"stat","title":"Inner","gridPos":{}}]', '"panels":[]', ['- panel Inner (Shop): stat']],
    ['"version":3', '"version":4', []],
    ['sum(rate(', 'sum( rate(', []],
    ['$job', '$host', ['~ panel Rate (Shop)', 'query A']],
  ])('%s, then %s', (from, to, lines) => {
    expect(changed(from, to).slice(0, Math.max(lines.length, 0))).toEqual(lines);
  });

  it('that came or went is told with its size', () => {
    const lines = said(
      { 'rules/a.yml': 'groups: []' },
      { 'rules/a.yml': 'groups: []', 'dashboards/a.json': JSON.stringify(board) },
    );
    expect(lines).toEqual(['Dashboards', '+ dashboard Shop: 2 panels', '1 dashboard added.']);
  });
});
