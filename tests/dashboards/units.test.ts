import { counter, defineMetrics, gauge } from '@narthex/instrumentation';
import { type Board, deployed, promql, type StatPanel, scrape, type TimeSeriesPanel } from 'narthex';
import { describe, expect, it } from 'vitest';
import { checkExpressions } from '../../stacks/analysis/index.ts';
import type { Plan } from '../../stacks/model/index.ts';
import { planOf, problemsOf, shop } from '../support/stacks.ts';
import type { BoardJson } from './boards.ts';

const metrics = defineMetrics({
  orders: counter('orders_total', 'Orders.', { labels: {} }),
  waiting: gauge('orders_waiting', 'Orders that wait.', { labels: {} }),
  age: gauge('oldest_order_seconds', 'How long the oldest order waits.', { unit: 'seconds', labels: {} }),
});

const common = {
  kind: 'timeseries',
  key: 'orders',
  title: 'Orders',
  shows: 'Orders of the shop.',
  action: 'Look at the shop.',
  noValue: 'No order.',
} as const;
const rate = { expr: promql`sum(rate(${metrics.orders}[$__rate_interval]))`, legend: 'all' };
const waiting = { expr: promql`sum(${metrics.waiting})`, legend: 'waiting' };
const age = { expr: promql`max(${metrics.age})`, legend: 'oldest' };

/** The plan of a shop with one board of one panel. */
function planWith(panel: TimeSeriesPanel | StatPanel): Plan {
  const board: Board = {
    ...{ name: 'orders', title: 'Orders', description: 'Do orders go through?', from: '6h' },
    ...{ variables: [], annotations: [], rows: [{ key: 'all', lines: [{ height: 6, panels: [panel] }] }] },
  };
  const api = {
    summary: 'The API.',
    port: 8000,
    run: deployed('api.internal:8000'),
    metrics: { interval: '15s', catalog: metrics },
  };
  return planOf(shop({ services: { api }, dashboards: [board] }));
}

function unitIn(plan: Plan): string | undefined {
  const file = plan.dashboards.find(({ uid }) => uid === 'shop-orders');
  return (file?.json as unknown as BoardJson | undefined)?.panels[0]?.fieldConfig.defaults.unit;
}

/** What the checks find about the panel. */
function findings(plan: Plan): string[] {
  const { findings } = checkExpressions(plan, '2026-01-01');
  return findings
    .filter(({ expression }) => expression.where.includes('shop-orders'))
    .map(({ code, message, fix }) => `${code} ${message}: ${fix}`);
}

describe('a panel without a unit', () => {
  it('has that of its first query', () => {
    const plan = planWith({ ...common, queries: [age, rate] });
    expect(unitIn(plan)).toBe('s');
    expect(findings(plan)).toEqual([expect.stringMatching(/^NX544 the panel shows 's', .* 1\/s: use 'cps'$/)]);
  });

  it('reads it from series that Prometheus makes itself, each number as it is', () => {
    expect(
      unitIn(planWith({ ...common, kind: 'stat', queries: [{ expr: promql`sum(${scrape.up})`, legend: 'up' }] })),
    ).toBe('none');
  });

  it.each([
    [promql`sum(${scrape.alerts}{alertstate="firing", team="anyone"})`, 'none'],
    [promql`max(ALERTS_FOR_STATE) * 1000`, 'dateTimeFromNow'],
  ])('reads it from what is written about alerts, whatever these are: %o', (expr, unit) => {
    expect(unitIn(planWith({ ...common, kind: 'stat', queries: [{ expr, legend: 'alerts' }] }))).toBe(unit);
  });

  it('is refused where nothing says what is counted, with its name and what to do', () => {
    const [problem, ...others] = problemsOf(() => planWith({ ...common, queries: [waiting] }));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'NX138', path: ['dashboards', '0', 'rows'] });
    expect(problem?.message).toContain("panel 'orders' (Orders) of the dashboard 'orders'");
    expect(problem?.fix).toContain('declare it');
  });

  it('is refused where any metric of a pattern may be meant', () => {
    const query = { expr: promql`sum(rate({__name__=~"orders_.+"}[5m]))`, legend: 'all' };
    expect(problemsOf(() => planWith({ ...common, queries: [query] }))).toMatchObject([{ code: 'NX138' }]);
  });
});

describe('a panel with a unit', () => {
  it('may choose a finer word for the same', () => {
    const plan = planWith({ ...common, unit: 'ops', queries: [rate] });
    expect([unitIn(plan), findings(plan)]).toEqual(['ops', []]);
  });

  it('may say what nobody else knows', () => {
    const plan = planWith({ ...common, unit: 'short', queries: [waiting] });
    expect([unitIn(plan), findings(plan)]).toEqual(['short', []]);
  });

  it('must not contradict its query', () => {
    const plan = planWith({ ...common, unit: 'bytes', queries: [rate] });
    expect(findings(plan)).toEqual([expect.stringMatching(/^NX544 the panel shows 'bytes'/)]);
  });

  it('may contradict it for a reason', () => {
    const plan = planWith({
      ...common,
      unit: { is: 'percentunit', because: 'one order a second is all' },
      queries: [rate],
    });
    expect([unitIn(plan), findings(plan)]).toEqual(['percentunit', []]);
  });

  it('must not give a reason for what is no contradiction', () => {
    const plan = planWith({ ...common, unit: { is: 'ops', because: 'orders are operations' }, queries: [rate] });
    expect(findings(plan)).toEqual([expect.stringMatching(/^NX549 .*nothing to ignore: .*write the unit alone$/)]);
  });

  it('must say the reason', () => {
    const plan = planWith({ ...common, unit: { is: 'bytes', because: ' ' }, queries: [rate] });
    expect(findings(plan).some((each) => each.startsWith('NX549 NX544 is ignored without a reason'))).toBe(true);
  });
});
