import { describe, expect, it } from 'vitest';
import type { Board, DataPanel } from '../../stacks/model/index.ts';
import { otherStacks } from '../support/own-stacks.ts';
import { planOf } from '../support/stacks.ts';

const panels = ({ rows }: Board): DataPanel[] =>
  rows.flatMap(({ lines }) =>
    lines.flatMap((line) => line.panels.flatMap((panel) => (panel.kind === 'text' ? [] : [panel]))),
  );

const boards = otherStacks.flatMap(([stack, definition]) =>
  (definition.stack.dashboards ?? []).map((board) => ({ stack, definition, board, name: board.name })),
);

// What the boards of Sergas keep to, the boards of the other stacks keep to as well.
describe.each(boards)('the board $name of $stack', ({ definition, board }) => {
  it('says of every panel what it shows, what to do, and why there may be no data', () => {
    for (const { title, shows, action, noValue } of panels(board)) {
      for (const words of [shows, action]) expect(words, title).toMatch(/^[A-Z][^\n]{20,}[.?]$/);
      expect(noValue.length, title).toBeGreaterThan(5);
    }
  });

  it('shows nothing below zero, and no share above one without saying so', () => {
    for (const { kind, key, min, max, unit } of panels(board)) {
      if (kind !== 'table') expect(min, key).toBe(0);
      if (max !== undefined) expect([max, unit], key).toEqual([1, 'percentunit']);
    }
  });

  it('answers at the top whether all is well, and fits on a page', () => {
    const [first] = board.rows;
    expect(first?.title).toBeUndefined();
    const kinds = first?.lines.flatMap((line) => line.panels.map(({ kind }) => kind)) ?? [];
    expect(kinds.length).toBeGreaterThanOrEqual(4);
    expect(kinds.filter((kind) => !['stat', 'gauge', 'bargauge'].includes(kind))).toEqual([]);
    expect(panels(board).length).toBeLessThanOrEqual(20);
  });

  it('lets one choose, and uses every choice', () => {
    const asked = panels(board).flatMap(({ queries }) => queries.map(({ expr }) => expr.text));
    expect(board.variables.length).toBeGreaterThan(0);
    for (const { name } of board.variables)
      expect(asked.filter((text) => text.includes(`=~"$${name}"`)).length, name).toBeGreaterThan(1);
  });

  it('marks alerts and restarts over its graphs', () => {
    expect(board.annotations.map(({ name }) => name)).toEqual(['Critical alerts', 'Warnings', 'Notes', 'Restarts']);
  });

  it('leads to boards that there are', () => {
    const uids = new Set(planOf(definition).dashboards.map(({ uid }) => uid));
    const { name } = definition.stack;
    const led = panels(board).flatMap(({ drillDown = [] }) => drillDown.map((link) => `${name}-${link.board}`));
    const text = JSON.stringify(board.rows.at(-1));
    const written = [...text.matchAll(/\(\/d\/([\w-]+)\)/g)].map(([, uid = '']) => uid);
    expect(written.length).toBeGreaterThan(1);
    expect([...led, ...written].filter((uid) => !uids.has(uid))).toEqual([]);
  });

  it('ends with its purpose and its owner', () => {
    const last = board.rows.at(-1)?.lines.at(-1)?.panels.at(-1);
    expect(last).toMatchObject({ kind: 'text', text: expect.stringContaining(`**${definition.stack.team}**`) });
  });
});
