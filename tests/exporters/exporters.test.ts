import {
  blackboxExporter,
  cadvisor,
  deployed,
  generatedSecret,
  nodeExporter,
  postgresExporter,
  pushgateway,
  redisExporter,
  redisServer,
} from 'narthex';
import { describe, expect, it } from 'vitest';
import { environmentNames, type HardeningRule, type Workload } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { composeFile } from '../support/compose.ts';
import { planOf, shop, smallest } from '../support/stacks.ts';

/** What a workload does that the strict default forbids. */
function deviations({ hardening }: Workload): HardeningRule[] {
  const rules: Readonly<Record<HardeningRule, boolean>> = {
    'non-root': hardening.user.uid === 0 || hardening.user.gid === 0,
    'read-only-root': hardening.writableRoot === true,
    'no-capabilities': (hardening.capabilities ?? []).length > 0,
    'no-host-network': hardening.hostNetwork === true,
    'no-host-pid': hardening.hostPid === true,
    'no-host-paths': (hardening.hostPaths ?? []).length > 0,
    'no-devices': (hardening.devices ?? []).length > 0,
  };
  return (Object.keys(rules) as HardeningRule[]).filter((rule) => rules[rule]).sort();
}

const workloads = environmentNames.flatMap((environment) => planOf(sergas, environment).workloads);
const database = { ...smallest.services.api, port: 6379 };
const password = generatedSecret('exporter-password', '-');
const watching = (exporter: object, run: object) =>
  planOf(shop({ services: { database: { ...database, run } }, exporters: [exporter] }));

describe('every part', () => {
  it('is excused from exactly the rules that it breaks, each with a reason', () => {
    for (const workload of workloads) {
      const excused = workload.hardening.exceptions.map(({ rule }) => rule).sort();
      expect({ name: workload.name, rules: excused }).toEqual({ name: workload.name, rules: deviations(workload) });
      for (const { reason } of workload.hardening.exceptions) expect(reason.length).toBeGreaterThan(20);
    }
  });

  it('of Sergas keeps to the rules, except those that measure the host', () => {
    const broken = new Map(workloads.map((workload) => [workload.name, deviations(workload)]));
    expect(Object.fromEntries([...broken].filter(([, rules]) => rules.length > 0))).toEqual({
      'node-exporter': ['no-host-paths', 'no-host-pid'],
      cadvisor: ['no-devices', 'no-host-paths', 'non-root'],
    });
  });

  it('asks for less than its limits, and has a limit', () => {
    for (const { resources } of workloads) {
      expect(resources.cpu.request).toBeLessThanOrEqual(resources.cpu.limit);
      expect(resources.cpu.request).toBeGreaterThan(0);
      expect(resources.pids).toBeGreaterThan(0);
    }
  });

  it('answers its health check at a port that it has', () => {
    for (const { health, ports } of workloads) expect(ports.map(({ name }) => name)).toContain(health.port);
  });
});

describe('an exporter of a database', () => {
  const postgres = postgresExporter({ service: 'database', database: 'd', user: 'watcher', password });

  it('of the stack talks to the database and to nobody outside', () => {
    const plan = watching(redisExporter({ service: 'database' }), redisServer());
    const edges = plan.edges.filter(({ from }) => from === 'redis-exporter');
    expect(edges).toEqual([{ from: 'redis-exporter', to: 'database', port: 6379, udp: false, purpose: 'data' }]);
    expect(composeFile(plan).services['redis-exporter']?.environment?.REDIS_ADDR).toBe('redis://database:6379');
  });

  it('of somebody else goes out to the port of its address', () => {
    const plan = watching(redisExporter({ service: 'database' }), deployed('redis.internal:6380'));
    expect(plan.edges.filter(({ from }) => from === 'redis-exporter')).toMatchObject([{ to: 'outside', port: 6380 }]);
    expect(composeFile(plan).services['redis-exporter']?.environment?.REDIS_ADDR).toBe('redis://redis.internal:6380');
  });

  it('checks the certificate of a PostgreSQL server that is elsewhere', () => {
    const uri = (run: object) =>
      composeFile(watching(postgres, run)).services['postgres-exporter']?.environment?.DATA_SOURCE_URI;
    expect(uri(deployed('db.internal:5432'))).toBe('db.internal:5432/d?sslmode=verify-full');
    expect(uri(redisServer())).toBe('database:6379/d?sslmode=disable');
  });

  it('reads its password from a file', () => {
    const entry = composeFile(watching(postgres, deployed('db.internal:5432'))).services['postgres-exporter'];
    expect(entry?.environment).toMatchObject({
      DATA_SOURCE_USER: 'watcher',
      DATA_SOURCE_PASS_FILE: '/run/secrets/exporter-password',
    });
    expect(entry?.secrets).toEqual(['exporter-password']);
  });

  it('of Redis lets no visitor choose whom it asks', () => {
    const passwords = generatedSecret('redis-passwords', '-');
    const plan = watching(redisExporter({ service: 'database', passwords }), redisServer());
    expect(composeFile(plan).services['redis-exporter']).toMatchObject({
      environment: {
        REDIS_EXPORTER_DISABLE_SCRAPE_ENDPOINT: 'true',
        REDIS_EXPORTER_REDACT_CONFIG_METRICS: 'true',
        REDIS_PASSWORD_FILE: '/run/secrets/redis-passwords',
      },
      secrets: ['redis-passwords'],
    });
  });
});

describe('an exporter', () => {
  const { stack } = planOf(sergas);

  it.each([
    ['node', nodeExporter({ interval: '20s' })],
    ['cadvisor', cadvisor({ interval: '20s' })],
    ['postgres', postgresExporter({ service: 'postgres', database: 'd', user: 'u', password, interval: '20s' })],
    ['redis', redisExporter({ service: 'redis', interval: '20s' })],
    ['pushgateway', pushgateway({ interval: '20s' })],
  ])('is the job %s, at the interval of the author, and listens where it is read', (name, exporter) => {
    expect(exporter.jobs(stack)).toMatchObject([{ name, interval: '20s', targets: [{ part: exporter.name }] }]);
    expect(exporter.workload(stack).ports).toEqual([{ name: 'http', number: exporter.port }]);
    expect(exporter.workload(stack).name).toBe(exporter.name);
  });

  it('that pings or probes has no job of its own', () => {
    expect(blackboxExporter().jobs(planOf(shop({ exporters: [blackboxExporter()] })).stack)).toEqual([]);
  });

  it('of containers is the kubelet in a cluster', () => {
    expect(cadvisor().workload(stack).providedBy).toEqual({ kubelet: { path: '/metrics/cadvisor' } });
  });

  it('of batch jobs survives a restart and cannot be told to stop', () => {
    const entry = composeFile(planOf(sergas)).services.pushgateway;
    expect(entry?.command).toEqual([
      '--web.listen-address=:9091',
      '--persistence.file=/pushgateway/metrics',
      '--persistence.interval=1m',
    ]);
    expect(entry?.volumes).toEqual(['pushgateway-data:/pushgateway']);
  });
});
