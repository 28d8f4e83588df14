import { describe, expect, it } from 'vitest';
import { checkParsed, parsedExpressions, surroundings } from '../../stacks/analysis/index.ts';
import {
  type AlertRule,
  type Board,
  type DataPanel,
  emptinessText,
  environmentNames,
  type Plan,
  type Query,
} from '../../stacks/model/index.ts';
import { sergasAlerts } from '../../stacks/sergas/alerts/index.ts';
import { sergasDashboards } from '../../stacks/sergas/dashboards/index.ts';
import sergas from '../../stacks/sergas.ts';
import { planOf } from '../support/stacks.ts';
import { type BoardJson, panelsOf } from './boards.ts';

/** What the five dashboards are called, and how many panels with data each has. */
const expected: Readonly<Record<string, readonly [title: string, panels: number]>> = {
  system: ['Sergas: system overview', 10],
  agents: ['Sergas: agent performance', 7],
  sync: ['Sergas: sync pipeline', 8],
  errors: ['Sergas: error tracking', 10],
  business: ['Sergas: business metrics', 12],
};

const panels = ({ rows }: Board): DataPanel[] =>
  rows.flatMap(({ lines }) =>
    lines.flatMap((line) => line.panels.flatMap((panel) => (panel.kind === 'text' ? [] : panel))),
  );
const uids = new Set(sergasDashboards.map(({ name }) => `sergas-${name}`));
const filesOf = (plan: Plan) => plan.dashboards.filter(({ uid }) => uids.has(uid));
const alertsOf = (plan: Plan): ReadonlyMap<string, AlertRule> =>
  new Map(
    plan.groups.flatMap(({ rules }) => rules.flatMap((rule) => (rule.kind === 'alert' ? [[rule.name, rule]] : []))),
  );

/** The unit in which a panel shows values, whether it says so itself or not. */
const unitOf = (plan: Plan, { name }: Board, panel: DataPanel): string =>
  filesOf(plan)
    .find(({ uid }) => uid === `sergas-${name}`)
    ?.queries.find((query) => query.name === panel.title)?.unit ?? '';

/** What the checks find in these dashboards, in words. */
function findings(plan: Plan, dashboards: Plan['dashboards']): string[] {
  const around = surroundings(plan, parsedExpressions(plan));
  const own = parsedExpressions({ ...plan, groups: [], dashboards });
  const { findings } = checkParsed(own, around, '2026-01-01');
  return findings.map(({ code, message, expression: { where, text } }) => `${code} ${where}: ${message} (${text})`);
}

