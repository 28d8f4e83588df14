import { describe, expect, it } from 'vitest';
import { kubernetes } from '../../kubernetes/index.ts';
import { blackboxExporter, deployed } from '../../stacks/index.ts';
import { environmentNames, type Plan } from '../../stacks/model/index.ts';
import { planOf, shop } from '../support/stacks.ts';
import { flavours, type Json, objectsOf, sergasArtifacts, sergasPlan, the } from './objects.ts';

const cases = environmentNames.flatMap((environment) => flavours.map((flavour) => ({ environment, flavour })));

/** What policies say about traffic between pods: `from to port/protocol`, as seen from one side. */
function edgesOf(objects: readonly Json[], direction: 'ingress' | 'egress'): string[] {
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy');
  const partAt = (peer: Json, home: string) => {
    const namespace = peer.namespaceSelector?.matchLabels['kubernetes.io/metadata.name'] ?? home;
    const wanted = JSON.stringify(peer.podSelector?.matchLabels);
    const found = policies.filter(
      ({ metadata, spec }) =>
        metadata.namespace === namespace && JSON.stringify(spec.podSelector.matchLabels) === wanted,
    );
    return found[0]?.metadata.name as string | undefined;
  };
  return policies
    .flatMap(({ metadata, spec }) =>
      (spec[direction] ?? []).flatMap((rule: Json) =>
        (rule.from ?? rule.to).flatMap((peer: Json) => {
          const other = peer.podSelector && partAt(peer, metadata.namespace);
          const ends = direction === 'ingress' ? [other, metadata.name] : [metadata.name, other];
          return other ? rule.ports.map(({ port, protocol }: Json) => `${ends.join(' ')} ${port}/${protocol}`) : [];
        }),
      ),
    )
    .sort();
}

/** The same from the plan, with what follows from replicas that read each other. */
function planned(plan: Plan): string[] {
  const pods = new Set(plan.workloads.filter(({ providedBy }) => !providedBy?.kubelet).map(({ name }) => name));
  const edges = plan.edges
    .filter(({ from, to }) => pods.has(from) && pods.has(to))
    .flatMap(({ from, to, port, udp }) => (udp ? ['TCP', 'UDP'] : ['TCP']).map((p) => `${from} ${to} ${port}/${p}`));
  const prometheus = plan.workloads.find(({ name }) => name === 'prometheus');
  return [
    ...new Set([...edges, ...((prometheus?.replicas ?? 1) > 1 ? ['prometheus prometheus 9090/TCP'] : [])]),
  ].sort();
}

/** The ports at which a policy lets pods reach anything outside, once it is sure that the metadata of clouds is left out. */
function outsidePorts(objects: readonly Json[], name: string): number[] {
  const rules = the(objects, 'NetworkPolicy', name).spec.egress.filter(({ to }: Json) =>
    to.some((peer: Json) => peer.ipBlock),
  );
  for (const { to } of rules)
    expect(to.map(({ ipBlock }: Json) => ipBlock)).toEqual([
      { cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] },
      { cidr: '::/0', except: expect.arrayContaining(['fd00:ec2::254/128']) },
    ]);
  return rules.flatMap(({ ports }: Json) => ports.map(({ port }: Json) => port));
}

