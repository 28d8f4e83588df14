import { spawnSync } from 'node:child_process';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { simulatedHealth } from '../../../apps/simulator/documents/health.ts';
import { createSimulation } from '../../../apps/simulator/simulate.ts';
import type { State } from '../../../apps/simulator/state.ts';
import type { AuditDocument } from '../../../exporters/instrumentation/audit/index.ts';
import type { HealthDocument } from '../../../exporters/instrumentation/health/index.ts';
import { personaiServices, serviceNames } from '../../../stacks/personai/services.ts';
import personai from '../../../stacks/personai.ts';
import { parseExposition } from '../../instrumentation/exposition.ts';
import { realPromtool } from '../../support/promtool.ts';
import { evening, specOf, started } from './services.ts';

const promtool = await realPromtool('promtool check metrics on what the simulated services serve');

/** How long an answer took, in milliseconds, and the answer. */
async function timed(url: string): Promise<readonly [number, Response]> {
  const began = performance.now();
  const answer = await fetch(url);
  return [performance.now() - began, answer];
}

const types = [
  'user_login',
  'brief_created',
  'integration_connected',
  'content_generated',
  'audio_generated',
  'message_delivered',
  'error_occurred',
];

describe.each(serviceNames)('%s keeps its contract', (name) => {
  const spec = specOf(personai, name);

  it('at /health, within 500 ms, in the shape of its document', async () => {
    const url = await started(spec);
    const [first, answer] = await timed(`${url}/health`);
    expect(first).toBeLessThan(500);
    expect(answer.status).toBe(200);
    const body = (await answer.json()) as HealthDocument;
    expect(body).toEqual({
      status: 'healthy',
      service: name,
      version: '1.2.3',
      uptime: expect.any(Number),
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      dependencies: Object.fromEntries(personaiServices[name].dependencies.map((each) => [each, true])),
      system: {
        memory_usage_percent: expect.any(Number),
        cpu_usage_percent: expect.any(Number),
        disk_usage_percent: expect.any(Number),
      },
      queue_depth: expect.any(Number),
      active_connections: expect.any(Number),
    });
    for (const percent of Object.values(body.system)) {
      expect(percent).toBeGreaterThan(0);
      expect(percent).toBeLessThan(100);
    }
    for (let again = 0; again < 20; again += 1) expect((await timed(`${url}/health`))[0]).toBeLessThan(500);
  });

  it('at /metrics, within 5 s, with counters that never fall', async () => {
    const url = await started(spec);
    const counters = spec.metrics.filter(({ type }) => type === 'counter').map((metric) => metric.name);
    const scrape = async () => {
      const [milliseconds, answer] = await timed(`${url}/metrics`);
      expect(milliseconds).toBeLessThan(5_000);
      return parseExposition(await answer.text());
    };
    let before = await scrape();
    for (const needed of ['http_requests_total', 'process_memory_usage_bytes', 'service_uptime_seconds'])
      expect([...before.keys()].some((key) => key.startsWith(needed))).toBe(true);
    const first = before;
    await vi.waitFor(
      async () => {
        const now = await scrape();
        for (const [key, value] of before)
          if (counters.some((counter) => key.startsWith(counter))) expect(now.get(key)).toBeGreaterThanOrEqual(value);
        before = now;
        const grown = counters.filter((counter) =>
          [...now].some(([key, value]) => key.startsWith(counter) && value > (first.get(key) ?? 0)),
        );
        expect(grown).toContain('http_requests_total');
      },
      { timeout: 10_000, interval: 300 },
    );
  });

  it.skipIf(promtool === undefined)('at /metrics, with nothing for promtool to complain about', async () => {
    const url = await started(spec);
    const input = await (await fetch(`${url}/metrics`)).text();
    const { status, stderr } = spawnSync(promtool?.path ?? '', ['check', 'metrics'], { input, encoding: 'utf8' });
    // The metrics of Node.js itself are the client's, which names some of them as promtool would not.
    const ours = stderr.split('\n').filter((line) => spec.metrics.some((metric) => line.startsWith(`${metric.name} `)));
    expect(ours).toEqual([]);
    expect([0, 3]).toContain(status);
  });

  it('at /audit, within 5 s, with history, new events, counts and filters', async () => {
    const url = await started(spec);
    const ask = async (query = '') => {
      const [milliseconds, answer] = await timed(`${url}/audit${query}`);
      expect(milliseconds).toBeLessThan(5_000);
      return (await answer.json()) as AuditDocument;
    };
    const history = await ask('?limit=1000');
    expect(history.service).toBe(name);
    expect(history.total_events).toBeGreaterThanOrEqual(100);
    expect(history.returned_events).toBe(history.events.length);
    expect(Object.keys(history.counts).sort()).toEqual([...types].sort());
    const times = history.events.map(({ timestamp }) => Date.parse(timestamp));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(Date.now() - (times[0] ?? 0)).toBeGreaterThan(3_600_000);
    for (const event of history.events) {
      expect(Object.keys(event).sort()).toEqual(
        ['action', 'details', 'event_type', 'resource_id', 'success', 'timestamp', 'user_id'].sort(),
      );
      expect(types).toContain(event.event_type);
    }
    const logins = await ask('?event_type=user_login&success=false');
    expect(logins.events.every(({ event_type, success }) => event_type === 'user_login' && !success)).toBe(true);
    await vi.waitFor(async () => expect((await ask()).total_events).toBeGreaterThan(history.total_events), {
      timeout: 10_000,
      interval: 200,
    });
    expect((await fetch(`${url}/audit?since=tomorrow`)).status).toBe(400);
  });

  it('in its metrics: three in four calls to others succeed, and each to what is its own', () => {
    const simulation = createSimulation(spec);
    const reached = new Map<string, number[]>();
    for (let tick = 60; tick < 60 + 30 * 2_000; tick += 30) {
      for (const { series, values } of simulation(tick, evening)) {
        const { dependency } = series.labels;
        if (dependency === undefined || series.metric.name !== 'dependency_up') continue;
        reached.set(dependency, [...(reached.get(dependency) ?? []), values[0] ?? Number.NaN]);
      }
    }
    expect([...reached.keys()].sort()).toEqual([...personaiServices[name].dependencies].sort());
    for (const [dependency, values] of reached) {
      const share = values.reduce((sum, value) => sum + value, 0) / values.length;
      if (['database', 'storage'].includes(dependency)) expect(share).toBe(1);
      else expect(Math.abs(share - 0.75)).toBeLessThan(0.04);
    }
  });
});

