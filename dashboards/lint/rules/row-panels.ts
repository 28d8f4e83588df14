import { list } from '../../json.ts';
import { type DashboardRule, type Fault, ofBoard } from '../rule.ts';

/** `row-panels` */
export const rowPanels: DashboardRule = {
  id: 'row-panels',
  severity: 'error',
  why: 'Grafana shows the panels within a row only while it is closed: those of an open row are dropped when the board is loaded.',
  run: ofBoard(({ rows }): Fault[] =>
    rows.flatMap(({ json, path, title }) =>
      json.collapsed === true || list(json.panels).length === 0
        ? []
        : [
            {
              at: [...path, 'panels'],
              message: `Grafana drops the panels of the open row '${title}'`,
              fix: 'set collapsed to true, or move them below the row',
            },
          ],
    ),
  ),
};