describe.each(cases)('the $flavour policies of Sergas in $environment', ({ environment, flavour }) => {
  const objects = objectsOf(sergasArtifacts(environment), flavour);

  it('allow the edges of the plan on both sides, and no other', () => {
    const expected = planned(sergasPlan(environment));
    expect(edgesOf(objects, 'egress')).toEqual(expected);
    expect(edgesOf(objects, 'ingress')).toEqual(expected);
  });

  it('close every namespace in both directions, but for the resolver of names', () => {
    const namespaces = new Set(
      objects.filter(({ kind }) => kind === 'NetworkPolicy').map(({ metadata }) => metadata.namespace),
    );
    for (const namespace of namespaces) {
      const deny = the(objects, 'NetworkPolicy', 'default-deny', namespace).spec;
      expect(deny.policyTypes).toEqual(['Ingress', 'Egress']);
      expect([deny.ingress, deny.egress]).toEqual([undefined, undefined]);
      // An operator may live in the same namespace; what it does is not for this stack to forbid.
      expect(deny.podSelector).toEqual(
        flavour === 'plain' ? {} : { matchLabels: { 'app.kubernetes.io/part-of': 'sergas' } },
      );
      const dns = the(objects, 'NetworkPolicy', 'allow-dns', namespace).spec;
      expect(dns.egress).toHaveLength(1);
      expect(dns.egress[0].ports.map(({ port, protocol }: Json) => `${port}/${protocol}`)).toEqual([
        '53/UDP',
        '53/TCP',
      ]);
    }
  });

  it('let nobody but an ingress controller in from elsewhere, and only to Grafana and the runbooks', () => {
    const fromElsewhere = objects
      .filter(({ kind }) => kind === 'NetworkPolicy')
      .flatMap(({ metadata, spec }) =>
        (spec.ingress ?? [])
          .filter(({ from }: Json) => from.some(({ podSelector }: Json) => podSelector === undefined))
          .map((rule: Json) => ({ name: metadata.name, rule })),
      );
    const opened = (name: string, port: number) => ({
      name,
      rule: {
        from: [{ namespaceSelector: { matchLabels: { 'narthex/ingress': 'allowed' } } }],
        ports: [{ port, protocol: 'TCP' }],
      },
    });
    expect(fromElsewhere).toEqual([opened('grafana', 3000), opened('runbooks', 9096)]);
  });

  it('let only Prometheus reach the API server and the kubelets', () => {
    const names = sergasPlan(environment)
      .workloads.map(({ name }) => name)
      .filter((name) => name !== 'cadvisor');
    expect(outsidePorts(objects, 'prometheus')).toEqual([443, 6443, 10250]);
    for (const name of names.filter((each) => each !== 'prometheus')) {
      expect(outsidePorts(objects, name)).not.toContain(6443);
      expect(outsidePorts(objects, name)).not.toContain(10250);
    }
  });
});

describe('policies towards the outside', () => {
  const production = objectsOf(sergasArtifacts('production'), 'plain');

  it('open the ports that the receivers and watched databases need', () => {
    expect(outsidePorts(production, 'alertmanager')).toEqual([443, 587]);
    expect(outsidePorts(production, 'postgres-exporter')).toEqual([5432]);
    expect(outsidePorts(production, 'redis-exporter')).toEqual([6379]);
    expect(outsidePorts(production, 'node-exporter')).toEqual([]);
  });

  it('open to the prober the ports of what it probes', () => {
    expect(outsidePorts(production, 'blackbox')).toEqual(expect.arrayContaining([5432, 6379, 8000]));
  });

  it('lead to the pods of somebody else by their namespace and the port of the address', () => {
    const { egress } = the(production, 'NetworkPolicy', 'prometheus').spec;
    expect(egress).toContainEqual({
      to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'sergas' } } }],
      ports: [{ port: 8000, protocol: 'TCP' }],
    });
  });

  it('give a ping all ports of one address, because a policy knows no ICMP', () => {
    const plan = planOf(
      shop({
        exporters: [blackboxExporter()],
        probes: {
          ping: { module: 'icmp', interval: '30s', targets: [{ address: '192.0.2.1', name: 'router' }] },
          web: { module: 'http_2xx', interval: '30s', targets: [{ address: 'https://example.org/', name: 'site' }] },
        },
      }),
    );
    const policy = the(objectsOf(kubernetes.render(plan), 'plain'), 'NetworkPolicy', 'blackbox').spec;
    expect(policy.egress).toContainEqual({ to: [{ ipBlock: { cidr: '192.0.2.1/32' } }] });
    expect(policy.egress.filter(({ ports }: Json) => ports === undefined)).toHaveLength(1);
  });

  it('leave the pods of somebody else in a shared namespace alone, and the namespace to them', () => {
    const metrics = { catalog: {}, interval: '15s' };
    const run = deployed('api.shop:8000', { namespace: 'shop', service: 'api', port: 'http' });
    const store = { summary: 'A store.', port: 6379, run: { kind: 'workload', workload: stored } };
    const plan = planOf(shop({ services: { api: { summary: 'The API.', port: 8000, metrics, run }, store } }));
    const objects = objectsOf(kubernetes.render(plan), 'plain');
    expect(objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name)).toEqual([
      'monitoring',
    ]);
    expect(the(objects, 'NetworkPolicy', 'default-deny', 'shop').spec.podSelector.matchLabels).toEqual({
      'app.kubernetes.io/part-of': 'shop',
    });
    expect(the(objects, 'NetworkPolicy', 'default-deny', 'monitoring').spec.podSelector).toEqual({});
  });
});

/** A watched part as another stack's author may write it. */
function stored({ name }: { readonly name: string }) {
  const redis = sergasPlan('development').workloads.find((workload) => workload.name === 'redis');
  return { ...redis, name };
}
