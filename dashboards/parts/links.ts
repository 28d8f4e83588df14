import type { DataPanel, DrillDown } from '../../stacks/model/index.ts';
import { type DeclaredBoard, declared } from './declared.ts';

/** The way from a series to the board that shows more of it. `labels` are those that its variables take over. */
export function leadsTo(board: DeclaredBoard, ...labels: readonly string[]): DrillDown {
  return { board, title: `${declared[board].title} in detail`, labels };
}

/** Panels whose series lead there. */
export function leading<P extends DataPanel>(link: DrillDown, panels: readonly P[]): P[] {
  return panels.map((panel) => ({ ...panel, drillDown: [...(panel.drillDown ?? []), link] }));
}
