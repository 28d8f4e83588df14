import { type JsonRecord, records, text } from '../../json.ts';
import { type DashboardRule, eachTarget } from '../rule.ts';
import { selectors, variableNames, written } from '../support.ts';
import type { BoardView, PanelView } from '../view.ts';

/** `variable-matcher` */
export const variableMatcher: DashboardRule = {
  id: 'variable-matcher',
  severity: 'error',
  why: 'With two values chosen Grafana writes (a|b). Behind = that is no regular expression but the name of nothing.',
  run: eachTarget((target, panel, board) => {
    const repeated = repeats(panel, board);
    return selectors(target.parsed).flatMap(({ matchers }) =>
      matchers.flatMap(({ name, operator, valueSpan }) => {
        if (operator !== '=' && operator !== '!=') return [];
        const names = variableNames(written(target, valueSpan)).filter((each) => !repeated.includes(each));
        const several = board.variables.find(
          ({ json, name: each }) => names.includes(each) && (json.multi === true || json.includeAll === true),
        );
        if (several === undefined) return [];
        const fix = `write ${name}${operator === '=' ? '=~' : '!~'}"$${several.name}"`;
        return [
          {
            at: ['expr'],
            message: `several values of '${several.name}' can be chosen, and ${name}${operator} takes one`,
            fix,
          },
        ];
      }),
    );
  }),
};

/** The variables of which a panel is shown once for each value: itself, or the row in which it is. */
function repeats(panel: PanelView, board: BoardView): string[] {
  return [panel.json, rowOf(panel, board)].flatMap((json) => text(json?.repeat) ?? []);
}

/** The row in which a panel is: around it, in the old form as well, or the last open one above it. */
function rowOf({ path }: PanelView, { json, rows }: BoardView): JsonRecord | undefined {
  const place = Number(path[1]);
  if (path[0] === 'rows') return records(json.rows)[place];
  const row = rows.findLast((each) => each.path[0] === 'panels' && Number(each.path[1]) <= place);
  return path.length === 2 && row?.json.collapsed === true ? undefined : row?.json;
}
