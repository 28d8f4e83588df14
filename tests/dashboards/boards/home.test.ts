import { describe, expect, it } from 'vitest';
import { type Board, boardUid, resolveStack } from '../../../stacks/model/index.ts';
import sergas from '../../../stacks/sergas.ts';
import { shop } from '../../support/stacks.ts';
import { allPanels, boardNamed, made, panelKeyed } from './stacks.ts';

const { boards } = made(sergas, 'production');
const home = boardNamed(boards, 'home');
const watchdogOff = { Watchdog: { off: 'another system watches Prometheus' } };
const text = allPanels(home)
  .map((panel) => (panel.kind === 'text' ? panel.text : ''))
  .join('\n');

describe('the board that one opens first', () => {
  it('fits on one screen, and answers first whether everything is well', () => {
    const lines = home.rows.flatMap((row) => row.lines);
    expect(lines.reduce((sum, { height }) => sum + height, 0)).toBeLessThanOrEqual(21);
    expect(allPanels(home)[0]?.title).toBe('Is everything well?');
    expect(allPanels(home).length).toBeLessThanOrEqual(10);
    expect(home.variables).toEqual([]);
  });

  it('leads to every other board with the question that it answers, those of the author too', () => {
    for (const board of boards.filter(({ name }) => name !== 'home' && !name.startsWith('slo-'))) {
      expect(text, board.name).toContain(`](/d/${boardUid('sergas', board.name)}): `);
      expect(text).toContain(board.description.slice(0, 20));
    }
  });

  it('leaves the boards of single SLOs to the one about all of them, which it shows at a glance', () => {
    expect(text).not.toContain('/d/sergas-slo-');
    expect(panelKeyed(home, 'budgets-left').drillDown?.map(({ board }) => board)).toEqual(['slos']);
  });

  it('says that all is well only while somebody would know', () => {
    const ofState = (board: Board) => panelKeyed(board, 'state');
    const well = (board: Board) =>
      ofState(board)
        .queries[0]?.expr.text.split(/\s+or\s+/)
        .at(-1);
    expect(well(home)).toBe('0 * group(ALERTS{alertname="Watchdog", alertstate="firing"})');
    expect(well(boardNamed(made(shop({ alerts: watchdogOff })).boards, 'home'))).toBe('0 * max(up == 1)');
    expect(ofState(home).queries[0]?.expr.text).not.toContain('vector');
    expect(ofState(home).noValue).toBe('NO DATA: rules are not evaluated');
  });

  it('says who owns the stack, and where one is', () => {
    const { summary } = resolveStack(sergas, 'production');
    expect(text).toContain(`${summary} Owned by the team **sergas**, environment **production**.`);
  });

  it('has no budgets and no watchdog where a stack has none', () => {
    const { boards: few } = made(shop({ alerts: watchdogOff }));
    const keys = allPanels(boardNamed(few, 'home')).map(({ key }) => key);
    expect(keys).toEqual([
      'state',
      'alerts-critical',
      'alerts-warning',
      'targets-down',
      'alerts-table',
      'alerts-by-team',
      'directory',
    ]);
  });
});
