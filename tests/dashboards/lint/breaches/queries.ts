import { type Breach, become, chosen, graph, stat, target, variable } from './support.ts';

/** What breaks the rules about queries and variables. */
export const queriesBreaches: readonly Breach[] = [
  [
    'template-datasource',
    (b) => {
      variable(b);
      b.templating.list[0].name = 'ds';
      for (const p of [b.panels[0], b.panels[1], b.panels[2].panels[0]]) p.datasource = { uid: '$ds' };
    },
    {},
    ['variable-undeclared'],
  ],
  [
    'template-datasource',
    (b) => {
      b.templating.list[0].label = 'Source';
    },
  ],
  [
    'template-job',
    (b) => {
      variable(b).multi = false;
    },
  ],
  [
    'template-instance',
    (b) => {
      b.templating.list[2].allValue = '.*';
    },
  ],
  [
    'template-label-promql',
    (b) => {
      variable(b).query = 'lable_values(up, job)';
    },
  ],
  [
    'template-on-time-change-reload',
    (b) => {
      variable(b).refresh = 1;
    },
  ],
  [
    'target-promql',
    (b) => {
      target(b).expr = `sum(up{${chosen}}`;
    },
  ],
  [
    'target-rate-interval',
    (b) => {
      target(b).expr = `sum by (code) (rate(http_requests_total{${chosen}}[5m]))`;
    },
  ],
  [
    'target-job',
    (b) => {
      target(b).expr = 'sum by (code) (up{instance=~"$instance", job="api"})';
    },
  ],
  [
    'target-instance',
    (b) => {
      target(b).expr = 'sum by (code) (up{job=~"$job"})';
    },
  ],
  [
    'target-counter-agg',
    (b) => {
      target(b).expr = `sum by (code) (http_requests_total{${chosen}})`;
    },
  ],
  [
    'target-ref-id',
    (b) => {
      delete target(b).refId;
    },
  ],
  [
    'target-ref-id-unique',
    (b) => {
      graph(b).targets.push({ ...target(b) });
    },
  ],
  [
    'target-kind',
    (b) => {
      target(b).instant = true;
    },
  ],
  [
    'target-kind',
    (b) => {
      stat(b).targets[0].instant = false;
    },
    {},
    ['target-instant'],
  ],
  [
    'target-instant',
    (b) => {
      Object.assign(stat(b).targets[0], { instant: false, range: true });
    },
  ],
  [
    'target-range-macro',
    (b) => {
      target(b).expr = `sum by (code) (increase(http_requests_total{${chosen}}[$__range]))`;
    },
  ],
  [
    'target-quantile-le',
    (b) => {
      target(b).expr = `histogram_quantile(0.9, sum by (code) (rate(a_bucket{${chosen}}[$__rate_interval])))`;
    },
  ],
  [
    'target-heatmap-format',
    (b) => {
      become(b, 'heatmap', {}, `sum by (le) (rate(a_seconds_bucket{${chosen}}[$__rate_interval]))`);
      Object.assign(graph(b).targets[0], { instant: false, range: true });
    },
  ],
  [
    'target-legend',
    (b) => {
      target(b).legendFormat = '__auto';
    },
  ],
  [
    'target-legend-label',
    (b) => {
      target(b).legendFormat = '{{route}}';
    },
  ],
  [
    'target-exemplar',
    (b) => {
      stat(b).targets[0].exemplar = true;
    },
  ],
  [
    'macro-unknown',
    (b) => {
      target(b).expr = target(b).expr.replace('$__rate_interval', '5m');
      target(b).interval = '$__rate_interval_s';
    },
    {},
    ['target-rate-interval'],
  ],
  [
    'variable-undeclared',
    (b) => {
      target(b).legendFormat = '{{code}} $stage';
    },
  ],
  [
    'variable-unused',
    (b) => {
      b.templating.list.push({ ...variable(b), name: 'stage' });
    },
  ],
  [
    'variable-matcher',
    (b) => {
      target(b).expr = `sum by (code) (up{${chosen}, service="$job"})`;
    },
  ],
  [
    'target-series-limit',
    (b) => become(b, 'bargauge', { reduceOptions: { calcs: ['lastNotNull'] } }, `sum by (pod) (up{${chosen}})`),
    {},
    ['target-legend', 'panel-max-ratio'],
  ],
  [
    'target-series-limit',
    (b) =>
      become(b, 'table', { sortBy: [{ displayName: 'Value', desc: true }] }, `sum by (code, pod) (up{${chosen}}) > 0`),
    {},
    ['target-legend'],
  ],
  [
    'variable-all-value',
    (b) => {
      b.templating.list.push({ ...variable(b), name: 'stage', allValue: null });
      target(b).legendFormat = '{{code}} $stage';
    },
  ],
  [
    'variable-sort',
    (b) => {
      variable(b).sort = 0;
    },
  ],
  [
    'variable-order',
    (b) => {
      b.templating.list.push(b.templating.list.shift());
    },
  ],
  [
    'variable-label',
    (b) => {
      delete variable(b).label;
    },
  ],
  [
    'variable-empty',
    (b) => {
      variable(b).refresh = 0;
    },
    {},
    ['template-on-time-change-reload'],
  ],
];
