import { type Place, placeOf } from './support.ts';
import type { BoardView, PanelView } from './view.ts';

/** A panel in its place. */
export interface Placed {
  readonly panel: PanelView;
  readonly place: Place;
}

/** Panels that share a grid: those at the top with the open rows, then those of each closed row. */
export function grids(board: BoardView): Placed[][] {
  if (board.withoutGrid) return [];
  const placed = (depth: number, within?: PanelView) =>
    [...board.panels, ...(within === undefined ? board.rows : [])].flatMap((panel) => {
      const place = placeOf(panel.json);
      const inside = within === undefined || within.path.every((key, index) => panel.path[index] === key);
      return place !== undefined && panel.path.length === depth && inside ? [{ panel, place }] : [];
    });
  return [placed(2), ...board.rows.map((row) => placed(4, row))];
}