describe('the dashboards of Sergas', () => {
  it('are five, with as many panels as were asked for', () => {
    const found = filesOf(planOf(sergas)).map(({ uid, title, json }) => {
      const shown = panelsOf(json as unknown as BoardJson).filter(({ type }) => type !== 'text');
      return [uid.replace('sergas-', ''), [title, shown.length]];
    });
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  describe.each(sergasDashboards.map((board) => [board.name, board] as const))('%s', (_, board) => {
    it('says of every panel what it shows, what to do, and why there may be no data', () => {
      for (const { title, shows, action, noValue, mayBeEmpty } of panels(board)) {
        for (const words of [shows, action]) expect(words, title).toMatch(/^[A-Z][^\n]{20,}[.?]$/);
        expect(noValue.length, title).toBeGreaterThan(5);
        expect(emptinessText(mayBeEmpty ?? 'nothing happened'), title).toMatch(/^[^:]+: [a-z].*[^.]$/);
      }
    });

    it('shows nothing below zero, and no share above one without saying so', () => {
      for (const panel of panels(board)) {
        const { kind, key, min, max } = panel;
        if (kind !== 'table') expect(min, key).toBe(0);
        if (max !== undefined) expect([max, unitOf(planOf(sergas), board, panel)], key).toEqual([1, 'percentunit']);
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
      for (const { name } of board.variables) {
        const used = asked.filter((text) => text.includes(`$${name}`));
        expect(used.length, name).toBeGreaterThan(1);
        expect(
          used.filter((text) => !text.includes(`=~"$${name}"`)),
          name,
        ).toEqual([]);
      }
    });

    it('marks alerts and restarts over its graphs', () => {
      expect(board.annotations.map(({ name }) => name)).toEqual(['Critical alerts', 'Warnings', 'Notes', 'Restarts']);
    });

    it('leads only to other boards: its own family and those that come with Narthex', () => {
      const names = new Set([...Object.keys(expected), 'overview', 'nodejs', 'postgres', 'redis', 'slos']);
      const led = panels(board).flatMap(({ drillDown = [] }) => drillDown.map((link) => link.board));
      expect(led.filter((name) => name === board.name || !names.has(name))).toEqual([]);
    });

    it('ends with its purpose and its owner', () => {
      const last = board.rows.at(-1)?.lines.at(-1)?.panels.at(-1);
      expect(last).toMatchObject({ kind: 'text', text: expect.stringContaining(`**${sergas.stack.team}**`) });
    });
  });

  it.each(environmentNames)('have nothing wrong in any query in %s', (environment) => {
    const plan = planOf(sergas, environment);
    const files = filesOf(plan);
    expect(files).toHaveLength(5);
    expect(findings(plan, files)).toEqual([]);
  });

  it.each(environmentNames)('are guarded by alerts that %s has', (environment) => {
    const alerts = alertsOf(planOf(sergas, environment));
    const named = sergasDashboards.flatMap((board) => panels(board).flatMap(({ guard }) => guard?.alerts ?? []));
    expect(named.filter((name) => !alerts.has(name))).toEqual([]);
  });

  it('show what each of the alerts of Sergas watches', () => {
    const guarded = new Set(
      sergasDashboards.flatMap((board) => panels(board).flatMap(({ guard }) => guard?.alerts ?? [])),
    );
    const own = sergasAlerts.flatMap(({ rules }) => rules.map(({ name }) => name));
    expect(own).toHaveLength(24);
    expect(own.filter((name) => !guarded.has(name))).toEqual([]);
    const linked = alertsOf(planOf(sergas));
    for (const name of own) expect(linked.get(name)?.dashboardUrl, name).toMatch(/\/d\/sergas-[\w-]+\?viewPanel=\d+$/);
  });

  it('draw the numbers of alerts in the unit of the alert', () => {
    const plan = planOf(sergas, 'production');
    const alerts = alertsOf(plan);
    const queries = sergasDashboards.flatMap((board) =>
      panels(board).flatMap((panel) =>
        (panel.guard?.alerts ?? []).flatMap((name) => {
          const alert = alerts.get(name);
          return alert?.threshold === undefined
            ? []
            : [asPanel(`${panel.title} / ${name}`, alert, unitOf(plan, board, panel))];
        }),
      ),
    );
    expect(queries.length).toBeGreaterThan(20);
    const [file] = filesOf(plan);
    if (file === undefined) throw new Error('there is no dashboard');
    expect(findings(plan, [{ ...file, queries }])).toEqual([]);
    // The check would see it; only gauges without a unit have none to compare.
    const wrong = queries.map((query) => ({ ...query, unit: query.unit === 's' ? 'percentunit' : 's' }));
    expect(findings(plan, [{ ...file, queries: wrong }]).length).toBeGreaterThan(0.7 * queries.length);
  });

  it('have the colours of how things end for series that are called so', () => {
    for (const panel of sergasDashboards.flatMap(panels)) {
      if (panel.kind !== 'timeseries' || panel.colors === undefined) continue;
      const label = /\{\{(\w+)\}\}/.exec(panel.queries[0]?.legend ?? '')?.[1] ?? '';
      const values = panel.queries.flatMap((query) => valuesOf(query, label));
      expect(values.length, panel.title).toBeGreaterThan(2);
      const matched = Object.keys(panel.colors).map((pattern) => new RegExp(pattern.slice(1, -1)));
      expect(
        values.filter((value) => !matched.some((each) => each.test(value))),
        panel.title,
      ).toEqual([]);
    }
  });
});

/** What an alert asks, as if a panel of this unit showed it. */
function asPanel(name: string, { expr }: AlertRule, unit: string) {
  return { kind: 'panel', name, expr, unit, overTime: false, labels: [], ignore: [] } as const;
}

/** The values that a label of the metrics of a query may have. */
function valuesOf({ expr }: Query, label: string): string[] {
  return expr.metrics.flatMap((metric) => {
    const labels = 'labels' in metric ? (metric.labels as Readonly<Record<string, unknown>>) : {};
    return Array.isArray(labels[label]) ? labels[label].map(String) : [];
  });
}
