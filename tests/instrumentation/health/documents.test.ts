import client from 'prom-client';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createHealth,
  type Health,
  type HealthCheck,
  type HealthOptions,
  healthMetrics,
  type KnownStatus,
  systemReader,
} from '../../../exporters/instrumentation/health/index.ts';
import { instrument } from '../../../exporters/instrumentation/index.ts';
import { fakeClock } from '../clock.ts';
import { parseExposition } from '../exposition.ts';

const running: Health[] = [];
afterEach(() => {
  for (const health of running.splice(0)) health.close();
});

/** A service whose components answer as the table says; what is not in it answers never. */
function service(components: Readonly<Record<string, KnownStatus | 'silent'>>, options: Partial<HealthOptions> = {}) {
  const clock = fakeClock('2025-09-21T03:00:00Z');
  const checks = Object.entries(components).map(
    ([name, answer]): HealthCheck => ({
      name,
      failureThreshold: 1,
      check: () => (answer === 'silent' ? new Promise<void>(() => {}) : answer),
    }),
  );
  const health = createHealth({
    service: 'integration-controller',
    version: '1.2.3',
    checks,
    clock,
    system: async () => ({ memory: 0.655, cpu: 0.2314, disk: 0.452 }),
    ...options,
  });
  running.push(health);
  return { health, clock };
}

/** The example of the contract, word for word. */
const example = {
  status: 'degraded',
  service: 'integration-controller',
  version: '1.2.3',
  uptime: 3600,
  timestamp: '2025-09-21T04:00:00Z',
  dependencies: { gmail_api: true, slack_api: true, quickbooks_api: false, salesforce_api: true, database: true },
  system: { memory_usage_percent: 65.5, cpu_usage_percent: 23.1, disk_usage_percent: 45.2 },
  queue_depth: 3,
  active_connections: 15,
};

describe('/health', () => {
  it('is the example of the contract, key by key and in its order', async () => {
    const { health, clock } = service(
      {
        gmail_api: 'healthy',
        slack_api: 'degraded',
        quickbooks_api: 'unhealthy',
        salesforce_api: 'healthy',
        database: 'healthy',
      },
      { queueDepth: () => 3, activeConnections: () => 15 },
    );
    health.start();
    await clock.advance(3_600_000);
    const { status, body } = await health.handlers.health();
    expect(status).toBe(200);
    expect(JSON.stringify(body)).toBe(JSON.stringify(example));
  });

  it.each([
    [{ a: 'healthy', b: 'healthy' }, 'healthy', 200],
    [{ a: 'healthy', b: 'unhealthy' }, 'degraded', 200],
    [{ a: 'unhealthy', b: 'unhealthy' }, 'unhealthy', 503],
    [{}, 'healthy', 200],
  ] as const)('of %j is %s with status %i', async (components, expected, code) => {
    const { health } = service(components);
    const { status, body } = await health.handlers.health();
    expect([body.status, status]).toEqual([expected, code]);
  });

  it('does not wait for a component that has never answered: it is unhealthy until it has shown that it works', async () => {
    const { health, clock } = service({ a: 'healthy', b: 'silent' });
    const asked = health.handlers.health();
    await clock.advance(350);
    const { status, body } = await asked;
    expect([status, body.status, body.dependencies]).toEqual([503, 'unhealthy', { a: true, b: false }]);
  });

  it('leaves out figures that the service does not have, or cannot tell', async () => {
    const { health } = service(
      {},
      {
        queueDepth: () => {
          throw new Error('no queue');
        },
        activeConnections: () => Number.NaN,
        system: async () => ({ memory: undefined, cpu: 1, disk: 0 }),
      },
    );
    const body = await health.document();
    expect(Object.keys(body)).toEqual(Object.keys(example).slice(0, 7));
    expect(body.system).toEqual({ memory_usage_percent: null, cpu_usage_percent: 100, disk_usage_percent: 0 });
  });

  it.each([
    ['fails', () => Promise.reject(new Error('no /proc'))],
    [
      'throws',
      () => {
        throw new Error('no /proc');
      },
    ],
    ['hangs', () => new Promise<never>(() => {})],
  ])('answers when the machine %s to tell its usage', async (_, system) => {
    const { health, clock } = service({ a: 'healthy' }, { system });
    const asked = health.handlers.health();
    await clock.advance(350);
    expect(await asked).toMatchObject({ status: 200, body: { system: { disk_usage_percent: null } } });
  });

  it('does not ask a machine again that hangs, however often it is asked itself', async () => {
    let reads = 0;
    const system = () => {
      reads += 1;
      return new Promise<never>(() => {});
    };
    let asked = 0;
    const hangs = () => {
      asked += 1;
      return new Promise<never>(() => {});
    };
    const { health, clock } = service({ a: 'healthy' }, { system, sections: { hangs } });
    for (let round = 0; round < 5; round += 1) {
      const answers = [health.document(), health.document(), health.statusDocument()];
      await clock.advance(350);
      await Promise.all(answers);
    }
    expect([reads, asked, clock.waiting]).toEqual([1, 1, 0]);
  });

  it('has checks of the process in its status, but not among its dependencies', async () => {
    const { health } = service(
      {},
      { checks: [{ name: 'disk', scope: 'process', critical: true, check: () => false }] },
    );
    const { status, dependencies } = await health.document();
    expect([status, dependencies]).toEqual(['unhealthy', {}]);
  });

  it('of this machine has shares from 0 to 100', async () => {
    const read = systemReader();
    for (const share of Object.values(await read())) {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
    }
    expect((await systemReader('/no/such/path')()).disk).toBeUndefined();
  });
});

