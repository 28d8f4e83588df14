import { dashboard, panel } from './support.ts';

const place = (x: number, y: number, w: number, h = 8) => ({ gridPos: { x, y, w, h } });

const query = (expr: string, legendFormat = '') => ({
  expr,
  legendFormat,
  datasource: { type: 'prometheus', uid: 'x' },
});

/** A dashboard with one panel of every kind, and rows open and closed. */
export const everyKind = dashboard(
  [
    panel({ id: 1, type: 'stat', title: 'Orders', ...place(0, 0, 6, 4), targets: [query('sum(orders_total)', 'all')] }),
    panel({
      id: 2,
      type: 'gauge',
      title: 'Load',
      ...place(6, 0, 18, 4),
      fieldConfig: { defaults: { unit: 'percentunit', min: 0, max: 1 }, overrides: [] },
    }),
    panel({
      id: 3,
      type: 'bargauge',
      title: 'Shops',
      ...place(0, 4, 12),
      targets: [query('topk(5, orders_total)', '{{shop}}')],
    }),
    panel({
      id: 4,
      type: 'heatmap',
      title: 'Times',
      ...place(12, 4, 12),
      targets: [query('sum by (le) (rate(t_bucket[5m]))', '{{le}}')],
    }),
    { id: 5, type: 'row', title: 'Details', collapsed: false, ...place(0, 12, 24, 1), panels: [] },
    panel({
      id: 6,
      type: 'timeseries',
      title: 'Two',
      ...place(0, 13, 24),
      targets: [query('a{job=~"$job"}', 'a'), query('rate(b[$__rate_interval])', 'b')],
    }),
    panel({ id: 7, type: 'state-timeline', title: 'States', ...place(0, 21, 24), targets: [query('up', '{{job}}')] }),
    {
      id: 8,
      type: 'row',
      title: 'Closed',
      collapsed: true,
      ...place(0, 29, 24, 1),
      panels: [
        panel({
          id: 9,
          type: 'table',
          title: 'Table',
          ...place(0, 30, 16),
          targets: [query('sum by (shop, city) (orders_total)')],
        }),
        {
          id: 10,
          type: 'text',
          title: 'Words',
          ...place(16, 30, 8),
          options: { mode: 'markdown', content: 'Ask **us**: `$' + '{job}`' },
        },
      ],
    },
  ],
  {
    templating: {
      list: [
        {
          name: 'job',
          type: 'query',
          multi: true,
          includeAll: true,
          query: { query: 'label_values(up, job)', refId: 'x' },
        },
      ],
    },
    annotations: {
      list: [
        { builtIn: 1, name: 'Annotations & Alerts' },
        { name: 'Starts', expr: 'changes(start_time[5m]) > 0', iconColor: 'blue', tagKeys: 'job' },
      ],
    },
  },
);
