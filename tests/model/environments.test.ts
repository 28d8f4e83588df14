import { deployed, inbox, nodeExporter, promql, secretFile, simulated } from 'narthex';
import { describe, expect, it } from 'vitest';
import {
  defaultSettings,
  environmentNames,
  resolveStack,
  standardModules,
  versions,
} from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { planOf, problemsOf, shop, smallest } from '../support/stacks.ts';

const job = (definition: ReturnType<typeof shop>, name: string) =>
  planOf(definition).jobs.find((each) => each.name === name);

describe('an environment', () => {
  it('fills in the defaults where nobody says otherwise', () => {
    const stack = resolveStack(shop(), 'staging');
    expect(stack.environment).toBe('staging');
    expect(stack.prometheus).toEqual(defaultSettings.prometheus);
    expect(stack.alertmanager).toEqual(defaultSettings.alertmanager);
    expect(stack.grafana).toEqual(defaultSettings.grafana);
    expect(stack.versions).toEqual(versions);
    expect(stack.modules).toEqual(standardModules);
    expect(stack.inhibitions.length).toBeGreaterThan(0);
  });

  it('wins over the stack, which wins over the defaults, setting by setting', () => {
    const definition = shop({
      prometheus: { interval: '30s', replicas: 2 },
      environments: { production: { prometheus: { replicas: 3 } } },
    });
    expect(resolveStack(definition, 'production').prometheus).toEqual({
      ...defaultSettings.prometheus,
      interval: '30s',
      replicas: 3,
    });
    expect(resolveStack(definition, 'staging').prometheus.replicas).toBe(2);
  });

  it('changes how a service runs, and nothing else of it', () => {
    const run = simulated();
    const metrics = { catalog: {}, interval: '15s' };
    const definition = shop({
      services: { api: { ...smallest.services.api, metrics } },
      environments: { development: { services: { api: { run } } } },
    });
    expect(resolveStack(definition, 'development').services.api).toEqual({ ...smallest.services.api, metrics, run });
    expect(resolveStack(definition, 'production').services.api?.run).toEqual(deployed('api.internal:8000'));
  });

  it('changes how often a rule group of the stack is evaluated, and nothing else of it', () => {
    const record = { kind: 'recording', name: 'job:up:sum', expr: promql`sum by (job) (up)` };
    const definition = shop({
      rules: [{ name: 'shop', interval: '30s', rules: [record] }],
      environments: { development: { groups: { shop: { interval: '15s' } } } },
    });
    expect(resolveStack(definition, 'development').rules).toEqual([{ name: 'shop', interval: '15s', rules: [record] }]);
    expect(resolveStack(definition, 'production').rules).toEqual([{ name: 'shop', interval: '30s', rules: [record] }]);
  });

  it.each([
    [{ groups: { shp: { interval: '15s' } } }, 'NX117', ['environments', 'staging', 'groups', 'shp']],
    [{ groups: { shop: { intervall: '15s' } } }, 'NX117', ['environments', 'staging', 'groups', 'shop', 'intervall']],
    [{ groups: { shop: { interval: 'often' } } }, 'NX108', ['environments', 'staging', 'groups', 'shop', 'interval']],
    [{ alertmanager: { retention: 'long' } }, 'NX118', ['environments', 'staging', 'alertmanager', 'retention']],
  ])('refuses %j', (staging, code, path) => {
    const definition = shop({ rules: [{ name: 'shop', rules: [] }], environments: { staging } });
    expect(problemsOf(() => resolveStack(definition, 'staging'))).toMatchObject([{ code, path }]);
  });

  it('replaces a receiver whole, so that nothing is delivered twice', () => {
    const definition = shop({ environments: { development: { receivers: { team: inbox() } } } });
    expect(resolveStack(definition, 'development').receivers).toEqual({ team: { inbox: true } });
  });

  it('changes waits of the routing one by one, and its routes as a whole', () => {
    const routes = [{ match: { severity: 'info' }, receiver: 'team' }];
    const definition = shop({
      environments: { staging: { routing: { groupWait: '1s' } }, production: { routing: { routes } } },
    });
    expect(resolveStack(definition, 'staging').routing).toEqual({ ...smallest.routing, groupWait: '1s' });
    expect(resolveStack(definition, 'production').routing).toEqual({ ...smallest.routing, routes });
  });

  it('changes single numbers of an alert and keeps what the stack changed of it', () => {
    const definition = shop({
      alerts: { TargetDown: { for: '10m', severity: 'info' }, Watchdog: { off: 'not yet' } },
      environments: {
        development: { alerts: { TargetDown: { for: '1m' }, Watchdog: { severity: 'info' } } },
        staging: { alerts: { TargetDown: { off: 'nobody looks' } } },
      },
    });
    expect(resolveStack(definition, 'development').alerts).toEqual({
      TargetDown: { for: '1m', severity: 'info' },
      Watchdog: { severity: 'info' },
    });
    expect(resolveStack(definition, 'staging').alerts.TargetDown).toEqual({ off: 'nobody looks' });
    expect(resolveStack(definition, 'production').alerts.TargetDown).toEqual({ for: '10m', severity: 'info' });
  });

  it('changes the interval of a job, and its timeout with it where that would be longer', () => {
    const development = (override: object) =>
      shop({
        exporters: [nodeExporter({ interval: '15s' })],
        environments: { development: { jobs: { node: override } } },
      });
    expect(job(development({}), 'node')).toMatchObject({ interval: '15s', timeout: '10s' });
    expect(job(development({ interval: '6s' }), 'node')).toMatchObject({ interval: '6s', timeout: '4s' });
    expect(job(development({ interval: '1m' }), 'node')).toMatchObject({ interval: '1m', timeout: '10s' });
    expect(job(development({ timeout: '2s' }), 'node')).toMatchObject({ interval: '15s', timeout: '2s' });
    expect(job(development({ sampleLimit: 5 }), 'node')?.limits.samples).toBe(5);
  });

  it('uses other images where the stack names them', () => {
    const prometheus = { name: 'registry.internal/prometheus', tag: 'v3.6.0' };
    const stack = resolveStack(shop({ versions: { prometheus } }), 'production');
    expect(stack.versions).toEqual({ ...versions, prometheus });
  });
});

describe('Sergas', () => {
  it.each(environmentNames)('is without a mistake in %s', (environment) => {
    expect(resolveStack(sergas, environment).environment).toBe(environment);
  });

  it('runs everything itself and delivers to the inbox in development', () => {
    const stack = resolveStack(sergas, 'development');
    expect(Object.values(stack.services).map(({ run }) => run.kind)).toEqual(['workload', 'workload', 'workload']);
    expect(Object.values(stack.receivers)).toEqual(Array(4).fill({ inbox: true }));
  });

  it('runs two Prometheus and three Alertmanagers in production, and keeps 30 days', () => {
    const { prometheus, alertmanager } = resolveStack(sergas, 'production');
    expect([prometheus.replicas, alertmanager.replicas]).toEqual([2, 3]);
    expect(prometheus.retention).toEqual({ time: '30d', size: '40Gi' });
  });
});

describe('a secret', () => {
  it('is a reference that knows its name and its purpose, never a value', () => {
    expect(secretFile('slack-url', 'the URL')).toEqual({
      kind: 'secret',
      name: 'slack-url',
      about: 'the URL',
      generated: false,
    });
  });
});