describe('/livez', () => {
  it('stays well whatever becomes of the dependencies, and does not wait for them', async () => {
    const { health, clock } = service({ database: 'unhealthy', cache: 'unhealthy', api: 'silent' });
    expect((await health.handlers.liveness()).status).toBe(200);
    health.start();
    await clock.advance(600_000);
    expect(health.status).toBe('unhealthy');
    expect(await health.handlers.liveness()).toEqual({ status: 200, body: { status: 'healthy', components: {} } });
  });

  it('fails for a check of the process that is made for it, and for no other', async () => {
    const { health } = service(
      {},
      {
        checks: [
          { name: 'deadlock', scope: 'process', liveness: true, check: () => false },
          { name: 'disk', scope: 'process', check: () => false },
        ],
      },
    );
    await health.refresh();
    const { status, body } = await health.handlers.liveness();
    expect([status, body]).toEqual([503, { status: 'unhealthy', components: { deadlock: 'unhealthy' } }]);
  });
});

describe('/readyz', () => {
  it.each([
    [{ a: 'healthy' }, 200],
    [{ a: 'degraded' }, 200],
    [{ a: 'unhealthy', b: 'healthy' }, 200],
    [{ a: 'unhealthy', b: 'unhealthy' }, 503],
  ] as const)('of %j answers with %i', async (components, expected) => {
    const { health } = service(components);
    expect(await health.handlers.readiness()).toMatchObject({ status: expected, body: { components } });
  });

  it('is not ready before everything has answered once', async () => {
    const { health, clock } = service({ a: 'healthy', b: 'silent' });
    const asked = health.handlers.readiness();
    await clock.advance(350);
    expect(await asked).toEqual({
      status: 503,
      body: { status: 'unknown', components: { a: 'healthy', b: 'unknown' } },
    });
  });

  it('is not ready while it drains, or after it is closed, and is alive all the same', async () => {
    for (const end of ['drain', 'close'] as const) {
      const { health } = service({ a: 'healthy' });
      expect((await health.handlers.readiness()).status).toBe(200);
      health[end]();
      expect(await health.handlers.readiness()).toMatchObject({ status: 503, body: { status: 'unhealthy' } });
      expect((await health.handlers.liveness()).status).toBe(200);
      expect((await health.handlers.health()).body.status).toBe('healthy');
    }
  });

  it('is not ready without a critical component', async () => {
    const { health } = service({}, { checks: [{ name: 'database', critical: true, check: () => false }] });
    expect((await health.handlers.readiness()).status).toBe(503);
  });
});

