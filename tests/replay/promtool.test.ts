import fc from 'fast-check';
import { expect, it } from 'vitest';
import { promtoolTestRules, type Tool } from '../../local/tools/index.ts';
import { firings } from '../../scripts/replay/alert-state.ts';
import { yaml } from '../../stacks/model/index.ts';
import { realPromtool } from '../support/promtool.ts';

/** The series are the same in every run, so that a failure can be looked at. */
const seed = 20_261_121;
const minute = 60_000;
const length = 40;
const threshold = 5;

/** A series of one instance, minute by minute: a value, or the mark that it has ended. */
type Values = readonly (number | 'stale')[];

interface Case {
  readonly series: readonly Values[];
  /** Minutes. */
  readonly pending: number;
  readonly keepFiring: number;
}

/** Runs of one value: what fires has to last. */
const run = fc
  .tuple(fc.constantFrom<Values[number]>(0, 9, 9, 'stale'), fc.integer({ min: 1, max: 9 }))
  .map(([value, count]) => Array.from({ length: count }, () => value));
const values = fc
  .array(run, { minLength: 6, maxLength: 30 })
  .map((runs): Values => [...runs.flat(), ...Array.from({ length }, () => 0)].slice(0, length));
const cases: fc.Arbitrary<Case> = fc.record({
  series: fc.array(values, { minLength: 1, maxLength: 3 }),
  pending: fc.integer({ min: 0, max: 6 }),
  keepFiring: fc.integer({ min: 0, max: 5 }),
});

/** The instances that fire at each minute, as we see it. */
function firingAt({ series, pending, keepFiring }: Case): string[][] {
  const instants = { from: 0, to: (length - 1) * minute, step: minute };
  const holds = { pending: pending * minute, keepFiring: keepFiring * minute };
  const all = series.map((one) => {
    const active = one.flatMap((value, index) =>
      typeof value === 'number' && value > threshold ? [index * minute] : [],
    );
    return firings(active, instants, holds);
  });
  return Array.from({ length }, (_, index) =>
    all.flatMap((list, instance) => {
      const time = index * minute;
      const fires = list.some(({ firedAt, resolvedAt = Infinity }) => firedAt <= time && time < resolvedAt);
      return fires ? [`i${instance}`] : [];
    }),
  );
}

/** What promtool says of alerts that are to fire exactly so; nothing if it agrees. It evaluates all rules for every test, so it gets a few at a time. */
async function disagreements(
  tool: Tool,
  all: readonly Case[],
  expected: (each: Case) => string[][],
): Promise<string[]> {
  const found: string[] = [];
  for (let start = 0; start < all.length; start += 25)
    found.push(...(await disagreementsOf(tool, all.slice(start, start + 25), expected)));
  return found;
}

async function disagreementsOf(
  tool: Tool,
  all: readonly Case[],
  expected: (each: Case) => string[][],
): Promise<string[]> {
  const rules = all.map(({ pending, keepFiring }, index) => ({
    alert: `A${index}`,
    expr: `m${index} > ${threshold}`,
    for: `${pending}m`,
    keep_firing_for: `${keepFiring}m`,
  }));
  const tests = all.map((each, index) => ({
    name: `case ${index}`,
    interval: '1m',
    input_series: each.series.map((one, instance) => ({
      series: `m${index}{instance="i${instance}"}`,
      values: one.join(' '),
    })),
    alert_rule_test: expected(each).map((instances, time) => ({
      eval_time: `${time}m`,
      alertname: `A${index}`,
      exp_alerts: instances.map((instance) => ({ exp_labels: { instance } })),
    })),
  }));
  const text = yaml({ rule_files: ['../rules/all.yml'], evaluation_interval: '1m', tests });
  const files = new Map([['rules/all.yml', yaml({ groups: [{ name: 'all', rules }] })]]);
  const findings = await promtoolTestRules(tool, { artifact: 'all', path: 'tests/all.yml', text }, files);
  return findings.map(({ message }) => message);
}

it('promtool and we agree when alerts fire, whatever the series, the wait and the time that they go on', async () => {
  const tool = await realPromtool('whether alerts fire as in Prometheus');
  if (tool === undefined) return;
  const all = fc.sample(cases, { seed, numRuns: 150 });
  expect(await disagreements(tool, all, firingAt)).toEqual([]);
  // Something fires, and something resolves and fires again, or nothing would be shown.
  const fires = all.filter((each) => firingAt(each).some((instances) => instances.length > 0));
  expect(fires.length).toBeGreaterThan(all.length / 2);
});

it('promtool does not agree with a wait that is one evaluation off', async () => {
  const tool = await realPromtool('whether alerts fire as in Prometheus');
  if (tool === undefined) return;
  const all = fc.sample(cases, { seed, numRuns: 20 });
  expect(await disagreements(tool, all, (each) => firingAt({ ...each, pending: each.pending + 1 }))).not.toEqual([]);
});
