import { load } from 'js-yaml';
import { secretFile } from 'narthex';
import { describe, expect, it } from 'vitest';
import { kubernetes } from '../../kubernetes/index.ts';
import type { RemoteWrite } from '../../stacks/model/index.ts';
import { objectsOf, prometheusYml, the } from '../kubernetes/objects.ts';
import { development, expectRefused, type Mistake } from '../model/mistake.ts';
import { composeFile, composeText } from '../support/compose.ts';
import { planOf, shop } from '../support/stacks.ts';

const token = secretFile('archive-token', 'the token of the archive');
const archive: RemoteWrite = { name: 'archive', url: 'https://metrics.example.org/api/v1/write', token };
const nearby: RemoteWrite = { name: 'nearby', url: 'http://metrics.internal:9009/api/v1/push' };
const stored = (...remoteWrite: readonly RemoteWrite[]) => ({ prometheus: { remoteWrite } });
const plan = planOf(shop(stored(archive, nearby)));

describe('a storage elsewhere', () => {
  it('is in the configuration of Prometheus, its token as the path of a file', () => {
    expect(load(composeText(plan, 'prometheus/prometheus.yml'))).toMatchObject({
      remote_write: [
        {
          name: 'archive',
          url: 'https://metrics.example.org/api/v1/write',
          authorization: { type: 'Bearer', credentials_file: '/run/secrets/archive-token' },
        },
        { name: 'nearby', url: 'http://metrics.internal:9009/api/v1/push' },
      ],
    });
  });

  it('is nothing that Prometheus hears of where there is none', () => {
    expect(load(composeText(planOf(shop()), 'prometheus/prometheus.yml'))).not.toHaveProperty('remote_write');
  });

  it('gives Prometheus the secret, and a way out in Compose that it else has not', () => {
    const { prometheus } = composeFile(plan).services;
    expect(prometheus?.secrets).toEqual(['archive-token']);
    expect(prometheus?.networks).toContain('egress');
    expect(composeFile(planOf(shop(stored()))).services.prometheus?.networks).not.toContain('egress');
  });

  it('opens its port, and no other, for Prometheus', () => {
    const outside = plan.edges.filter(({ from, purpose }) => from === 'prometheus' && purpose === 'deliver');
    expect(outside.map(({ to, port }) => `${to}:${port}`)).toEqual(['outside:443', 'outside:9009']);
  });

  it.each(['plain', 'operator'] as const)('may be reached by the network policy in the flavour %s', (flavour) => {
    const objects = objectsOf(kubernetes.render(plan), flavour);
    const { spec } = the(objects, 'NetworkPolicy', 'prometheus');
    const ports = (spec.egress as { readonly ports?: readonly { readonly port: number }[] }[]).flatMap(
      (rule) => rule.ports?.map(({ port }) => port) ?? [],
    );
    expect(ports).toEqual(expect.arrayContaining([443, 9009]));
  });

  it('says the same to the operator, which mounts the token where the configuration looks for it', () => {
    const artifacts = kubernetes.render(plan);
    const { spec } = the(objectsOf(artifacts, 'operator'), 'Prometheus', 'prometheus');
    expect(spec.secrets).toEqual(['archive-token']);
    expect(spec.remoteWrite).toEqual([
      {
        name: 'archive',
        url: archive.url,
        authorization: { type: 'Bearer', credentialsFile: '/etc/prometheus/secrets/archive-token/archive-token' },
      },
      { name: 'nearby', url: nearby.url },
    ]);
    const configured = prometheusYml(objectsOf(artifacts, 'plain')).remote_write as readonly {
      readonly name: string;
    }[];
    expect(configured.map(({ name }) => name)).toEqual(['archive', 'nearby']);
  });

  it('has alerts of its own, and only then', () => {
    const groups = (changes: object) => planOf(shop(changes)).groups.map(({ name }) => name);
    expect(groups(stored(nearby))).toContain('prometheus-remote-write');
    expect(groups({})).not.toContain('prometheus-remote-write');
  });

  it.each<Mistake>([
    [stored({ ...archive, name: 'The Archive' }), 'NX102', 'prometheus.remoteWrite[0].name', 'The Archive', 'hyphens'],
    [stored(archive, { ...nearby, name: 'archive' }), 'NX103', 'prometheus.remoteWrite[1].name', 'archive', 'own name'],
    [stored({ ...archive, url: 'metrics:9009' }), 'NX118', 'prometheus.remoteWrite[0].url', 'metrics:9009', 'https://'],
    [
      { prometheus: { remoteWrite: [{ ...archive, token: 'abc' }] } },
      'NX115',
      'prometheus.remoteWrite[0].token',
      'as a value',
      'secretFile',
    ],
    [
      { prometheus: { remoteWrite: [{ ...nearby, tokn: token }] } },
      'NX117',
      'prometheus.remoteWrite[0].tokn',
      'tokn',
      'token',
    ],
    [
      development(stored({ ...archive, url: 'nowhere' })),
      'NX118',
      'environments.development.prometheus.remoteWrite[0].url',
      'nowhere',
      'https://',
    ],
  ])('is refused where it cannot be: %j', (...mistake) => {
    expectRefused(mistake);
  });
});
