import { describe, expect, it } from 'vitest';
import { lintDashboard, type Meant, meantIn, withoutMeant } from '../../../dashboards/lint/index.ts';
import { goodBoard } from './good.ts';

const today = '2027-03-01';

/** The good dashboard without units on two panels; descriptions may say that one of them is meant. */
function left(ofBoard: string, ofPanel: string, further: readonly Meant[] = []) {
  const board = goodBoard();
  const [first, second] = board.panels;
  for (const panel of [first, second]) delete panel.fieldConfig.defaults.unit;
  board.description += ofBoard;
  second.description += ofPanel;
  const { meant, faults } = meantIn(board);
  const { findings, faults: stale } = withoutMeant(lintDashboard(board).findings, [...meant, ...further], today);
  return { panels: findings.map(({ panel }) => panel), faults: [...faults, ...stale].map(({ message }) => message) };
}

describe('a finding that is meant to be', () => {
  it('is left out on the panel that says so', () => {
    expect(left('', '\n\nnarthex ignore panel-units: a number of things')).toEqual({
      panels: ['Instances'],
      faults: [],
    });
  });

  it('is left out everywhere where the dashboard says so, also in a comment of Markdown', () => {
    const text = '\n<!-- narthex ignore panel-units until 2027-03-31: units come with the next release -->';
    expect(left(text, '')).toEqual({ panels: [], faults: [] });
  });

  it.each([
    ['\nnarthex ignore panel-units:', 'panel-units is ignored without a reason', 2],
    ['\nnarthex ignore panel-units until 2027-02-28: soon', 'panel-units was ignored until 2027-02-28', 2],
    ['\nnarthex ignore panel-legend: they are meant', 'panel-legend is ignored, but there is nothing to ignore', 2],
    ['\nnarthex ignore panel-unit: a number', "there is no rule 'panel-unit'", 2],
    ['\nnarthex ignore panel-units', 'this is no suppression', 2],
  ])('is found where the suppression hides nothing: %j', (text, message, count) => {
    const { panels, faults } = left(text, '');
    expect(faults).toEqual([message]);
    expect(panels).toHaveLength(count);
  });
});
