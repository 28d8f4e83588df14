import { deployed, simulated } from 'narthex';
import { describe, expect, it } from 'vitest';
import sergas from '../../stacks/sergas.ts';
import { composeFile } from '../support/compose.ts';
import { planOf, shop, smallest } from '../support/stacks.ts';

const development = planOf(sergas, 'development');

describe('the edges of Sergas in development', () => {
  it('are these and no others', () => {
    const edges = development.edges.map(({ from, to, port, purpose }) => `${from} -> ${to}:${port} (${purpose})`);
    expect(edges.sort()).toEqual([
      'alertmanager -> inbox:9095 (alert)',
      'blackbox -> postgres:5432 (probe)',
      'blackbox -> redis:6379 (probe)',
      'blackbox -> sergas-api:8000 (probe)',
      'grafana -> alertmanager:9093 (query)',
      'grafana -> prometheus:9090 (query)',
      'postgres-exporter -> postgres:5432 (data)',
      'prometheus -> alertmanager:9093 (alert)',
      'prometheus -> alertmanager:9093 (scrape)',
      'prometheus -> blackbox:9115 (ask)',
      'prometheus -> cadvisor:8080 (scrape)',
      'prometheus -> grafana:3000 (scrape)',
      'prometheus -> node-exporter:9100 (scrape)',
      'prometheus -> postgres-exporter:9187 (scrape)',
      'prometheus -> pushgateway:9091 (scrape)',
      'prometheus -> redis-exporter:9121 (scrape)',
      'prometheus -> sergas-api:8000 (scrape)',
      'redis-exporter -> redis:6379 (data)',
      'sergas-api -> postgres:5432 (data)',
      'sergas-api -> redis:6379 (data)',
    ]);
  });
});

describe('the networks of Sergas in development', () => {
  const { services, networks } = composeFile(development);

  it('join exactly those that an edge joins', () => {
    const byNetwork = Object.fromEntries(
      Object.keys(networks).map((network) => [
        network,
        Object.keys(services)
          .filter((name) => services[name]?.networks?.includes(network))
          .sort(),
      ]),
    );
    expect(byNetwork).toEqual({
      alerting: ['alertmanager', 'inbox', 'prometheus'],
      'data-postgres': ['postgres', 'postgres-exporter', 'sergas-api'],
      'data-redis': ['redis', 'redis-exporter', 'sergas-api'],
      edge: ['alertmanager', 'grafana', 'prometheus', 'runbooks'],
      metrics: [
        'cadvisor',
        'node-exporter',
        'postgres-exporter',
        'prometheus',
        'pushgateway',
        'redis-exporter',
        'sergas-api',
      ],
      probers: ['blackbox', 'prometheus'],
      probes: ['blackbox', 'postgres', 'redis', 'sergas-api'],
      queries: ['alertmanager', 'grafana', 'prometheus'],
    });
  });

  it('have no way out, except that of what a person opens', () => {
    const open = Object.entries(networks).filter(([, network]) => network?.internal !== true);
    expect(open.map(([name]) => name)).toEqual(['edge']);
  });

  it('let nobody but Prometheus and what is probed reach the prober, which asks whatever it is told to', () => {
    const shared = Object.keys(services).filter(
      (name) =>
        name !== 'blackbox' && services[name]?.networks?.some((each) => services.blackbox?.networks?.includes(each)),
    );
    expect(shared.sort()).toEqual(['postgres', 'prometheus', 'redis', 'sergas-api']);
  });

  it('let every edge through, and keep databases from everybody who does not need them', () => {
    const of = (name: string) => services[name]?.networks ?? [];
    for (const { from, to } of development.edges)
      expect(of(from).some((network) => of(to).includes(network))).toBe(true);
    for (const name of ['prometheus', 'grafana', 'alertmanager', 'pushgateway', 'node-exporter', 'inbox']) {
      expect(of(name).some((network) => [...of('postgres'), ...of('redis')].includes(network))).toBe(false);
    }
  });
});

describe('a stack whose services run elsewhere', () => {
  const metrics = { catalog: {}, interval: '15s' } as const;
  const plan = planOf(sergas, 'production');
  const { services, networks } = composeFile(plan);

  it('gives a way out to exactly those that need one', () => {
    const withEgress = Object.entries(services).flatMap(([name, service]) =>
      service.networks?.includes('egress') ? [name] : [],
    );
    expect(withEgress.sort()).toEqual([
      'alertmanager',
      'blackbox',
      'postgres-exporter',
      'prometheus',
      'redis-exporter',
    ]);
    expect(networks.egress?.internal).toBeUndefined();
  });

  it('knows the ports to which each goes out', () => {
    const outside = plan.edges.filter(({ to }) => to === 'outside').map(({ from, port }) => `${from} ${port}`);
    expect(outside.sort()).toEqual([
      'alertmanager 443',
      'alertmanager 587',
      'blackbox 5432',
      'blackbox 6379',
      'blackbox 8000',
      'postgres-exporter 5432',
      'prometheus 8000',
      'redis-exporter 6379',
    ]);
  });

  it('needs no way out where nothing is read or told outside', () => {
    const inside = planOf(
      shop({
        services: { api: { ...smallest.services.api, metrics, run: simulated() } },
        receivers: { team: { inbox: true } },
      }),
    );
    expect(Object.keys(composeFile(inside).networks)).not.toContain('egress');
  });

  it('reads a service at an address without a port at that of HTTP', () => {
    const elsewhere = planOf(
      shop({ services: { api: { ...smallest.services.api, metrics, run: deployed('api.internal') } } }),
    );
    expect(elsewhere.edges).toContainEqual({
      from: 'prometheus',
      to: 'outside',
      port: 80,
      udp: false,
      purpose: 'scrape',
    });
  });
});

describe('a part that talks to nobody', () => {
  it('has no network at all', () => {
    const plan = planOf(
      shop({
        services: { batch: { summary: '-', port: 1, metrics: { catalog: {}, interval: '1m' }, run: simulated() } },
      }),
    );
    const lonely = composeFile({ ...plan, edges: plan.edges.filter(({ to }) => to !== 'batch') });
    expect(lonely.services.batch).toMatchObject({ network_mode: 'none' });
    expect(lonely.services.batch).not.toHaveProperty('networks');
  });
});
