import { type Breach, become, chosen, defaults, graph, stat, target } from './support.ts';

/** What breaks the rules about panels. */
export const panelsBreaches: readonly Breach[] = [
  [
    'panel-datasource',
    (b) => {
      graph(b).datasource = { type: 'prometheus', uid: 'mine' };
    },
  ],
  [
    'panel-title-description',
    (b) => {
      graph(b).title = '';
    },
  ],
  [
    'panel-title-description',
    (b) => {
      delete graph(b).description;
    },
  ],
  [
    'panel-units',
    (b) => {
      delete defaults(b).unit;
    },
  ],
  [
    'panel-units',
    (b) => {
      defaults(b).unit = 'reqpss';
    },
  ],
  [
    'panel-no-targets',
    (b) => {
      graph(b).targets = [];
    },
  ],
  [
    'panel-id',
    (b) => {
      delete graph(b).id;
    },
  ],
  [
    'panel-id',
    (b) => {
      b.panels[2].id = 0;
    },
  ],
  [
    'panel-id-unique',
    (b) => {
      graph(b).id = 1;
    },
  ],
  [
    'panel-plugin-version',
    (b) => {
      delete graph(b).pluginVersion;
    },
  ],
  [
    'panel-description',
    (b) => {
      graph(b).description = 'Requests';
    },
  ],
  [
    'panel-no-value',
    (b) => {
      delete defaults(b).noValue;
    },
  ],
  [
    'panel-unit-of-metric',
    (b) => {
      defaults(b).unit = 'bytes';
    },
  ],
  [
    'panel-legend',
    (b) => {
      graph(b).options.legend.showLegend = false;
    },
  ],
  [
    'panel-legend-calcs',
    (b) => {
      graph(b).options.legend.calcs = [];
    },
  ],
  [
    'panel-reduce-calcs',
    (b) => {
      stat(b).options.reduceOptions.calcs = [];
    },
  ],
  [
    'panel-reduce-calcs',
    (b) => {
      stat(b).options.reduceOptions.calcs = ['last'];
    },
  ],
  [
    'panel-tooltip',
    (b) => {
      graph(b).options.tooltip.mode = 'single';
    },
  ],
  [
    'panel-span-nulls',
    (b) => {
      defaults(b).custom.spanNulls = true;
    },
  ],
  [
    'panel-points',
    (b) => {
      defaults(b).custom.showPoints = 'auto';
    },
  ],
  [
    'panel-min-zero',
    (b) => {
      delete defaults(b).min;
    },
  ],
  ['panel-max-ratio', (b) => become(b, 'gauge', { reduceOptions: { calcs: ['lastNotNull'] } })],
  [
    'panel-threshold-default',
    (b) => {
      defaults(b).thresholds.steps[1].value = 80;
    },
  ],
  [
    'panel-threshold-drawn',
    (b) => {
      defaults(b).custom.thresholdsStyle.mode = 'off';
    },
  ],
  [
    'panel-threshold-of-alert',
    (b) => {
      graph(b).description += ' Alerts: TooMany.';
    },
    { alerts: new Map([['TooMany', 250]]) },
  ],
  [
    'panel-state-text',
    (b) => {
      stat(b).options.textMode = 'none';
    },
  ],
  [
    'panel-state-text',
    (b) => {
      become(b, 'state-timeline', {});
      graph(b).targets[0].range = true;
      graph(b).targets[0].instant = false;
    },
  ],
  [
    'panel-logs-options',
    (b) => {
      b.panels.push({
        ...graph(b),
        id: 9,
        type: 'logs',
        gridPos: { x: 0, y: 30, w: 24, h: 8 },
        targets: [],
        options: { showTime: false, wrapLogMessage: false, enableLogDetails: false },
      });
    },
  ],
  [
    'panel-library',
    (b) => {
      graph(b).libraryPanel = { uid: 'x', name: 'x' };
    },
  ],
  [
    'override-matches-nothing',
    (b) => {
      target(b).legendFormat = 'all';
      target(b).expr = `sum(up{${chosen}})`;
    },
  ],
  [
    'override-matches-nothing',
    (b) => {
      graph(b).fieldConfig.overrides[0].matcher = { id: 'byFrameRefID', options: 'B' };
    },
  ],
  [
    'override-matches-nothing',
    (b) => {
      graph(b).fieldConfig.overrides[0].matcher.options = '/(/';
    },
  ],
  [
    'json-key',
    (b) => {
      defaults(b).unti = 's';
    },
  ],
  [
    'json-key',
    (b) => {
      stat(b).options.graphMod = 'none';
    },
  ],
  [
    'json-key',
    (b) => {
      graph(b).repeatDirecton = 'h';
    },
  ],
  [
    'json-value',
    (b) => {
      stat(b).options.colorMode = 'backgroud';
    },
  ],
  [
    'json-value',
    (b) => {
      graph(b).gridPos.h = '8';
    },
    {},
    ['layout-grid', 'layout-line'],
  ],
  [
    'json-value',
    (b) => {
      b.tags = 'shop';
    },
    {},
    ['dashboard-tags'],
  ],
];
