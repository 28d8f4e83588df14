import * as common from '@grafana/grafana-foundation-sdk/common';
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { describe, expect, it } from 'vitest';
import { finalize } from '../../dashboards/grafana/finalize.ts';
import type { BoardJson } from './boards.ts';

const place = { x: 0, y: 0, w: 12, h: 8 };

/** A panel just as the SDK builds it, with an id and a place. */
function panel(builder: StatBuilder | TimeSeriesBuilder, gridPos = place, id = 1): dashboard.Panel {
  return { ...builder.build(), id, gridPos };
}

function stat(): StatBuilder {
  return new StatBuilder().title('Stat').withTarget(new DataqueryBuilder().expr('up').instant());
}

function board(...panels: (dashboard.Panel | dashboard.RowPanel)[]): dashboard.Dashboard {
  return { ...new dashboard.DashboardBuilder('Board').build(), panels };
}

function final(...panels: (dashboard.Panel | dashboard.RowPanel)[]): BoardJson {
  return finalize(board(...panels)) as unknown as BoardJson;
}

describe('what the SDK leaves behind is repaired:', () => {
  it('links and annotations do not hide in the menu of controls', () => {
    const link = () => new dashboard.DashboardLinkBuilder('Home').url('/');
    const raw = new dashboard.DashboardBuilder('Board')
      .link(link())
      .annotation(new dashboard.AnnotationQueryBuilder().name('Restarts').expr('up'))
      .build();
    const panels = [panel(stat().links([link()]).dataLinks([link()]))];
    expect(JSON.stringify({ ...raw, panels })).toContain('inControlsMenu');
    expect(JSON.stringify(finalize({ ...raw, panels }))).not.toContain('inControlsMenu');
  });

  it('a legend keeps its own placement', () => {
    const legend = new common.VizLegendOptionsBuilder().placement(common.LegendPlacement.Right);
    const builder = new TimeSeriesBuilder().legend(legend).withTarget(new DataqueryBuilder().expr('up').range());
    expect(final(panel(builder)).panels[0]?.options).toMatchObject({ legend: { placement: 'right' } });
  });

  it('legends are shown', () => {
    const builder = new TimeSeriesBuilder().withTarget(new DataqueryBuilder().expr('up').range());
    expect(builder.build().options).toMatchObject({ legend: { showLegend: false } });
    expect(final(panel(builder)).panels[0]?.options).toMatchObject({ legend: { showLegend: true } });
  });

  it('a stat shows the last value that is one', () => {
    expect(stat().build().options).toMatchObject({ reduceOptions: { calcs: [] } });
    expect(final(panel(stat())).panels[0]?.options).toMatchObject({ reduceOptions: { calcs: ['lastNotNull'] } });
  });

  it('a chosen reduction stays', () => {
    const builder = stat().reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['max']));
    expect(final(panel(builder)).panels[0]?.options).toMatchObject({ reduceOptions: { calcs: ['max'] } });
  });

  it('queries have refIds, all different', () => {
    const many = Array.from({ length: 30 }, () => new DataqueryBuilder().expr('up').instant());
    const refIds = final(panel(new StatBuilder().targets(many))).panels[0]?.targets.map(({ refId }) => refId) ?? [];
    expect(refIds.slice(0, 3)).toEqual(['A', 'B', 'C']);
    expect(new Set(refIds).size).toBe(30);
  });

  it('panels name the version of Grafana that they are made for, also those of closed rows', () => {
    const row = { ...new dashboard.RowBuilder('Row').build(), id: 2, gridPos: { x: 0, y: 8, w: 24, h: 1 } };
    const inside = panel(stat(), { x: 0, y: 9, w: 24, h: 4 }, 3);
    const [first, second] = final(panel(stat()), { ...row, collapsed: true, panels: [inside] }).panels;
    expect(first?.pluginVersion).toMatch(/^\d+\.\d+\.\d+$/);
    expect(second?.panels?.[0]?.pluginVersion).toBe(first?.pluginVersion);
  });

  it('variables have no keys of intervals', () => {
    const variable = new dashboard.QueryVariableBuilder('job').query('label_values(up, job)');
    const raw = new dashboard.DashboardBuilder('Board').withVariable(variable).build();
    const [final] = (finalize(raw) as unknown as BoardJson).templating.list;
    expect(Object.keys(final ?? {})).not.toEqual(expect.arrayContaining(['auto']));
    expect(final?.name).toBe('job');
  });

  it('the result is plain data without functions', () => {
    const result = finalize(board(panel(stat())));
    expect(() => structuredClone(result)).not.toThrow();
    expect(() => structuredClone(board(panel(stat())))).toThrow();
  });

  it('keys stand in one order, whatever the order of the calls was', () => {
    const one = stat().unit('s').description('d').min(0);
    const other = new StatBuilder().min(0).description('d').unit('s').title('Stat');
    other.withTarget(new DataqueryBuilder().instant().expr('up'));
    expect(JSON.stringify(finalize(board(panel(one))))).toBe(JSON.stringify(finalize(board(panel(other)))));
  });
});

describe('what cannot be repaired is refused:', () => {
  it('a panel without an id, which Grafana would number by its position', () => {
    expect(() => finalize(board({ ...stat().build(), gridPos: place }))).toThrow(/'Stat' has no id/);
  });

  it('the id 0 that the SDK gives to rows', () => {
    const row = { ...new dashboard.RowBuilder('Row').build(), gridPos: place };
    expect(row.id).toBe(0);
    expect(() => finalize(board(row))).toThrow(/'Row' has no id/);
  });

  it('an id that two panels share', () => {
    const below = { ...place, y: 8 };
    expect(() => final(panel(stat()), panel(stat(), below))).toThrow(/'Stat' and 'Stat' have the same id/);
  });

  it('panels that leave the grid, and panels over one another', () => {
    expect(() => final(panel(stat(), { ...place, x: 20 }))).toThrow(/outside the grid/);
    expect(() => final(panel(stat()), panel(stat(), { ...place, x: 11 }, 2))).toThrow(/overlap/);
  });

  it('a query that is neither instant nor range, or both', () => {
    const neither = new StatBuilder().title('S').withTarget(new DataqueryBuilder().expr('up'));
    const both = new StatBuilder().title('S').withTarget(new DataqueryBuilder().expr('up').rangeAndInstant());
    expect(() => final(panel(neither))).toThrow(/query 1 of the panel 'S' must be either instant or range/);
    expect(() => final(panel(both))).toThrow(/either instant or range/);
  });
});
