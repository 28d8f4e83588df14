import { describe, expect, it } from 'vitest';
import { conditionsAt, season } from '../../../apps/simulator/conditions.ts';
import { createSimulation } from '../../../apps/simulator/simulate.ts';
import { serviceNames } from '../../../stacks/personai/services.ts';
import personai from '../../../stacks/personai.ts';
import sergas from '../../../stacks/sergas.ts';
import { specOf } from './services.ts';

const at = (time: string) => Date.parse(time) / 1000;

describe('the season', () => {
  it('has its peak at 15:00 and its valley at 03:00, twice as much', () => {
    const day = Array.from({ length: 24 }, (_, hour) => season(at('2026-06-03T00:00:00Z') + 3_600 * hour));
    expect(day.indexOf(Math.max(...day))).toBe(15);
    expect(day.indexOf(Math.min(...day))).toBe(3);
    expect((day[15] ?? 0) / (day[3] ?? 1)).toBeCloseTo(2, 0);
  });

  it('is two thirds on Saturday and Sunday, and the same each week', () => {
    const noon = (day: number) => season(at('2026-06-01T12:00:00Z') + 86_400 * day);
    // The first of June 2026 is a Monday.
    for (const day of [1, 2, 3, 4]) expect(noon(day) / noon(0)).toBeCloseTo(1, 5);
    for (const day of [5, 6]) expect(noon(day) / noon(0)).toBeCloseTo(0.67, 5);
    expect(noon(7)).toBeCloseTo(noon(0), 9);
  });
});

describe('load', () => {
  const time = at('2026-06-03T15:00:00Z');
  const under = (factor: number) => conditionsAt(7, 100, time, factor);

  it('moves latency and what waits, steeply near the capacity, and nothing fails below it', () => {
    const [usual, twice, most] = [under(1), under(2), under(2.8)];
    expect(twice.latency).toBeGreaterThan(1.3 * usual.latency);
    expect(most.latency / twice.latency).toBeGreaterThan(twice.latency / usual.latency);
    expect(most.queue / twice.queue).toBeGreaterThan(2);
    expect([usual.failures, twice.failures]).toEqual([0, 0]);
  });

  it('beyond the capacity makes work fail, and the rest slow', () => {
    const { failures, latency, queue } = under(8);
    expect(failures).toBeGreaterThan(0.2);
    expect(latency).toBeGreaterThan(10);
    expect(queue).toBeGreaterThan(30);
  });
});

describe('a spike', () => {
  const hours = Array.from({ length: 168 }, (_, hour) => at('2026-06-01T00:00:00Z') + 3_600 * hour);

  it('of eight times the load is more than a service can do at every hour of the week, and fails at every one', () => {
    for (const time of hours)
      expect(conditionsAt(7, 100, time, 8).failures, new Date(1000 * time).toISOString()).toBeGreaterThan(0.2);
  });

  it('is what the season is without it', () => {
    const usual = hours.map((time) => conditionsAt(7, 100, time).load);
    expect(Math.min(...usual)).toBeLessThan(0.6);
    expect(Math.max(...usual)).toBeGreaterThan(1.2);
  });
});

/** What a service does within the hours of a week, ten minutes of each sixth. */
function week(spec: Parameters<typeof createSimulation>[0]) {
  const simulation = createSimulation(spec);
  const sums = { requests: 0, failed: 0, durations: [] as number[] };
  for (let hour = 0; hour < 168; hour += 6) {
    for (let second = 0; second < 600; second += 5) {
      for (const { series, values } of simulation(3_600 * hour + second, at('2026-06-01T00:00:00Z'))) {
        if (series.metric.name === 'http_requests_total') {
          const count = values[0] ?? 0;
          sums.requests += count;
          if (series.failing) sums.failed += count;
        }
        if (series.metric.name === 'http_request_duration_seconds') sums.durations.push(...values);
      }
    }
  }
  const slow = (bound: number) => sums.durations.filter((seconds) => seconds > bound).length / sums.durations.length;
  return { ...sums, slow };
}

describe('a healthy simulated service', { timeout: 30_000 }, () => {
  it('keeps the promises of Sergas: 99.9 % of the requests answered, 95 % of them within half a second', () => {
    const { requests, failed, slow } = week(specOf(sergas, 'sergas-api'));
    expect(requests).toBeGreaterThan(40_000);
    expect(failed).toBeGreaterThan(0);
    expect(failed / requests).toBeLessThan(0.0005);
    expect(slow(0.5)).toBeLessThan(0.025);
  });

  it.each(serviceNames)('keeps the promises of Person.ai: %s answers 99 in 100 within half a second', (service) => {
    const { requests, slow } = week(specOf(personai, service));
    expect(requests).toBeGreaterThan(40_000);
    expect(slow(0.5)).toBeLessThan(0.005);
  });
});
