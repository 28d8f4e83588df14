import { describe, expect, it } from 'vitest';
import { type BoardFacts, dashboardRules, lintDashboard, upstreamRules } from '../../../dashboards/lint/index.ts';
import { dashboardBreaches } from './breaches/dashboard.ts';
import { panelsBreaches } from './breaches/panels.ts';
import { queriesBreaches } from './breaches/queries.ts';
import { type Breach, graph, others } from './breaches/support.ts';
import { goodBoard, type Loose } from './good.ts';

const breaches: readonly Breach[] = [...dashboardBreaches, ...panelsBreaches, ...queriesBreaches];

/** The rules that find something, each as often as it does. */
const found = (board: unknown, facts?: BoardFacts) => lintDashboard(board, facts).findings.map(({ rule }) => rule);

describe('a good dashboard', () => {
  it('gives nothing to say', () => {
    expect(lintDashboard(goodBoard(), { boards: others, complete: true }).findings).toEqual([]);
  });

  it.each([null, 3, [], {}, { panels: {} }, { panels: [null, 3, { targets: [null] }] }, { templating: [] }])(
    'may be no dashboard at all: %j',
    (board) => expect(() => lintDashboard(board)).not.toThrow(),
  );
});

/** The paths of everything within a value. */
function pathsOf(value: Loose, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return [path, ...keys.flatMap((key) => pathsOf(value[key], [...path, key]))];
}

describe('any part of a dashboard', () => {
  it.each([null, 3, '', '$', '/(/', [], {}, [null]])('may be %j instead', (junk) => {
    for (const path of pathsOf(goodBoard())) {
      const board = { board: goodBoard() };
      const whole = ['board', ...path];
      const holder = whole.slice(0, -1).reduce<Loose>((inner, key) => inner[key], board);
      holder[whole.at(-1) ?? ''] = junk;
      expect(() => lintDashboard(board.board), path.join('/')).not.toThrow();
    }
  });
});

describe('a breach', () => {
  const named = breaches.map((breach) => ({ rule: breach[0], breach }));
  it.each(named)('of $rule is found once', ({ breach: [rule, change, facts = {}, besides = []] }) => {
    const board = goodBoard();
    change(board);
    const rules = found(board, facts);
    expect(rules.filter((each) => each === rule)).toEqual([rule]);
    expect(rules.filter((each) => each !== rule && !besides.includes(each))).toEqual([]);
  });

  it('is known of every rule', () => {
    const silent = ['target-logql', 'target-logql-auto'];
    const broken = new Set(breaches.map(([rule]) => rule));
    expect(dashboardRules.map(({ id }) => id).filter((id) => !broken.has(id))).toEqual(silent);
  });

  it('has a path that leads into the dashboard, and says what to do', () => {
    for (const [, change, facts] of breaches) {
      const board = goodBoard();
      change(board);
      for (const { path, message, fix } of lintDashboard(board, facts).findings) {
        const end = path.reduce<Loose>((inner, key) => inner[key], board);
        expect(end).toBeDefined();
        expect(message.length * fix.length).toBeGreaterThan(0);
      }
    }
  });
});

describe('the rules', () => {
  it('begin with those of dashboard-linter, under their names', () => {
    expect(dashboardRules.slice(0, upstreamRules).map(({ id }) => id)).toEqual(
      expect.arrayContaining(['template-datasource', 'target-job', 'target-logql-auto', 'uneditable-dashboard']),
    );
  });

  it('have an id and a reason each', () => {
    expect(new Set(dashboardRules.map(({ id }) => id)).size).toBe(dashboardRules.length);
    for (const { id, why } of dashboardRules) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/);
      expect(why).toMatch(/^\S.*[.?]$/);
    }
  });
});

describe('queries of Loki', () => {
  it('are counted and not looked at', () => {
    const board = goodBoard();
    graph(board).targets = [{ refId: 'A', datasource: { type: 'loki', uid: 'logs' }, expr: '{app="x"} |= "y"' }];
    expect(lintDashboard(board)).toEqual({ findings: [], others: 1 });
  });
});
