import { all, type ExpandedQuery, expandQuery } from '../../dashboards/expand/index.ts';
import { boardUid, type DashboardFile, type Plan } from '../../stacks/model/index.ts';
import { type LiveBoard, type LivePanel, readBoard } from '../live/board.ts';

/** One of the values that say how a stack does: a single value of one of its boards. */
export interface Reading {
  readonly board: string;
  readonly panel: string;
  /** As Grafana calls it; `none` for a plain number. */
  readonly unit: string;
  /** What Prometheus is asked: with every choice of the board at All. */
  readonly queries: readonly { readonly expr: string; readonly legend: string }[];
}

/** Panels that show single values. */
const single = new Set(['stat', 'gauge', 'bargauge']);

/** Windows that follow the time range are taken as over this range. Milliseconds. */
const usualRange = 3_600_000;

/**
 * The single values of a stack's own boards: what its author has put at the top for whoever asks how it does. A stack without boards of its own
 * has those of the overview. Each question is there once, under the first title that it has.
 */
export function readingsOf({ stack, dashboards }: Pick<Plan, 'stack' | 'dashboards'>): readonly Reading[] {
  const names = stack.dashboards.length > 0 ? stack.dashboards.map(({ name }) => name) : ['overview'];
  const uids = new Set(names.map((name) => boardUid(stack.name, name)));
  const readings = dashboards
    .filter(({ uid }) => uids.has(uid))
    .flatMap((file) => readBoardOf(file, stack.prometheus.interval));
  const known = new Set<string>();
  return readings.filter(({ queries }) => {
    const question = JSON.stringify(queries.map(({ expr }) => expr));
    return !known.has(question) && known.add(question);
  });
}

function readBoardOf({ json }: DashboardFile, timeInterval: string): Reading[] {
  const board = readBoard(json);
  return board.panels
    .filter(({ type }) => single.has(type))
    .map((panel) => ({
      board: board.title,
      panel: panel.title,
      unit: unitOf(json, panel.id),
      queries: expandAll(board, panel, timeInterval).map(({ expr, legendFormat }) => ({ expr, legend: legendFormat })),
    }));
}

function expandAll(board: LiveBoard, panel: LivePanel, timeInterval: string): ExpandedQuery[] {
  const variables = Object.fromEntries(
    board.variables.map(({ name, multi }) => [name, { name, multi, includeAll: true, allValue: '.*', value: all }]),
  );
  const around = { from: 0, to: usualRange, timeInterval, variables };
  return panel.targets.flatMap((target) => expandQuery({ ...target, instant: true, range: false }, around));
}

interface PanelJson {
  readonly id?: number;
  readonly fieldConfig?: { readonly defaults?: { readonly unit?: string } };
  readonly panels?: readonly PanelJson[];
}

function unitOf(json: DashboardFile['json'], id: number): string {
  const flat = (panels: readonly PanelJson[] = []): PanelJson[] =>
    panels.flatMap((panel) => [panel, ...flat(panel.panels)]);
  const panel = flat((json as { readonly panels?: readonly PanelJson[] }).panels).find((each) => each.id === id);
  return panel?.fieldConfig?.defaults?.unit ?? 'none';
}
