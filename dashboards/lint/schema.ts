/** A part of the JSON schema (draft 7) of a dashboard. */
export type Schema = Readonly<Record<string, unknown>>;

const text = { type: 'string' };
const number = { type: 'number' };
const boolean = { type: 'boolean' };
const oneOf = (...values: readonly (string | number | null)[]) => ({ enum: values });
const listOf = (items: Schema) => ({ type: 'array', items });
/** An object with these keys; another one is a mistake where it looks like one of them. */
const object = (properties: Readonly<Record<string, Schema>>, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const anything = {};
const keys = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, anything]));
/** Grafana takes `null` for many things that are not set. */
const maybe = (schema: Schema) => ({ anyOf: [schema, { type: 'null' }] });

const visibility = oneOf('auto', 'never', 'always');
const orientation = oneOf('auto', 'vertical', 'horizontal', '');
const reduceOptions = object({ calcs: listOf(text), values: boolean, limit: number, fields: text });
const legend = object({
  ...keys('calcs', 'asTable', 'isVisible', 'sortBy', 'sortDesc', 'width', 'values', 'limit', 'enableFacetedFilter'),
  showLegend: boolean,
  displayMode: oneOf('list', 'table', 'hidden', ''),
  placement: oneOf('bottom', 'right', 'top', 'under', ''),
});
const tooltip = object({
  ...keys('maxWidth', 'maxHeight', 'hideZeros', 'yHistogram', 'showColorScale', 'show'),
  mode: oneOf('single', 'multi', 'none'),
  sort: oneOf('none', 'asc', 'desc'),
});

/** The dashboard itself. */
export const boardSchema = object(
  {
    ...keys(
      'id',
      'uid',
      'description',
      'revision',
      'gnetId',
      'version',
      'iteration',
      'refresh',
      'snapshot',
      'weekStart',
    ),
    ...keys('__inputs', '__requires', '__elements', 'rows', 'style', 'timepicker', 'liveNow', 'fiscalYearStartMonth'),
    ...keys('preload', 'hideControls', 'sharedCrosshair', 'originalTitle', 'timezone', 'scopeMeta', 'meta'),
    title: text,
    tags: listOf(text),
    editable: boolean,
    graphTooltip: oneOf(0, 1, 2),
    schemaVersion: number,
    time: object({ from: text, to: text }),
    panels: listOf({ type: 'object' }),
    links: listOf({ type: 'object' }),
    templating: object({ list: listOf({ type: 'object' }), enable: boolean }),
    annotations: object({ list: listOf({ type: 'object' }), enable: boolean }),
  },
  [],
);

/** What all panels since Grafana 7 have. */
export const panelSchema = object(
  {
    ...keys(
      'id',
      'title',
      'description',
      'options',
      'links',
      'repeat',
      'interval',
      'maxDataPoints',
      'timeFrom',
      'timeShift',
    ),
    ...keys(
      'datasource',
      'libraryPanel',
      'cacheTimeout',
      'queryCachingTTL',
      'hideTimeOverride',
      'maxPerRow',
      'timeCompare',
    ),
    ...keys(
      'scopedVars',
      'repeatPanelId',
      'repeatIteration',
      'repeatedByRow',
      'alert',
      'editable',
      'error',
      'hideFrom',
    ),
    type: { ...text, minLength: 1 },
    pluginVersion: text,
    transparent: boolean,
    repeatDirection: maybe(oneOf('h', 'v')),
    gridPos: object({ x: number, y: number, w: number, h: number, static: boolean }),
    targets: listOf({ type: 'object' }),
    transformations: listOf({ type: 'object', required: ['id'] }),
    fieldConfig: object({
      defaults: { type: 'object' },
      overrides: listOf({
        type: 'object',
        required: ['matcher', 'properties'],
        properties: {
          matcher: { type: 'object', required: ['id'] },
          properties: listOf({ type: 'object', required: ['id'] }),
        },
      }),
    }),
  },
  ['type'],
);

/** The settings of all fields of a panel. */
export const fieldSchema = object({
  ...keys(
    'displayName',
    'displayNameFromDS',
    'description',
    'path',
    'custom',
    'links',
    'actions',
    'config',
    'type',
    'nullValueMode',
  ),
  unit: text,
  decimals: maybe(number),
  min: maybe(number),
  max: maybe(number),
  noValue: text,
  writeable: boolean,
  filterable: boolean,
  fieldMinMax: boolean,
  mappings: listOf({ type: 'object', properties: { type: oneOf('value', 'range', 'regex', 'special', 1, 2) } }),
  thresholds: object({
    mode: oneOf('absolute', 'percentage'),
    steps: listOf({ type: 'object', required: ['color'], properties: { value: maybe(number), color: text } }),
  }),
  color: object({
    ...keys('mode', 'fixedColor'),
    seriesBy: oneOf('last', 'min', 'max'),
  }),
});

