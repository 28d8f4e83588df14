import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import { dataSourceUid } from '../../servers/index.ts';
import {
  type Annotation,
  type Board,
  boardUid,
  type Panel,
  panelId,
  type Row,
  type Stack,
  type Variable,
} from '../../stacks/model/index.ts';
import { columns, type GridPos, placeLine } from '../layout.ts';
import { type Context, dataSource } from './context.ts';
import { grafanaPanel } from './panel.ts';

/**
 * A board as the SDK writes it, with panels in their places. Still to be finalized. The SDK marks its builder of classic dashboards as
 * deprecated; every Grafana since 10 reads what it makes, which is not true of its successor.
 */
export function grafanaDashboard(board: Board, context: Context): dashboard.Dashboard {
  const { stack } = context;
  const builder = new dashboard.DashboardBuilder(board.title)
    .uid(boardUid(stack.name, board.name))
    .description(board.description)
    .tags(['narthex', stack.name])
    .readonly()
    .timezone('browser')
    .time({ from: `now-${board.from}`, to: 'now' })
    .refresh('30s')
    .tooltip(dashboard.DashboardCursorSync.Crosshair)
    .links(links(stack))
    .variables([dataSourceVariable(), ...board.variables.map(queryVariable)])
    .annotations(board.annotations.map(annotation));
  return { ...builder.build(), panels: panels(board, context) };
}

function panels(board: Board, context: Context) {
  const all: (dashboard.Panel | dashboard.RowPanel)[] = [];
  let y = 0;
  for (const row of board.rows) {
    const headed = row.title === undefined ? 0 : 1;
    const placed = rowPanels(row, y + headed).map(({ panel, gridPos }) => ({
      ...grafanaPanel(panel, context),
      id: panelId(`${board.name}/${panel.key}`),
      gridPos,
    }));
    if (row.title !== undefined) {
      const gridPos = { x: 0, y, w: columns, h: 1 };
      const heading = new dashboard.RowBuilder(row.title).id(panelId(`${board.name}/row/${row.key}`)).build();
      all.push({ ...heading, collapsed: row.collapsed ?? false, gridPos, panels: row.collapsed ? placed : [] });
    }
    if (!row.collapsed) all.push(...placed);
    y += headed + (row.collapsed ? 0 : height(row));
  }
  return all;
}

function rowPanels(row: Row, top: number): { readonly panel: Panel; readonly gridPos: GridPos }[] {
  let y = top;
  return row.lines.flatMap(({ panels, height }) => {
    const places = placeLine(
      panels.map(({ share = 1 }) => share),
      y,
      height,
    );
    y += height;
    return panels.map((panel, index) => ({ panel, gridPos: places[index] as GridPos }));
  });
}

function height({ lines }: Row): number {
  return lines.reduce((sum, line) => sum + line.height, 0);
}

function links(stack: Stack): dashboard.DashboardLinkBuilder[] {
  const { DashboardLinkBuilder, DashboardLinkType } = dashboard;
  return [
    new DashboardLinkBuilder(`Dashboards of ${stack.name}`)
      .type(DashboardLinkType.Dashboards)
      .tags([stack.name])
      .asDropdown(true)
      .includeVars(true)
      .keepTime(true),
    new DashboardLinkBuilder('Alerts').type(DashboardLinkType.Link).icon('bell').url('/alerting/list'),
  ];
}

function dataSourceVariable(): dashboard.DatasourceVariableBuilder {
  return new dashboard.DatasourceVariableBuilder('datasource')
    .label('Data source')
    .type('prometheus')
    .current({ selected: true, text: 'Prometheus', value: dataSourceUid });
}

function queryVariable({ name, label, query }: Variable): dashboard.QueryVariableBuilder {
  return new dashboard.QueryVariableBuilder(name)
    .label(label)
    .datasource(dataSource)
    .query({ qryType: 1, query: query.text, refId: `variable-${name}` })
    .definition(query.text)
    .refresh(dashboard.VariableRefresh.OnTimeRangeChanged)
    .sort(dashboard.VariableSort.NaturalAsc)
    .multi(true)
    .includeAll(true)
    .allValue('.+')
    .current({ selected: true, text: ['All'], value: ['$__all'] });
}

function annotation({ name, expr, title, text, tags, color }: Annotation): dashboard.AnnotationQueryBuilder {
  return new dashboard.AnnotationQueryBuilder()
    .name(name)
    .datasource(dataSource)
    .enable(true)
    .expr(expr.text)
    .step('60s')
    .titleFormat(title)
    .textFormat(text)
    .tagKeys(tags.join(','))
    .iconColor(color);
}
