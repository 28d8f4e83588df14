import type { DataPanel, Panel, Row } from '../stacks/model/index.ts';

/** Whether a panel shows data. */
export function hasData(panel: Panel): panel is DataPanel {
  return panel.kind !== 'text';
}

/** The panels of rows that show data, in their order. */
export function dataPanels(rows: readonly Row[]): DataPanel[] {
  return rows.flatMap(({ lines }) => lines.flatMap(({ panels }) => panels.filter(hasData)));
}
