import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { testRunMetrics } from '@narthex/instrumentation/vitest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realPromtool } from '../../support/promtool.ts';
import { type BadGateway, badGateway, hangs, type RealGateway, realGateway } from '../batch/gateways.ts';
import { parseExposition, type Samples, seriesKey, seriesNamed } from '../exposition.ts';
import { testedProject } from './project.ts';

let gateway: RealGateway | undefined;
let silent: BadGateway;
beforeAll(async () => {
  gateway = await realGateway('that runs of tests are pushed');
  silent = await badGateway(hangs);
}, 180_000);
afterAll(async () => {
  await gateway?.close();
  await silent.close();
});

/** The tests of a suite by how they ended, without those that there are none of. */
function ended(samples: Samples, labels: Readonly<Record<string, string>>) {
  const counts = ['passed', 'failed', 'skipped', 'timeout', 'error'].map(
    (status) => [status, samples.get(seriesKey('test_run_tests', { ...labels, status })) ?? Number.NaN] as const,
  );
  return Object.fromEntries(counts.filter(([, count]) => count !== 0));
}

describe('a run of tests', () => {
  it('is told of to a Pushgateway: how tests ended, by suite and type', async () => {
    if (gateway === undefined) return;
    const project = testedProject(`{ run: 'unit-tests', pushTo: { gateway: '${gateway.url}' } }`);
    const { code } = await project.run();
    expect(code).toBe(1);
    const samples = await gateway.samples();
    const run = { job: 'unit-tests', instance: '' };
    const of = (suite: string, type: string) => ({ ...run, suite, type });
    const value = (name: string, labels: Readonly<Record<string, string>>) => samples.get(seriesKey(name, labels));

    expect(ended(samples, of('tests/api', 'unit'))).toEqual({ passed: 3, failed: 1, skipped: 2, timeout: 1 });
    expect(ended(samples, of('tests/broken', 'unit'))).toEqual({ skipped: 1, error: 2 });
    expect(ended(samples, of('tests/shop', 'e2e'))).toEqual({ passed: 1 });
    expect(ended(samples, of('tests/shop', 'performance'))).toEqual({ passed: 1, failed: 1 });
    expect(value('test_suite_flaky_tests', of('tests/api', 'unit'))).toBe(1);
    expect(value('test_suite_retries', of('tests/api', 'unit'))).toBe(2);
    expect(value('test_suite_duration_seconds', of('tests/api', 'unit'))).toBeGreaterThan(0.05);
    const used = { ...of('tests/shop', 'performance'), budget: 'duration' };
    expect(value('test_suite_budget_used_ratio', used)).toBeGreaterThan(2);
    expect(value('test_suite_budget_used_ratio', { ...used, budget: 'memory' })).toBeLessThan(1);
    expect(value('test_run_errors', run)).toBe(1);
    expect(value('test_run_coverage_ratio', { ...run, of: 'lines' })).toBe(0.75);
    expect(value('test_run_coverage_ratio', { ...run, of: 'branches' })).toBeUndefined();
    expect(value('test_run_duration_seconds', run)).toBeGreaterThan(0);
    expect(value('test_run_last_success_timestamp_seconds', run)).toBeUndefined();
    const known = Object.values(testRunMetrics).map(({ name }) => name);
    const pushed = [...samples.keys()].filter((key) => key.includes('job="unit-tests"') && key.startsWith('test_'));
    expect(pushed.filter((key) => !known.some((name) => key.startsWith(`${name}{`)))).toEqual([]);
  });

  it('keeps the time of the last success when it fails, and forgets suites that are gone', async () => {
    if (gateway === undefined) return;
    const project = testedProject(
      `{ run: 'kept', depth: 3, types: [{ type: 'load', files: ['tests/shop/**'] }], pushTo: { gateway: '${gateway.url}' }, partial: true }`,
    );
    const run = { job: 'kept', instance: '' };
    const success = seriesKey('test_run_last_success_timestamp_seconds', run);
    expect(await project.run('tests/shop/login')).toMatchObject({ code: 0 });
    const before = await gateway.samples();
    expect(before.get(success)).toBeGreaterThan(Date.now() / 1000 - 600);
    expect(ended(before, { ...run, suite: 'tests/shop', type: 'load' })).toEqual({ passed: 1 });
    expect(await project.run('tests/api')).toMatchObject({ code: 1 });
    const after = await gateway.samples();
    expect(after.get(success)).toBe(before.get(success));
    const suites = seriesNamed(after, 'test_run_tests').filter(([key]) => key.includes('job="kept"'));
    expect(suites.filter(([key]) => key.includes('tests/shop'))).toEqual([]);
    expect(suites).toHaveLength(5);
  });

  it('is written for a node_exporter as well, with the name of the run on every series', async () => {
    const project = testedProject(`{ run: 'unit-tests', textfile: 'tests.prom' }`);
    rmSync(join(project.folder, 'tests/broken'), { recursive: true });
    await project.run();
    const text = readFileSync(join(project.folder, 'tests.prom'), 'utf8');
    const samples = parseExposition(text);
    expect(ended(samples, { run: 'unit-tests', suite: 'tests/api', type: 'unit' })).toMatchObject({ timeout: 1 });
    expect([...samples.keys()].filter((key) => !key.includes('run="unit-tests"'))).toEqual([]);
    const promtool = await realPromtool('that the metrics of test runs are well named');
    if (promtool === undefined) return;
    const checked = spawnSync(promtool.path, ['check', 'metrics'], { input: text, encoding: 'utf8' });
    expect(checked).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });

  it.each([
    ['a file', ['tests/shop/login']],
    ['a name', ['-t', 'passes']],
    ['a tag', ['--tags-filter', 'performance']],
    ['a shard', ['--shard', '1/2']],
  ])('of which only a part was asked for is not told of: %s', async (_, args) => {
    const project = testedProject(`{ run: 'part', textfile: 'tests.prom' }`);
    await project.run(...args);
    expect(() => readFileSync(join(project.folder, 'tests.prom'))).toThrow(/ENOENT/);
    expect(JSON.parse(readFileSync(join(project.folder, 'report.json'), 'utf8')).numTotalTests).toBeGreaterThan(0);
  });

  it('ends as it would have ended when the Pushgateway hangs, with a warning', async () => {
    const pushTo = `{ gateway: '${silent.url}', deadline: '1s', attemptTimeout: '500ms' }`;
    const project = testedProject(`{ run: 'lost', pushTo: ${pushTo}, partial: true }`);
    const { code, errors } = await project.run('tests/shop/login');
    expect(code).toBe(0);
    expect(errors).toMatch(/PushWarning: PUT http:\S+\/metrics\/job\/lost was tried \d+ times: no answer within/);
  });
});
