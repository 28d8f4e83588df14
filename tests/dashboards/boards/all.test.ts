import { describe, expect, it } from 'vitest';
import { hasData } from '../../../dashboards/panels.ts';
import { declared } from '../../../dashboards/parts/declared.ts';
import { checkExpressions } from '../../../stacks/analysis/index.ts';
import { planOf } from '../../support/stacks.ts';
import { allPanels, made, stacks } from './stacks.ts';

const everything = Object.values(stacks).map(([definition, environment]) => made(definition, environment));
const alertsOfAnyStack = new Set(everything.flatMap(({ alerts }) => [...alerts.keys()]));

describe.each(Object.entries(stacks))('every board of %s', (_, [definition, environment]) => {
  const { boards } = made(definition, environment);
  const panels = boards.flatMap((board) => allPanels(board).map((panel) => ({ board: board.name, panel })));

  it('has a name, a title and a question of its own', () => {
    for (const key of ['name', 'title', 'description'] as const)
      expect(new Set(boards.map((board) => board[key])).size, key).toBe(boards.length);
  });

  it('has panels whose keys and titles are their own, without variables in the titles', () => {
    for (const board of boards) {
      const keys = allPanels(board).map(({ key }) => key);
      expect(keys, board.name).toEqual([...new Set(keys)]);
      // A number and the graph behind it may be called the same.
      const titles = allPanels(board).map(({ kind, title }) => `${kind}: ${title}`);
      expect(titles, board.name).toEqual([...new Set(titles)]);
      expect(titles.filter((title) => title.includes('$'))).toEqual([]);
    }
  });

  it('says of every panel what it shows, what to do, and why there may be no data', () => {
    for (const { board, panel } of panels) {
      if (!hasData(panel)) continue;
      const name = `${board}/${panel.key}`;
      expect(panel.shows, name).toMatch(/^[^\n]{10,}[.?!]$/);
      expect(panel.action, name).toMatch(/^[^\n]{10,}[.?!]$/);
      expect(panel.noValue.length, name).toBeGreaterThan(5);
      expect(panel.queries.length, name).toBeGreaterThan(0);
    }
  });

  it('shows at most twenty panels before somebody opens a row', () => {
    for (const { name, rows } of boards) {
      const visible = rows.filter(({ collapsed }) => !collapsed).flatMap(({ lines }) => lines);
      expect(visible.flatMap((line) => line.panels).length, name).toBeLessThanOrEqual(20);
    }
  });

  it('is guarded only by alerts that some stack has', () => {
    const guarding = panels.flatMap(({ panel }) => (hasData(panel) ? (panel.guard?.alerts ?? []) : []));
    expect(guarding.filter((name) => !alertsOfAnyStack.has(name))).toEqual([]);
  });

  it('leads only to boards that there are somewhere', () => {
    const known = new Set([
      ...Object.keys(declared),
      ...everything.flatMap((each) => each.boards.map(({ name }) => name)),
    ]);
    const leads = panels.flatMap(({ panel }) => (hasData(panel) ? (panel.drillDown ?? []) : []));
    expect(leads.map(({ board }) => board).filter((name) => !known.has(name))).toEqual([]);
  });

  it('asks nothing that the checker finds fault with', () => {
    const { findings } = checkExpressions(planOf(definition, environment), '2026-01-01');
    const ofPanels = findings.filter(({ expression }) =>
      ['panel', 'variable', 'annotation'].includes(expression.usage.kind),
    );
    expect(ofPanels.map(({ message, expression: { text } }) => `${message}: ${text}`)).toEqual([]);
  });
});
