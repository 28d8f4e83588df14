import { availability, promql } from 'narthex';
import { describe, expect, it } from 'vitest';
import { hasData } from '../../../dashboards/panels.ts';
import sergas from '../../../stacks/sergas.ts';
import { metrics, sloStack } from '../../rules/slo/stacks.ts';
import { shop } from '../../support/stacks.ts';
import { allPanels, boardNamed, made, panelKeyed } from './stacks.ts';

const board = boardNamed(made(sergas, 'production').boards, 'alerts');
const { requests } = metrics;
const ofTwoTeams = sloStack({
  paid: availability({
    summary: 'People can pay.',
    objective: 99,
    team: 'payments',
    requests,
    errors: promql`${requests}{code="5xx"}`,
    lowTraffic: { atLeast: 5 },
  }),
});

describe('the board about alerts', () => {
  it('never shows the alert that always fires among those that do', () => {
    for (const key of ['firing', 'pending', 'timeline', 'firing-by-severity', 'most-often', 'longest'])
      for (const { expr } of panelKeyed(board, key).queries) expect(expr.text, key).toContain('alertname!="Watchdog"');
  });

  it('leads from each alert to its runbook, in every table', () => {
    const tables = allPanels(board).filter((panel) => panel.kind === 'table');
    expect(tables).toHaveLength(4);
    for (const { columns, key } of tables)
      expect(columns.find(({ field }) => field === 'alertname')?.alertLink, key).toBe(true);
  });

  it('narrows lists, history and noise to what is chosen at the top, each choice to those before it', () => {
    expect(board.variables.map(({ name }) => name)).toEqual(['severity', 'alertname']);
    expect(board.variables[1]?.query.text).toContain('severity=~"$severity"');
    for (const key of ['firing', 'timeline', 'most-often'])
      expect(panelKeyed(board, key).queries[0]?.expr.text).toContain('severity=~"$severity", alertname=~"$alertname"');
  });

  it('tells teams apart where there are several of them', () => {
    const { variables, ...two } = boardNamed(made(ofTwoTeams).boards, 'alerts');
    expect(variables.map(({ name }) => name)).toEqual(['severity', 'team', 'alertname']);
    expect(panelKeyed({ variables, ...two }, 'firing-by-team').queries[0]?.legend).toBe('{{team}}');
    expect(allPanels(board).map(({ key }) => key)).not.toContain('firing-by-team');
  });

  it('tells services apart where alerts are about services', () => {
    const keys = (of: ReturnType<typeof shop>) =>
      allPanels(boardNamed(made(of).boards, 'alerts')).map(({ key }) => key);
    expect(keys(sergas)).toContain('firing-by-service');
    expect(keys(shop())).not.toContain('firing-by-service');
  });

  it('looks back over the whole range only where it asks once', () => {
    for (const panel of allPanels(board).filter(hasData)) {
      const ranges = panel.queries.some(
        ({ expr }) => expr.text.includes('$__range]') || expr.text.includes('$__range:'),
      );
      if (ranges) expect(panel.kind, panel.key).toBe('table');
    }
  });
});
