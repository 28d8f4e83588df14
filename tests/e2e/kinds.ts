// A dashboard from elsewhere, for the tests of the preview.
const instant = (expr: string, format = 'time_series') => [
  { refId: 'A', expr, format, legendFormat: '{{job}}', instant: true },
];
const cell = {
  matcher: { id: 'byName', options: 'Value' },
  properties: [{ id: 'custom.cellOptions', value: { type: 'gauge' } }],
};
const panels = [
  { type: 'alertlist', title: 'alerts' },
  { type: 'gauge', options: { showThresholdLabels: true }, targets: instant('topk(3, scrape_duration_seconds)') },
  {
    type: 'bargauge',
    options: { displayMode: 'lcd', orientation: 'horizontal' },
    targets: instant('scrape_duration_seconds'),
  },
  { type: 'bargauge', options: { orientation: 'vertical' }, targets: instant('scrape_duration_seconds') },
  { type: 'stat', targets: [{ refId: 'A', expr: 'up{job=~"$job"}', legendFormat: '{{job}}', range: true }] },
  { type: 'table', fieldConfig: { overrides: [cell] }, targets: instant('sum by (job) (up)', 'table') },
  {
    type: 'heatmap',
    targets: [{ refId: 'A', expr: 'sum by (le) (http_request_duration_seconds_bucket)', range: true }],
  },
  { type: 'state-timeline', targets: [{ refId: 'A', expr: 'up', legendFormat: '{{job}}', range: true }] },
  { type: 'graph', targets: [{ refId: 'A', expr: 'up', legendFormat: '{{instance}}' }] },
  { type: 'text', options: { mode: 'html', content: '<h1>Words</h1><a href="javascript:alert(1)">bad</a>' } },
].map((panel, index) => ({ ...panel, gridPos: { x: (index % 3) * 8, y: Math.floor(index / 3) * 6, w: 8, h: 6 } }));
const list = [
  { type: 'custom', name: 'environment', query: 'production,Staging : stg' },
  { type: 'textbox', name: 'filter', query: 'abc' },
  { type: 'query', name: 'job', query: 'label_values(up, job)', multi: true, includeAll: true },
  { type: 'query', name: 'broken', query: 'query_result(sum()' },
];
const annotations = { list: [{ name: 'Broken', enable: true, expr: 'sum(' }] };

/** A dashboard as somebody else may have written it: each kind of panel, several kinds of variables, an annotation that fails. */
export const everyKind = JSON.stringify({
  title: 'Kinds',
  time: { from: 'now-5m', to: 'now' },
  panels,
  templating: { list },
  annotations,
});
