import * as fc from 'fast-check';
import { availability, type Slo } from 'narthex';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Tool } from '../../../local/tools/index.ts';
import type { SeriesInput } from '../../../stacks/model/index.ts';
import { realPromtool } from '../../support/promtool.ts';
import { metrics, sloPlan } from './stacks.ts';
import { type Answer, recorded } from './truth.ts';

const none = { none: 'it is a test' };
const { requests } = metrics;
const slo = (more: Partial<Parameters<typeof availability>[0]> = {}): Slo =>
  availability({
    summary: 'Requests are answered.',
    objective: 99.9,
    requests,
    errors: { text: `${requests.name}{code="5xx"}`, metrics: [requests] },
    lowTraffic: none,
    ...more,
  } as Parameters<typeof availability>[0]);
const plan = sloPlan({ shop: slo() });

const at = (instance: string, code: string, more = '') =>
  `http_requests_total{job="shop", instance="${instance}", code="${code}"${more}}`;
const good = at('api:8000', '2xx');
const bad = at('api:8000', '5xx');
const all = 'slo:errors:ratio_rate30d{slo="shop"}';
const left = 'slo:budget_left:ratio{slo="shop"}';

let tool: Tool | undefined;
beforeAll(async () => {
  tool = await realPromtool('the mathematics of SLOs');
}, 180_000);

const one = (answer: readonly Answer[] | undefined): number => {
  expect(answer).toHaveLength(1);
  return answer?.[0]?.value ?? Number.NaN;
};
const near = (value: number, truth: number, share = 0.01) =>
  expect(Math.abs(value - truth), `${value} for ${truth}`).toBeLessThanOrEqual(Math.abs(truth) * share);