describe('the status of a simulated service', () => {
  it('is unhealthy when several dependencies fail three times in a row, and no longer once one of them answers', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const answering = new Map([
      ['gmail_api', 1],
      ['slack_api', 1],
      ['database', 1],
    ]);
    const state: State = {
      take: () => undefined,
      stepsOf: () => [],
      sumOf: () => 0,
      valueOf: (_, dependency) => answering.get(dependency),
    };
    const contract = {
      version: '1.2.3',
      dependencies: { gmail_api: 0.75, slack_api: 0.75, database: 1 },
      critical: ['database'],
      metrics: { dependencies: 'dependency_up' },
    };
    const health = simulatedHealth('some-service', contract, state);
    onTestFinished(health.close);
    const status = async () => {
      await vi.advanceTimersByTimeAsync(30_000);
      return (await health.answer()).status;
    };
    expect(await status()).toBe(200);
    answering.set('gmail_api', 0).set('slack_api', 0);
    expect([await status(), await status(), await status(), await status()]).toEqual([200, 200, 503, 503]);
    answering.set('slack_api', 1);
    expect(await status()).toBe(200);
    answering.set('database', 0);
    expect(await status()).toBe(503);
  });
});

describe('a service of another stack', () => {
  it('has no /audit, and a plain /health', async () => {
    const { contract: _, ...plain } = specOf(personai, 'media-engine');
    const url = await started(plain);
    expect((await fetch(`${url}/audit/`)).status).toBe(404);
    expect(await (await fetch(`${url}/health`)).json()).toEqual({
      status: 'healthy',
      service: 'media-engine',
      uptime_seconds: expect.any(Number),
    });
  });
});