/** How a graph draws its fields. */
export const graphFieldSchema = object({
  ...keys(
    'lineWidth',
    'lineStyle',
    'lineColor',
    'fillOpacity',
    'fillColor',
    'fillBelowTo',
    'pointSize',
    'pointColor',
    'pointSymbol',
  ),
  ...keys(
    'barAlignment',
    'barWidthFactor',
    'barMaxWidth',
    'spanNulls',
    'insertNulls',
    'scaleDistribution',
    'hideFrom',
    'transform',
  ),
  ...keys(
    'axisLabel',
    'axisWidth',
    'axisSoftMin',
    'axisSoftMax',
    'axisGridShow',
    'axisCenteredZero',
    'axisBorderShow',
    'showValues',
  ),
  drawStyle: oneOf('line', 'bars', 'points'),
  lineInterpolation: oneOf('linear', 'smooth', 'stepBefore', 'stepAfter'),
  gradientMode: oneOf('none', 'opacity', 'hue', 'scheme'),
  showPoints: visibility,
  axisPlacement: oneOf('auto', 'top', 'right', 'bottom', 'left', 'hidden'),
  axisColorMode: oneOf('text', 'series'),
  stacking: object({ mode: oneOf('none', 'normal', 'percent'), group: maybe({ type: ['string', 'boolean'] }) }),
  thresholdsStyle: object({ mode: oneOf('off', 'line', 'dashed', 'area', 'line+area', 'dashed+area', 'series') }),
});

/** The options of the kinds of panels. */
export const optionSchemas: Readonly<Record<string, Schema>> = {
  stat: object({
    ...keys('text', 'wideLayout', 'showPercentChange', 'fieldOptions'),
    percentChangeColorMode: oneOf('standard', 'inverted', 'same_as_value'),
    graphMode: oneOf('none', 'area', 'line'),
    colorMode: oneOf('none', 'value', 'background', 'background_solid'),
    justifyMode: oneOf('auto', 'center'),
    textMode: oneOf('auto', 'value', 'value_and_name', 'name', 'none'),
    orientation,
    reduceOptions,
  }),
  gauge: object({
    ...keys(
      'text',
      'minVizWidth',
      'minVizHeight',
      'sizing',
      'fieldOptions',
      'shape',
      'effects',
      'sparkline',
      'barWidthFactor',
    ),
    ...keys('barShape', 'segmentCount', 'segmentSpacing', 'endpointMarker', 'textMode', 'neutral'),
    showThresholdLabels: boolean,
    showThresholdMarkers: boolean,
    orientation,
    reduceOptions,
  }),
  bargauge: object({
    ...keys('text', 'minVizWidth', 'minVizHeight', 'maxVizHeight', 'sizing', 'fieldOptions'),
    displayMode: oneOf('basic', 'lcd', 'gradient'),
    valueMode: oneOf('color', 'text', 'hidden'),
    namePlacement: oneOf('auto', 'top', 'left', 'hidden'),
    showUnfilled: boolean,
    orientation,
    legend,
    reduceOptions,
  }),
  timeseries: object({
    ...keys('timezone', 'annotations', 'dataLinks', 'graph', 'alertThreshold'),
    orientation,
    legend,
    tooltip,
  }),
  'state-timeline': object({
    ...keys('rowHeight', 'mergeValues', 'perPage', 'timezone', 'annotations'),
    alignValue: oneOf('center', 'left', 'right'),
    showValue: visibility,
    legend,
    tooltip,
  }),
  'status-history': object({
    ...keys('rowHeight', 'colWidth', 'perPage', 'timezone', 'annotations'),
    showValue: visibility,
    legend,
    tooltip,
  }),
  table: object({
    ...keys(
      'frameIndex',
      'footer',
      'showTypeIcons',
      'enablePagination',
      'frozenColumns',
      'maxRowHeight',
      'disableKeyboardEvents',
    ),
    showHeader: boolean,
    cellHeight: oneOf('sm', 'md', 'lg', 'auto'),
    sortBy: listOf({ type: 'object' }),
  }),
  heatmap: object({
    ...keys(
      'calculation',
      'color',
      'filterValues',
      'rowsFrame',
      'cellGap',
      'cellRadius',
      'cellSize',
      'cellValues',
      'yAxis',
      'legend',
    ),
    ...keys('tooltip', 'exemplars', 'selectionMode', 'annotations', 'timezone'),
    calculate: boolean,
    showValue: visibility,
  }),
  text: object({ ...keys('code'), mode: oneOf('markdown', 'html', 'code'), content: text }),
  piechart: object({
    ...keys('text', 'displayLabels', 'sort', 'legend'),
    pieType: oneOf('pie', 'donut'),
    tooltip,
    orientation,
    reduceOptions,
  }),
};

/** A query for Prometheus. */
export const targetSchema = object({
  ...keys(
    'datasource',
    'queryType',
    'key',
    'step',
    'metric',
    'textEditor',
    'policy',
    'resultFormat',
    'alias',
    'query',
    'scopes',
  ),
  ...keys(
    'useBackend',
    'fullMetaSearch',
    'includeNullMetadata',
    'disableTextWrap',
    'adhocFilters',
    'groupByKeys',
    'target',
  ),
  ...keys(
    'requestId',
    'utcOffsetSec',
    'valueWithRefId',
    'showingGraph',
    'showingTable',
    'intervalFactor',
    'legendLink',
    'prometheus',
  ),
  expr: text,
  refId: text,
  legendFormat: maybe(text),
  interval: maybe(text),
  instant: boolean,
  range: boolean,
  exemplar: boolean,
  hide: boolean,
  format: oneOf('time_series', 'table', 'heatmap'),
  editorMode: oneOf('code', 'builder', 'explain'),
});