describe('the error ratio of an SLO', () => {
  it('stays a number after half an hour without a request, and so does the budget', () => {
    if (tool === undefined) return;
    const series = { [good]: '0+594x60 35640x30 35640+594x30', [bad]: '0+6x60 360x30 360+6x30' };
    const [quiet, long, budget, later] = recorded(plan, tool, series, [
      { expr: 'slo:errors:ratio_rate5m{slo="shop"}', at: 85 },
      { expr: all, at: 85 },
      { expr: left, at: 85 },
      { expr: all, at: 120 },
    ]);
    expect(quiet).toEqual([]);
    near(one(long), 0.01);
    near(one(budget), 1 - 0.01 / 0.001);
    near(one(later), 0.01);
  });

  it('is there and 0 before anything has ever failed', () => {
    if (tool === undefined) return;
    const answers = recorded(plan, tool, { [good]: '0+600x30' }, [
      { expr: 'slo:errors:ratio_rate5m{slo="shop"}', at: 10 },
      { expr: all, at: 10 },
      { expr: left, at: 10 },
      { expr: 'slo:burn_rate:ratio{slo="shop"}', at: 10 },
    ]);
    expect(answers.map(one)).toEqual([0, 0, 1, 0]);
  });

  it('is that of all requests where traffic is uneven: five busy hours without a failure, five quiet ones in which half fail', () => {
    if (tool === undefined) return;
    const series = {
      [good]: '0+60000x300 18000030+30x299',
      [bad]: '0x300 30+30x299',
    };
    const [answer] = recorded(plan, tool, series, [{ expr: all, at: 600 }]);
    const truth = 9_000 / (18_000_000 + 18_000);
    near(one(answer), truth);
  });

  it('bears a restart of an instance, whose counters begin anew', () => {
    if (tool === undefined) return;
    const series = {
      [good]: '0+540x60 0+540x59',
      [bad]: '0+60x60 0+60x59',
      [at('web:8001', '2xx')]: '0+600x119',
    };
    const [answer] = recorded(plan, tool, series, [{ expr: all, at: 119 }]);
    near(one(answer), 60 / 1200);
  });

  it('bears an instance that is away for a while', () => {
    if (tool === undefined) return;
    const series = {
      [good]: '0+540x40 stale _x19 0+540x58',
      [bad]: '0+60x40 stale _x19 0+60x58',
      [at('web:8001', '2xx')]: '0+600x119',
    };
    const [answer] = recorded(plan, tool, series, [{ expr: all, at: 119 }]);
    near(one(answer), (98 * 60) / (98 * 600 + 119 * 600), 0.02);
  });

  it('weighs instances by what they do', () => {
    if (tool === undefined) return;
    const series = { [good]: '0+5940x60', [bad]: '0+60x60', [at('web:8001', '5xx')]: '0+6x60' };
    const [answer] = recorded(plan, tool, series, [{ expr: all, at: 60 }]);
    near(one(answer), 66 / 6006);
  });

  it('is one for each value of the labels that it is asked by', () => {
    if (tool === undefined) return;
    const byService = sloPlan({ shop: slo({ by: ['service'] }) });
    const series = {
      [at('api:8000', '2xx', ', service="api"')]: '0+540x60',
      [at('api:8000', '5xx', ', service="api"')]: '0+60x60',
      [at('web:8001', '2xx', ', service="web"')]: '0+600x60',
    };
    const [answer = []] = recorded(byService, tool, series, [{ expr: all, at: 60 }]);
    const of = (service: string) => answer.find(({ labels }) => labels.includes(`service="${service}"`))?.value;
    expect(answer).toHaveLength(2);
    near(of('api') ?? Number.NaN, 0.1);
    expect(of('web')).toBe(0);
  });

  it('forgets what is older than its window', () => {
    if (tool === undefined) return;
    const series = { [good]: '0+500x60 30600+600x200', [bad]: '0+100x60 6000x200' };
    const answers = recorded(
      plan,
      tool,
      series,
      [60, 120, 200].map((minute) => ({ expr: 'slo:errors:ratio_rate2h{slo="shop"}', at: minute })),
    );
    const [first, second, third] = answers.map(one);
    near(first ?? 0, 1 / 6);
    near(second ?? 0, 1 / 12, 0.03);
    expect(third).toBe(0);
  });

  it.each(['7d', '28d', '30d', '90d'] as const)('is recorded over %s under that name', (window) => {
    if (tool === undefined) return;
    const series = { [good]: '0+540x30', [bad]: '0+60x30' };
    const [ratio, budget] = recorded(sloPlan({ shop: slo({ window, objective: 99 }) }), tool, series, [
      { expr: `slo:errors:ratio_rate${window}{slo="shop"}`, at: 30 },
      { expr: left, at: 30 },
    ]);
    near(one(ratio), 0.1);
    near(one(budget), 1 - 10);
  });

  it('is the true one of any history that ends in quiet', () => {
    const prometheus = tool;
    if (prometheus === undefined) return;
    const stretch = fc.record({
      minutes: fc.integer({ min: 1, max: 20 }),
      good: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60_000 })),
      bad: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3_000 })),
    });
    fc.assert(
      fc.property(fc.array(stretch, { minLength: 1, maxLength: 5 }), (history) => {
        // The first sample of a series is no increase, so both are there before it begins; the last rates look back five minutes.
        const stretches = [{ minutes: 6, good: 0, bad: 0 }, ...history, { minutes: 6, good: 0, bad: 0 }];
        const [goods, bads] = [
          counterOf(stretches.map((each) => [each.minutes, each.good])),
          counterOf(stretches.map((each) => [each.minutes, each.bad])),
        ];
        const series: SeriesInput = { [good]: goods.notation, [bad]: bads.notation };
        const [answer] = recorded(plan, prometheus, series, [{ expr: all, at: goods.minutes }]);
        const total = goods.total + bads.total;
        if (total === 0) expect(answer).toEqual([]);
        else if (bads.total === 0) expect(one(answer)).toBe(0);
        else near(one(answer), bads.total / total, 1e-6);
      }),
      { numRuns: 10, endOnFailure: true },
    );
  });
});

/** A counter that grows by so much in each minute of a stretch. */
function counterOf(stretches: readonly (readonly [minutes: number, perMinute: number])[]) {
  // It has run for a while: Prometheus takes care not to extrapolate a counter to below zero.
  const before = 1_000_000;
  let total = 0;
  const words = stretches.map(([minutes, perMinute]) => {
    const first = before + total + perMinute;
    total += minutes * perMinute;
    return minutes === 1 ? String(first) : `${first}+${perMinute}x${minutes - 1}`;
  });
  return {
    notation: `${before} ${words.join(' ')}`,
    total,
    minutes: stretches.reduce((sum, [minutes]) => sum + minutes, 0),
  };
}
