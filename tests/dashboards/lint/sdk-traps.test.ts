import * as common from '@grafana/grafana-foundation-sdk/common';
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as Logs } from '@grafana/grafana-foundation-sdk/logs';
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as Stat } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeSeries } from '@grafana/grafana-foundation-sdk/timeseries';
import { describe, expect, it } from 'vitest';
import { lintDashboard } from '../../../dashboards/lint/index.ts';

const source = { type: 'prometheus', uid: '$datasource' };
const query = () =>
  new prometheus.DataqueryBuilder().datasource(source).expr('sum by (job) (up)').legendFormat('{{job}}');
const graph = (title: string) => new TimeSeries().title(title).unit('none').datasource(source).withTarget(query());

/** The rules that speak against a dashboard as the SDK builds it, nothing repaired; those of the traps among them. */
function traps(build: (builder: dashboard.DashboardBuilder) => dashboard.DashboardBuilder): ReadonlySet<string> {
  const built = build(new dashboard.DashboardBuilder('Shop')).build();
  // The functions that the SDK leaves in queries are gone once it is a file.
  const { findings } = lintDashboard(JSON.parse(JSON.stringify(built)));
  return new Set(findings.map(({ rule }) => rule));
}

describe('what the SDK leaves undone is found:', () => {
  it.each<[trap: string, rule: string, build: Parameters<typeof traps>[0]]>([
    ['links in a menu', 'link-placement', (b) => b.link(new dashboard.DashboardLinkBuilder('Shop').tags(['shop']))],
    [
      'annotations in a menu',
      'link-placement',
      (b) => b.annotation(new dashboard.AnnotationQueryBuilder().name('Alerts').datasource(source).expr('ALERTS')),
    ],
    [
      'a legend that is off, though it has a place',
      'panel-legend',
      (b) => {
        const legend = new common.VizLegendOptionsBuilder().placement(common.LegendPlacement.Bottom);
        return b.withPanel(graph('A').legend(legend));
      },
    ],
    [
      'a value that nobody chose',
      'panel-reduce-calcs',
      (b) => b.withPanel(new Stat().title('A').withTarget(query().instant())),
    ],
    ['logs without time and details', 'panel-logs-options', (b) => b.withPanel(new Logs().title('A'))],
    ['queries without refId', 'target-ref-id', (b) => b.withPanel(graph('A'))],
    ['panels without id', 'panel-id', (b) => b.withPanel(graph('A'))],
    ['rows with the id 0', 'panel-id', (b) => b.withRow(new dashboard.RowBuilder('A'))],
    ['panels without a version', 'panel-plugin-version', (b) => b.withPanel(graph('A'))],
    [
      'three panels of ten columns each',
      'layout-grid',
      (b) => ['A', 'B', 'C'].reduce((all, title) => all.withPanel(graph(title).span(10).height(8)), b),
    ],
    [
      'a panel that was put at 0, 0 explicitly',
      'layout-overlap',
      (b) =>
        b
          .withPanel(graph('A').gridPos({ x: 0, y: 0, w: 24, h: 8 }))
          .withPanel(graph('B').gridPos({ x: 4, y: 4, w: 12, h: 8 })),
    ],
    [
      'panels of unlike heights side by side',
      'layout-line',
      (b) =>
        b
          .withPanel(graph('A').span(12).height(8))
          .withPanel(graph('B').span(12).height(4))
          .withPanel(graph('C').span(12).height(8)),
    ],
    [
      'an open row with panels in it',
      'row-panels',
      (b) => b.withRow(new dashboard.RowBuilder('A').withPanel(graph('A')).collapsed(false)),
    ],
    ['a uid that is too long', 'dashboard-uid-form', (b) => b.uid('a'.repeat(60))],
    [
      'variables that are never asked for',
      'variable-empty',
      (b) =>
        b.withVariable(new dashboard.QueryVariableBuilder('job').datasource(source).query('label_values(up, job)')),
    ],
    [
      'queries that are neither instant nor range',
      'target-kind',
      (b) => b.withPanel(new Stat().title('A').withTarget(query())),
    ],
    [
      'overrides with typing mistakes',
      'json-value',
      (b) => b.withPanel(graph('A').overrides([{ macher: { id: 'byName', options: 'A' }, properties: [] }] as never)),
    ],
  ])('%s', (_, rule, build) => expect([...traps(build)]).toContain(rule));
});
