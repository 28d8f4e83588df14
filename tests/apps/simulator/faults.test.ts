import { counter, gauge, type MetricDefinition } from '@narthex/instrumentation';
import { describe, expect, it } from 'vitest';
import { movedBy, type Suffered } from '../../../apps/simulator/faults/effects.ts';
import { type FaultName, faultKinds, isFaultName } from '../../../apps/simulator/faults/kinds.ts';
import { createFaults } from '../../../apps/simulator/faults/ongoing.ts';
import { parseFaults } from '../../../apps/simulator/faults.ts';
import { seriesOfSpec } from '../../../apps/simulator/series.ts';
import { createSimulation } from '../../../apps/simulator/simulate.ts';
import type { SimulatorSpec } from '../../../apps/simulator/spec.ts';
import personai from '../../../stacks/personai.ts';
import orchestration from '../../../stacks/segment-orchestration.ts';
import sergas from '../../../stacks/sergas.ts';
import ttdDr from '../../../stacks/ttd-dr.ts';
import { evening, specOf } from './services.ts';

const names = Object.keys(faultKinds).filter(isFaultName);
const services: readonly (readonly [string, SimulatorSpec])[] = [
  ['sergas-api', specOf(sergas, 'sergas-api')],
  ['integration-controller', specOf(personai, 'integration-controller')],
  ['delivery-gateway', specOf(personai, 'delivery-gateway')],
  ['backend', specOf(ttdDr, 'backend')],
  ['orchestrator', specOf(orchestration, 'orchestrator')],
];
const outside = ['up', 'probe_success'];

/**
 * What each metric comes to in two minutes: the sum of everything that is counted, measured and observed. What fails is summed up apart, as
 * the whole may stay the same.
 */
function totals(spec: SimulatorSpec, suffered: readonly Suffered[]): ReadonlyMap<string, number> {
  const simulation = createSimulation(spec);
  const sums = new Map<string, number>();
  for (let tick = 10; tick < 130; tick += 1) {
    for (const { series, values } of simulation(tick, evening, { suffered })) {
      const key = `${series.metric.name} ${series.failing}`;
      sums.set(key, (sums.get(key) ?? 0) + values.reduce((sum, value) => sum + value, 0));
    }
  }
  return sums;
}

const moved = (fault: FaultName, spec: SimulatorSpec) => movedBy(fault, seriesOfSpec(spec), spec);

describe.each(services)('the faults of %s', (_, spec) => {
  const usual = totals(spec, []);

  it.each(names)('%s moves what it says that it moves, and nothing else', (fault) => {
    const now = totals(spec, [{ fault, since: 10 }]);
    const changed = [...usual.keys()].filter((key) => now.get(key) !== usual.get(key));
    const really = [...new Set(changed.map((key) => key.split(' ')[0] ?? ''))];
    const said = moved(fault, spec).filter((name) => !outside.includes(name));
    if (moved(fault, spec).length > 0) expect(said).toEqual(expect.arrayContaining(really));
    // A time that stays what it was differs only later.
    const still = said.filter((name) => !really.includes(name) && !/timestamp/.test(name));
    expect(still).toEqual([]);
  });
});

describe('a fault', () => {
  it('is possible for a service that has something that it is about, and for no other', () => {
    const of = (...metrics: readonly MetricDefinition[]) => {
      const { possible } = createFaults({ service: 'x', seed: 1, metrics });
      return possible.filter(({ moves }) => moves.length > 0).map(({ fault }) => fault);
    };
    const always = ['network-partition', 'crash'];
    expect(of(gauge('rooms', 'Rooms.'))).toEqual(always);
    expect(of(gauge('oven_queue_depth', 'Orders.'))).toEqual(
      expect.arrayContaining([...always, 'stuck-queue', 'traffic-spike']),
    );
    expect(of(gauge('oven_queue_depth', 'Orders.'))).not.toContain('database-failure');
    expect(of(counter('db_queries_total', 'Queries.', { labels: { outcome: ['success', 'error'] } }))).toContain(
      'database-failure',
    );
  });

  it('ends by itself when its time is over, and when it is told to', () => {
    let now = 1_000_000;
    const faults = createFaults(specOf(personai, 'media-engine'), () => now);
    expect(faults.begin('latency', 3, 60).until).toBe(new Date(1_060_000).toISOString());
    faults.begin('leak', 4);
    expect(faults.suffered()).toEqual([
      { fault: 'latency', since: 3 },
      { fault: 'leak', since: 4 },
    ]);
    now += 60_000;
    expect(faults.injected().map(({ fault, until }) => [fault, until])).toEqual([['leak', null]]);
    expect([faults.end('leak'), faults.end('leak'), faults.end()]).toEqual([true, false, false]);
    expect(faults.suffered()).toEqual([]);
  });

  it('is there once, however often it is begun', () => {
    const faults = createFaults(specOf(personai, 'media-engine'));
    for (let time = 0; time < 1_000; time += 1) faults.begin('latency', time);
    expect(faults.suffered()).toEqual([{ fault: 'latency', since: 999 }]);
  });

  it('leaves a pure function of the tick: whatever came before, the same tick is the same', () => {
    const simulation = createSimulation(specOf(personai, 'media-engine'));
    const trouble = { suffered: [{ fault: 'leak', since: 5 }] } as const;
    const first = simulation(40, evening, trouble);
    simulation(41, evening);
    expect(simulation(40, evening, trouble)).toEqual(first);
  });
});

describe('values for single series', () => {
  const metrics = [gauge('queue_depth', 'Waits.', { labels: { queue: ['mail'] } })];
  const refusal = (labels: unknown) => () => parseFaults([{ metric: 'queue_depth', labels, value: 1 }], { metrics });

  it.each([5, 'mail', ['mail'], null, { queue: 5 }])('are refused with the labels %j', (labels) => {
    expect(refusal(labels)).toThrow('[0]: labels: give an object of texts, or leave it out.');
  });

  it('are refused with a label that every object has', () => {
    expect(refusal({ constructor: 'mail' })).toThrow("[0]: labels: 'queue_depth' has no label 'constructor'.");
  });

  it('are taken with labels of the metric, or without', () => {
    expect(refusal({ queue: 'mail' })()).toHaveLength(1);
    expect(refusal(undefined)()).toHaveLength(1);
  });
});

describe('a traffic spike', () => {
  it('keeps what waits above the bounds of its alerts for as long as they wait before they fire', () => {
    const simulation = createSimulation(specOf(personai, 'integration-controller'));
    const least = new Map<string, number>();
    for (let tick = 0; tick <= 1_200; tick += 5)
      for (const { series, values } of simulation(tick, evening, { suffered: [{ fault: 'traffic-spike', since: 0 }] }))
        least.set(
          series.metric.name,
          Math.min(least.get(series.metric.name) ?? Number.POSITIVE_INFINITY, values[0] ?? 0),
        );
    // QueueBacklog and TooManyConnections, ten minutes each.
    expect(least.get('queue_depth')).toBeGreaterThan(100);
    expect(least.get('active_connections')).toBeGreaterThan(500);
  });
});
