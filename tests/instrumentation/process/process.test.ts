import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expose, nodejsMetrics, wholeBody } from '@narthex/instrumentation';
import { collectProcessMetrics, eventLoopMetrics } from '@narthex/instrumentation/process';
import client from 'prom-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bundledFixture } from '../../support/bundle.ts';
import { parseExposition, seriesKey } from '../exposition.ts';

function collecting() {
  const registry = new client.Registry();
  onTestFinished(collectProcessMetrics({ registry }));
  return {
    registry,
    scrape: async () => parseExposition((await wholeBody(await expose(registry))).toString()),
  };
}

describe('the metrics of the process', () => {
  it('have the names and types of the clients, so that alerts and boards keep working', async () => {
    const { registry } = collecting();
    const theirs = new client.Registry();
    client.collectDefaultMetrics({ register: theirs });
    const facts = async (of: client.Registry) =>
      new Map((await of.getMetricsAsJSON()).map(({ name, type }): [string, unknown] => [name, type]));
    const ours = await facts(registry);
    for (const [name, type] of await facts(theirs)) expect([name, ours.get(name)]).toEqual([name, type]);
  });

  it('have values that fit, served by us and by the client', async () => {
    const { registry, scrape } = collecting();
    await new Promise((resolve) => setTimeout(resolve, 40));
    for (const samples of [await scrape(), parseExposition(await registry.metrics())]) {
      expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
      expect(samples.get('process_start_time_seconds')).toBeCloseTo(performance.timeOrigin / 1000, 3);
      expect(samples.get('process_cpu_seconds_total')).toBeGreaterThan(0);
      expect(samples.get('process_open_fds')).toBeGreaterThan(2);
      expect(samples.get('process_max_fds')).toBeGreaterThan(100);
      expect(samples.get('nodejs_heap_space_size_used_bytes{space="old"}')).toBeGreaterThan(100_000);
      expect(samples.get(eventLoopMetrics.active.name)).toBeGreaterThan(0);
      const [major = '', minor = '', patch = ''] = process.versions.node.split('.');
      expect(
        samples.get(seriesKey(nodejsMetrics.versionInfo.name, { version: process.version, major, minor, patch })),
      ).toBe(1);
      expect([...samples].filter(([key]) => key.startsWith('narthex_collector_success{'))).toHaveLength(8);
      expect(
        [...samples].filter(([key, value]) => key.startsWith('narthex_collector_success{') && value !== 1),
      ).toEqual([]);
    }
  });

  it('show a blocked event loop to every scraper, however often somebody else asks', async () => {
    const { scrape } = collecting();
    await new Promise((resolve) => setTimeout(resolve, 30));
    const until = performance.now() + 150;
    while (performance.now() < until);
    await new Promise((resolve) => setTimeout(resolve, 30));
    for (const _ of ['one scraper', 'another one', 'a third']) {
      const samples = await scrape();
      expect(samples.get('nodejs_eventloop_lag_max_seconds')).toBeGreaterThan(0.12);
      expect(samples.get('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0.12);
    }
  });

  it('refuse to stand beside those of the client, and say why', () => {
    const registry = new client.Registry();
    client.collectDefaultMetrics({ register: registry });
    expect(() => collectProcessMetrics({ registry })).toThrow(/process_cpu_seconds_total: other code has registered/);
  });

  it('count nothing twice when they are asked for again, or end and begin anew', async () => {
    const { registry, scrape } = collecting();
    const before = process.cpuUsage();
    const spent = (before.user + before.system) / 1e6;
    expect((await scrape()).get('process_cpu_seconds_total')).toBeGreaterThanOrEqual(spent);
    const again = collectProcessMetrics({ registry });
    again();
    onTestFinished(collectProcessMetrics({ registry }));
    const samples = await scrape();
    const after = process.cpuUsage();
    expect(samples.get('process_cpu_seconds_total')).toBeLessThanOrEqual((after.user + after.system) / 1e6);
    const { active, idle } = performance.eventLoopUtilization();
    expect(samples.get(eventLoopMetrics.active.name)).toBeLessThanOrEqual(active / 1000);
    expect(samples.get(eventLoopMetrics.idle.name)).toBeLessThanOrEqual(idle / 1000);
    // Nobody has ended the first one but the call after it.
    const collections = async () => (await scrape()).get('nodejs_gc_duration_seconds_count{kind="major"}') ?? 0;
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const began = await collections();
    for (const _ of [1, 2, 3, 4]) collect();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const counted = (await collections()) - began;
    expect([counted >= 4, counted < 8]).toEqual([true, true]);
  });

  it('count every garbage collection of a busy stretch', async () => {
    const program = await bundledFixture('garbage');
    const { stdout } = await promisify(execFile)(process.execPath, ['--trace-gc', '--max-semi-space-size=1', program]);
    const traced = stdout.split('\n').filter((line) => / ms: (Scavenge|Mark-Compact)/.test(line)).length;
    const counted = Number(/counted=(\d+)/.exec(stdout)?.[1]);
    expect(traced).toBeGreaterThan(10);
    // What was collected after the last look is not counted yet.
    expect(counted).toBeGreaterThan(traced * 0.8);
  });
});
