import { describe, expect, it } from 'vitest';
import { countBySeverity, episodes } from '../../scripts/query/alerts.ts';
import { healthOf } from '../../scripts/query/health.ts';
import { readingsOf } from '../../scripts/query/readings.ts';
import { statisticsOf } from '../../scripts/query/statistics.ts';
import { ownStacks } from '../support/own-stacks.ts';
import { planOf, shop } from '../support/stacks.ts';

describe('the health of a whole', () => {
  it.each([
    [['healthy', 'healthy'], 'healthy'],
    [['healthy', 'unhealthy'], 'degraded'],
    [['unhealthy'], 'degraded'],
    [['unhealthy', 'healthy', 'unhealthy'], 'unhealthy'],
    // A part of which nothing is heard is not well either.
    [['healthy', 'unknown'], 'degraded'],
    [['unknown', 'unknown'], 'unknown'],
    [[], 'unknown'],
  ] as const)('of parts that are %s is %s', (states, health) => {
    expect(healthOf(states)).toBe(health);
  });
});

describe('the statistics of values', () => {
  it('are number, least, greatest, mean, median, deviation and the last one', () => {
    expect(statisticsOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({
      ...{ count: 8, min: 2, max: 9, mean: 5, median: 4.5, stddev: 2, last: 9 },
    });
    expect(statisticsOf([3])).toEqual({ count: 1, min: 3, max: 3, mean: 3, median: 3, stddev: 0, last: 3 });
  });

  it('leave out what is no number, and are none of nothing', () => {
    expect(statisticsOf([1, Number.NaN, 3, Number.POSITIVE_INFINITY])).toMatchObject({ count: 2, mean: 2, last: 3 });
    expect(statisticsOf([Number.NaN])).toBeUndefined();
    expect(statisticsOf([])).toBeUndefined();
  });
});

describe('the history of an alert', () => {
  const metric = { __name__: 'ALERTS', alertname: 'A', alertstate: 'firing', severity: 'critical', job: 'api' };
  const at = (...seconds: number[]) => ({ metric, values: seconds.map((time) => [time, 1] as const) });
  const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

  it('is one time for moments that follow each other, which goes on if the last is now', () => {
    expect(episodes(at(0, 15, 30), { to: 30, step: 15 })).toEqual([
      { name: 'A', severity: 'critical', labels: { job: 'api' }, from: iso(0) },
    ]);
  });

  it('is several where moments are missing, each with its end', () => {
    expect(episodes(at(0, 15, 90, 105), { to: 600, step: 15 })).toMatchObject([
      { from: iso(0), to: iso(15) },
      { from: iso(90), to: iso(105) },
    ]);
  });

  it('counts by severity what is told', () => {
    const alerts = ['critical', 'warning', 'warning', 'odd'].map((severity) => ({ severity }));
    expect(countBySeverity(alerts)).toEqual({ critical: 1, warning: 2, info: 0 });
  });
});

describe('the values that are asked for', () => {
  it.each(Object.entries(ownStacks))(
    'of %s are those of its own boards, each once, with nothing left to put in',
    (_, definition) => {
      const plan = planOf(definition);
      const readings = readingsOf(plan);
      const titles = new Set(plan.stack.dashboards.map(({ title }) => title));
      expect(readings.length).toBeGreaterThan(4);
      for (const { board, queries } of readings) {
        expect(titles).toContain(board);
        expect(queries.length).toBeGreaterThan(0);
        for (const { expr } of queries) expect(expr).not.toMatch(/\$/);
      }
      const questions = readings.map(({ queries }) => JSON.stringify(queries.map(({ expr }) => expr)));
      expect(new Set(questions).size).toBe(questions.length);
    },
  );

  it('of a stack without boards of its own are those of the overview', () => {
    const readings = readingsOf(planOf(shop()));
    expect(new Set(readings.map(({ board }) => board))).toEqual(new Set(['shop overview']));
  });
});