describe('/api/monitoring/status', () => {
  it('has every component, what is wrong, and its history', async () => {
    const { health, clock } = service({ stats_collector: 'healthy', diagnostics: 'unhealthy' });
    health.start();
    await clock.advance(60_000);
    const { status, body } = await health.handlers.status();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      timestamp: '2025-09-21T03:01:00Z',
      service: 'integration-controller',
      version: '1.2.3',
      uptime: 60,
      system_status: 'degraded',
      reason: 'one component is unhealthy',
      components: { stats_collector: 'healthy', diagnostics: 'unhealthy' },
      issues: ['diagnostics is unhealthy'],
    });
    expect(body.checks.diagnostics).toEqual({
      status: 'unhealthy',
      scope: 'dependency',
      critical: false,
      message: null,
      response_time_ms: 0,
      checked_at: '2025-09-21T03:01:00Z',
      contrary_results: 0,
      history: ['03:00:00', '03:00:30', '03:01:00'].map((time) => ({
        timestamp: `2025-09-21T${time}Z`,
        status: 'unhealthy',
        response_time_ms: 0,
      })),
    });
  });

  it('has the sections of the application, and says of each that fails or hangs that it did', async () => {
    const { health, clock } = service(
      { a: 'healthy' },
      {
        sections: {
          current_metrics: () => ({ success_rate: 0.95 }),
          alerts: async () => {
            throw new Error('no answer from Bearer abcdefgh12345');
          },
          slow: () => new Promise(() => {}),
          // What is known of the health is not to be covered.
          system_status: () => 'fine',
        },
      },
    );
    const asked = health.statusDocument();
    await clock.advance(350);
    expect(await asked).toMatchObject({
      current_metrics: { success_rate: 0.95 },
      alerts: { error: expect.not.stringContaining('abcdefgh') },
      slow: { error: 'nothing within 350 ms' },
      system_status: 'healthy',
    });
    expect(clock.waiting).toBe(0);
  });
});

describe('the metrics', () => {
  it('tell status, response time and outcome of each check', async () => {
    const registry = new client.Registry();
    const { health, clock } = service(
      { a: 'healthy', b: 'degraded', c: 'silent' },
      { metrics: instrument(healthMetrics, { registry }) },
    );
    const scrape = async () => parseExposition(await registry.metrics());
    const before = await scrape();
    expect(before.get('health_check_status{check="c",status="unknown"}')).toBe(1);
    expect(before.get('health_status{status="unknown"}')).toBe(1);
    health.start();
    await clock.advance(20_000);
    const after = await scrape();
    expect(after.get('health_status{status="unknown"}')).toBe(0);
    expect(after.get('health_status{status="degraded"}')).toBe(1);
    expect(after.get('health_check_status{check="a",status="healthy"}')).toBe(1);
    expect(after.get('health_check_status{check="b",status="degraded"}')).toBe(1);
    expect(after.get('health_check_status{check="c",status="unhealthy"}')).toBe(1);
    expect(after.get('health_check_runs_total{check="c",outcome="timeout"}')).toBe(1);
    expect(after.get('health_check_runs_total{check="a",outcome="healthy"}')).toBe(1);
    expect(after.get('health_check_duration_seconds_sum{check="c"}')).toBe(10);
    expect(after.get('health_check_last_run_timestamp_seconds{check="c"}')).toBe(
      Date.parse('2025-09-21T03:00:10Z') / 1000,
    );
    for (const check of ['a', 'b', 'c']) {
      const states = [...after].filter(([key]) => key.startsWith(`health_check_status{check="${check}"`));
      expect(states.map(([, value]) => value).sort()).toEqual([0, 0, 0, 1]);
    }
  });
});
