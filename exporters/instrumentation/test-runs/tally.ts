/** The tests of a run, counted by suite and type. */
import { relative, sep } from 'node:path';
import { OTHER } from '../validate.ts';
import type { Classifier } from './classify.ts';
import { MOST_SUITES, type TestStatus, type TestType } from './metrics.ts';
import type { VitestCase, VitestModule } from './vitest.ts';

/** What is known of the tests of one type in one suite. */
export interface SuiteTally {
  readonly suite: string;
  readonly type: TestType;
  readonly tests: Record<TestStatus, number>;
  /** Seconds. */
  duration: number;
  flaky: number;
  retries: number;
  /** The largest share of a budget that one of the tests used, where any has one. */
  readonly budgets: { duration?: number; memory?: number };
}

/** Counts the tests of these files. At most {@link MOST_SUITES} suites are told apart: those with most tests. */
export function tally(modules: readonly VitestModule[], root: string, classes: Classifier): SuiteTally[] {
  const tallies = new Map<string, SuiteTally>();
  const of = (suite: string, type: TestType): SuiteTally => {
    const key = JSON.stringify([suite, type]);
    const found = tallies.get(key) ?? empty(suite, type);
    tallies.set(key, found);
    return found;
  };
  for (const module of modules) {
    const file = relative(root, module.moduleId).split(sep).join('/');
    const suite = classes.suiteOf(file);
    const place = { file, project: module.project.name };
    for (const test of module.children.allTests()) {
      count(of(suite, classes.typeOf({ ...place, tags: test.tags })), test);
    }
    // A file that cannot be loaded, or a hook that fails before its tests: they are not even tried.
    const broken = [module, ...module.children.allSuites()].filter((each) => each.errors().length > 0);
    if (broken.length > 0) of(suite, classes.typeOf({ ...place, tags: [] })).tests.error += broken.length;
  }
  return limited([...tallies.values()]);
}

function empty(suite: string, type: TestType): SuiteTally {
  const tests = { passed: 0, failed: 0, skipped: 0, timeout: 0, error: 0 };
  return { suite, type, tests, duration: 0, flaky: 0, retries: 0, budgets: {} };
}

function count(into: SuiteTally, test: VitestCase): void {
  into.tests[statusOf(test)] += 1;
  const { duration = 0, retryCount = 0, flaky = false } = test.diagnostic() ?? {};
  into.duration += duration / 1000;
  into.retries += retryCount;
  if (flaky) into.flaky += 1;
  for (const kind of ['duration', 'memory'] as const) {
    const share = budgetShare(test.meta(), kind);
    if (share !== undefined) into.budgets[kind] = Math.max(into.budgets[kind] ?? 0, share);
  }
}

function statusOf(test: VitestCase): TestStatus {
  const { state, errors = [] } = test.result();
  if (state === 'passed') return 'passed';
  if (state !== 'failed') return 'skipped';
  return errors.some(({ message }) => /^Test timed out in \d+ms/.test(message)) ? 'timeout' : 'failed';
}

/** The share of a budget that a test used, as `budget` leaves it in the test's `meta`; whoever else writes there may write anything. */
function budgetShare(meta: object, kind: 'duration' | 'memory'): number | undefined {
  const use = fieldOf(fieldOf(meta, 'budget'), kind);
  const share = Number(fieldOf(use, 'used')) / Number(fieldOf(use, 'most'));
  return Number.isFinite(share) ? share : undefined;
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && key in value ? Reflect.get(value, key) : undefined;
}

function limited(tallies: readonly SuiteTally[]): SuiteTally[] {
  const sizes = new Map<string, number>();
  for (const { suite, tests } of tallies) {
    const all = Object.values(tests).reduce((sum, each) => sum + each, 0);
    sizes.set(suite, (sizes.get(suite) ?? 0) + all);
  }
  const largest = [...sizes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_SUITES);
  const kept = new Set(largest.map(([suite]) => suite));
  const others = new Map<TestType, SuiteTally>();
  for (const each of tallies.filter(({ suite }) => !kept.has(suite))) {
    others.set(each.type, joined(others.get(each.type) ?? empty(OTHER, each.type), each));
  }
  return [...tallies.filter(({ suite }) => kept.has(suite)), ...others.values()];
}

function joined(a: SuiteTally, b: SuiteTally): SuiteTally {
  const most = (kind: 'duration' | 'memory') => {
    const shares = [a.budgets[kind], b.budgets[kind]].filter((share) => share !== undefined);
    return shares.length === 0 ? {} : { [kind]: Math.max(...shares) };
  };
  const { passed, failed, skipped, timeout, error } = b.tests;
  return {
    ...a,
    tests: {
      passed: a.tests.passed + passed,
      failed: a.tests.failed + failed,
      skipped: a.tests.skipped + skipped,
      timeout: a.tests.timeout + timeout,
      error: a.tests.error + error,
    },
    duration: a.duration + b.duration,
    flaky: a.flaky + b.flaky,
    retries: a.retries + b.retries,
    budgets: { ...most('duration'), ...most('memory') },
  };
}
