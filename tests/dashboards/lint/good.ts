/** JSON that a test changes. */
// biome-ignore lint/suspicious/noExplicitAny: a test writes anywhere into it, right or wrong
export type Loose = any;

const datasource = { type: 'prometheus', uid: '$datasource' };

/** A dashboard with which no rule finds anything, anew each time. */
export function goodBoard(): Loose {
  return structuredClone({
    uid: 'shop-api',
    title: 'Shop API',
    description: 'Does the API of the shop answer? Owned by the team shop.',
    tags: ['shop'],
    editable: false,
    graphTooltip: 1,
    refresh: '30s',
    timezone: 'browser',
    schemaVersion: 42,
    time: { from: 'now-3h', to: 'now' },
    links: [{ title: 'Shop', type: 'dashboards', tags: ['shop'], asDropdown: true, includeVars: true, keepTime: true }],
    templating: {
      list: [
        { name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus' },
        ...['job', 'instance'].map((name) => ({
          ...{ name, label: name, type: 'query', datasource, query: `label_values(up, ${name})`, refresh: 2, sort: 7 },
          ...{ multi: true, includeAll: true, allValue: '.+' },
        })),
      ],
    },
    annotations: { list: [{ name: 'Alerts', datasource, enable: true, expr: 'ALERTS{alertstate="firing"}' }] },
    panels: [stat(), graph(), row()],
  });
}

const chosen = 'job=~"$job", instance=~"$instance"';
const description = 'How many requests are answered. What to do: look at the log of the API.';

/** A query for Prometheus. */
export function query(expr: string, changes: object = {}): Loose {
  return { refId: 'A', datasource, expr, legendFormat: 'all', instant: false, range: true, ...changes };
}

function common(id: number, title: string, type: string): object {
  return { id, title, type, description, datasource, pluginVersion: '12.0.0' };
}

function stat(): object {
  return {
    ...common(1, 'Instances', 'stat'),
    gridPos: { x: 0, y: 0, w: 24, h: 4 },
    options: {
      reduceOptions: { calcs: ['lastNotNull'] },
      graphMode: 'none',
      textMode: 'value',
      colorMode: 'background',
    },
    fieldConfig: { defaults: { unit: 'none', noValue: 'NO DATA: nothing is scraped' }, overrides: [] },
    targets: [query(`sum(up{${chosen}})`, { instant: true, range: false })],
  };
}

/** Requests over time by code. */
export function graph(): Loose {
  return {
    ...common(2, 'Requests', 'timeseries'),
    gridPos: { x: 0, y: 4, w: 24, h: 8 },
    options: {
      legend: { showLegend: true, displayMode: 'list', placement: 'bottom', calcs: ['lastNotNull'] },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
    fieldConfig: {
      defaults: {
        ...{ unit: 'reqps', noValue: 'No requests', min: 0 },
        thresholds: {
          mode: 'absolute',
          steps: [
            { value: null, color: 'green' },
            { value: 100, color: 'red' },
          ],
        },
        custom: { drawStyle: 'line', showPoints: 'never', spanNulls: false, thresholdsStyle: { mode: 'dashed' } },
      },
      overrides: [
        {
          matcher: { id: 'byRegexp', options: '/^5/' },
          properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: 'red' } }],
        },
      ],
    },
    targets: [
      query(`sum by (code) (rate(http_requests_total{${chosen}}[$__rate_interval]))`, { legendFormat: '{{code}}' }),
    ],
  };
}

function row(): object {
  const lower = { ...graph(), id: 4, title: 'Requests in detail', gridPos: { x: 0, y: 13, w: 24, h: 8 } };
  return {
    id: 3,
    type: 'row',
    title: 'Details',
    collapsed: true,
    gridPos: { x: 0, y: 12, w: 24, h: 1 },
    panels: [lower],
  };
}
