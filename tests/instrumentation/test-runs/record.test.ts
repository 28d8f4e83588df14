import { testRunMetrics } from '@narthex/instrumentation/vitest';
import { describe, expect, it } from 'vitest';
import { rendered } from '../../../exporters/instrumentation/batch/push.ts';
import { classifier } from '../../../exporters/instrumentation/test-runs/classify.ts';
import { coverageOf } from '../../../exporters/instrumentation/test-runs/coverage.ts';
import { recordRun, type TestRun, worked } from '../../../exporters/instrumentation/test-runs/record.ts';
import { tally } from '../../../exporters/instrumentation/test-runs/tally.ts';
import type { VitestCase, VitestModule } from '../../../exporters/instrumentation/test-runs/vitest.ts';
import { parseExposition, seriesNamed } from '../exposition.ts';

const test = (state: string, meta: object = {}): VitestCase => ({
  tags: [],
  result: () => ({ state }),
  diagnostic: () => ({ duration: 500, retryCount: 1, flaky: state === 'passed' }),
  meta: () => meta,
});
const file = (path: string, ...tests: readonly VitestCase[]): VitestModule => ({
  moduleId: `/project/${path}`,
  project: { name: '' },
  children: { allTests: () => tests, allSuites: () => [] },
  errors: () => [],
});
const count = (...modules: readonly VitestModule[]) => tally(modules, '/project', classifier({ depth: 1 }));
const ofRun = (run: Partial<TestRun>): TestRun => ({
  ...{ suites: [], coverage: {}, errors: 0, duration: 2, ended: 1_800_000_000 },
  ...run,
});
const samplesOf = async (run: Partial<TestRun>) =>
  parseExposition(Buffer.from(await rendered(recordRun(ofRun(run)).used)).toString());

describe('the tests of a run', () => {
  it('are counted by suite and type, with their time in seconds', () => {
    const suites = count(
      file('api/a.test.ts', test('passed'), test('failed')),
      file('api/b.e2e.test.ts', test('skipped')),
    );
    expect(suites.map(({ suite, type, duration }) => [suite, type, duration])).toEqual([
      ['api', 'unit', 1],
      ['api', 'e2e', 0.5],
    ]);
    expect(suites[0]).toMatchObject({ tests: { passed: 1, failed: 1 }, retries: 2, flaky: 1 });
  });

  it('have at most fifty suites: the smallest are one, and nothing of them is lost', async () => {
    const modules = Array.from({ length: 80 }, (_, index) =>
      file(`suite-${index}/a.test.ts`, ...Array.from({ length: index < 40 ? 1 : 3 }, () => test('passed'))),
    );
    const suites = count(...modules);
    expect(suites).toHaveLength(51);
    const other = suites.find(({ suite }) => suite === '__other__');
    expect(other).toMatchObject({ type: 'unit', tests: { passed: 30 }, duration: 15, flaky: 30, retries: 30 });
    const passed = seriesNamed(await samplesOf({ suites }), 'test_run_tests').filter(([key]) => key.includes('passed'));
    expect(passed).toHaveLength(51);
    expect(passed.reduce((sum, [, value]) => sum + value, 0)).toBe(160);
  });

  it('tell of the largest share of a budget, and of none where something else stands in its place', () => {
    const budget = (used: unknown, most: unknown) => test('passed', { budget: { duration: { used, most } } });
    const [suite] = count(file('a/a.test.ts', budget(1, 4), budget(3, 4), budget('much', 4), budget(1, 0)));
    expect(suite?.budgets).toEqual({ duration: 0.75 });
    const odd = count(file('a/a.test.ts', test('passed', { budget: 5 }), test('passed', { budget: { memory: null } })));
    expect(odd[0]?.budgets).toEqual({});
  });
});

describe('a run', () => {
  it('worked when nothing failed, and only then says when', async () => {
    const suites = count(file('a/a.test.ts', test('passed'), test('skipped')));
    expect(worked(ofRun({ suites }))).toBe(true);
    expect((await samplesOf({ suites })).get(testRunMetrics.lastSuccess.name)).toBe(1_800_000_000);
    for (const bad of [{ suites: count(file('a/a.test.ts', test('failed'))) }, { suites, errors: 1 }]) {
      expect(worked(ofRun(bad))).toBe(false);
      expect((await samplesOf(bad)).has(testRunMetrics.lastSuccess.name)).toBe(false);
    }
  });

  it('says 0 for ways to end in which nothing ended, so that an alert ends', async () => {
    const samples = await samplesOf({ suites: count(file('a/a.test.ts', test('passed'))) });
    expect(samples.get('test_run_tests{status="failed",suite="a",type="unit"}')).toBe(0);
    expect(samples.get('test_suite_flaky_tests{suite="a",type="unit"}')).toBe(1);
  });
});

describe('coverage', () => {
  const map = (summary: unknown) => ({ getCoverageSummary: () => summary });

  it('is the share that was run, and nothing of what there is none of', () => {
    const lines = { covered: 3, total: 4, pct: 75 };
    expect(coverageOf(map({ lines, branches: { covered: 0, total: 0, pct: 100 } }))).toEqual({ lines: 0.75 });
  });

  it.each([[undefined], [null], [{}], [{ getCoverageSummary: 5 }], [map(null)], [map({ lines: 'all' })]])(
    'is unknown where %j is handed over',
    (thing) => {
      expect(coverageOf(thing)).toEqual({});
    },
  );
});
