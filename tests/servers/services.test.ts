import {
  counter,
  defineMetrics,
  generatedSecret,
  nodejsMetrics,
  postgresServer,
  redisServer,
  simulated,
} from 'narthex';
import { describe, expect, it } from 'vitest';
import { serviceJobs } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { composeFile, composeText } from '../support/compose.ts';
import { planOf, shop, smallest } from '../support/stacks.ts';

const password = generatedSecret('postgres-password', '-');
const monitor = { user: 'watcher', password: generatedSecret('watcher-password', '-') };
const running = (run: object, service: object = {}) =>
  shop({ services: { database: { summary: 'Keeps things.', port: 5433, ...service, run } } });

describe('a PostgreSQL server of the stack', () => {
  const plan = planOf(running(postgresServer({ database: 'things', password, monitor })));
  const entry = composeFile(plan).services.database;

  it('reads its passwords from files and makes its database', () => {
    expect(entry?.environment).toMatchObject({
      POSTGRES_DB: 'things',
      POSTGRES_PASSWORD_FILE: '/run/secrets/postgres-password',
    });
    expect(entry?.secrets).toEqual(['postgres-password', 'watcher-password']);
    expect(JSON.stringify(entry)).not.toContain('POSTGRES_PASSWORD"');
  });

  it('listens at the port of the service', () => {
    expect(entry?.command).toContain('port=5433');
  });

  it('has a role for the exporter that may only look, whose password no statement holds', () => {
    const sql = composeText(plan, 'database/10-monitor.sql');
    expect(sql).toContain('CREATE ROLE watcher LOGIN');
    expect(sql).toContain("pg_read_file('/run/secrets/watcher-password')");
    expect(sql).toContain('GRANT pg_monitor TO watcher');
    expect(sql).not.toMatch(/SUPERUSER|CREATEDB/i);
  });

  it.each(['Things', 'a-b', "x'; DROP", ''])(
    "is refused with the database '%s', which SQL would have to quote",
    (database) => {
      expect(() => postgresServer({ database, password, monitor })).toThrow(TypeError);
    },
  );
});

describe('a Redis server of the stack', () => {
  it('keeps nothing on disk and has a bound for its memory', () => {
    const entry = composeFile(planOf(running(redisServer()))).services.database;
    expect(entry?.command?.join(' ')).toMatch(/--port 5433 .*--save {2}--appendonly no --maxmemory 64mb/);
    expect((entry?.volumes ?? []).length).toBe(0);
  });
});

describe('a simulation', () => {
  const catalog = defineMetrics({ orders: counter('orders_total', 'Orders taken.') });
  const metrics = { catalog, interval: '15s' };

  it('is told its catalog and its seed, and is read like the service', () => {
    const values = { route: ['/orders'] };
    const plan = planOf(running(simulated({ seed: 7, values }), { metrics, connects: [] }));
    expect(JSON.parse(composeText(plan, 'database/simulator.json'))).toMatchObject({
      values,
      service: 'database',
      seed: 7,
      metrics: [{ name: 'orders_total', type: 'counter' }],
    });
    expect(composeFile(plan).services.database?.command).toContain('/etc/narthex/simulator/simulator.json');
  });

  it.each([
    ['tells of its own process where the stack declares that', { runtime: nodejsMetrics }, undefined],
    ['tells of it where the catalog itself does', { catalog: { ...catalog, ...nodejsMetrics } }, undefined],
    ['shows nothing that is in no catalog, where nobody declares it', {}, false],
  ])('%s', (_, given, expected) => {
    const plan = planOf(running(simulated(), { metrics: { ...metrics, ...given } }));
    expect(JSON.parse(composeText(plan, 'database/simulator.json')).ownMetrics).toBe(expected);
  });

  it('talks to the services that the service talks to', () => {
    const database = { summary: '-', port: 5433, run: redisServer() };
    const api = { ...smallest.services.api, metrics, connects: ['database'], run: simulated() };
    expect(planOf(shop({ services: { api, database } })).edges).toContainEqual({
      from: 'api',
      to: 'database',
      port: 5433,
      udp: false,
      purpose: 'data',
    });
  });
});

describe('the jobs of services', () => {
  it('are those that have metrics, by the name that they choose', () => {
    const { stack } = planOf(sergas);
    expect(serviceJobs(stack).map(({ name, path, stores }) => ({ name, path, stores }))).toEqual([
      { name: 'sergas', path: '/metrics', stores: 'all' },
    ]);
  });
});
