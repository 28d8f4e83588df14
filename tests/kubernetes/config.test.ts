import { describe, expect, it } from 'vitest';
import { kubernetes } from '../../kubernetes/index.ts';
import { environmentNames, type Plan } from '../../stacks/model/index.ts';
import { problemsOf } from '../support/stacks.ts';
import { controllers, type Json, objectsOf, podOf, sergasArtifacts, sergasPlan, the } from './objects.ts';

const plan = sergasPlan('development');
const objects = objectsOf(kubernetes.render(plan), 'plain');

/** Checksums of all parts, by name. */
function checksums(of: Plan): Record<string, string> {
  const all = controllers(objectsOf(kubernetes.render(of), 'plain'));
  return Object.fromEntries(
    all.map(({ metadata, spec }) => [metadata.name, spec.template.metadata.annotations['narthex/config-checksum']]),
  );
}

/** The parts whose pods a change replaces. */
function replaced(after: Plan): string[] {
  const [old, now] = [checksums(plan), checksums(after)];
  return Object.keys(old).filter((name) => old[name] !== now[name]);
}

/** What a container sees under a mount: paths and texts. */
function seen(controller: Json, mountPath: string): Record<string, string> {
  const pod = podOf(controller);
  const { name } = pod.containers[0].volumeMounts.find((mount: Json) => mount.mountPath === mountPath);
  const { sources } = pod.volumes.find((volume: Json) => volume.name === name).projected;
  return Object.fromEntries(
    sources.flatMap(({ configMap }: Json) => {
      const { data } = the(objects, 'ConfigMap', configMap.name, controller.metadata.namespace);
      return configMap.items.map(({ key, path }: Json) => [path, data[key]]);
    }),
  );
}

describe('files in a cluster', () => {
  it('are seen at the paths that the programs are told, folders included', () => {
    const files = seen(the(objects, 'StatefulSet', 'grafana'), '/etc/narthex/grafana');
    expect(Object.keys(files)).toEqual(['provisioning/datasources/stack.yml', 'provisioning/dashboards/stack.yml']);
    expect(files['provisioning/datasources/stack.yml']).toContain('http://prometheus.monitoring.svc:9090');
  });

  it('hold the rules for Prometheus, the dashboards for Grafana, and the programs that are our own', () => {
    const rules = seen(the(objects, 'StatefulSet', 'prometheus'), '/etc/narthex/rules');
    expect(Object.keys(rules)).toEqual(plan.groups.map(({ name }) => `${name}.yml`));
    const boards = seen(the(objects, 'StatefulSet', 'grafana'), '/etc/narthex/dashboards');
    expect(Object.values(boards).map((text) => JSON.parse(text))).toEqual(plan.dashboards.map(({ json }) => json));
    const simulator = seen(the(objects, 'Deployment', 'sergas-api'), '/etc/narthex/simulator');
    expect(simulator['simulator.mjs']).toBe(plan.assets['simulator.mjs']);
  });

  it('hold the runbooks for the part that serves them, over as many ConfigMaps as they need', () => {
    const mounted = seen(the(objects, 'Deployment', 'runbooks'), '/etc/narthex/runbooks');
    const alerts = plan.groups.flatMap(({ rules }) => rules.filter(({ kind }) => kind === 'alert'));
    expect(Object.keys(mounted).sort()).toEqual(alerts.map(({ name }) => `${name}.md`).sort());
    const meaning = 'é'.repeat(200_000);
    const groups = plan.groups.map((group) => ({
      ...group,
      rules: group.rules.map((rule) =>
        rule.kind === 'alert' ? { ...rule, runbook: { ...rule.runbook, meaning } } : rule,
      ),
    }));
    for (const flavour of ['plain', 'operator'] as const) {
      const many = objectsOf(kubernetes.render({ ...plan, groups }), flavour);
      const maps = many.filter(({ kind, metadata }) => kind === 'ConfigMap' && /^narthex-runbooks/.test(metadata.name));
      expect(maps.length).toBeGreaterThan(1);
      for (const { data } of maps)
        expect(Buffer.byteLength(Object.values<string>(data).join(''))).toBeLessThanOrEqual(1024 * 1024);
      const volume = podOf(the(many, 'Deployment', 'runbooks')).volumes.find(({ name }: Json) => name === 'runbooks');
      const paths = volume.projected.sources.flatMap(({ configMap }: Json) =>
        configMap.items.map(({ path }: Json) => path),
      );
      expect(paths.sort()).toEqual(alerts.map(({ name }) => `${name}.md`).sort());
    }
  });

  it('are divided over ConfigMaps that the API server takes', () => {
    const json = { text: 'x'.repeat(400_000) };
    const dashboards = Array.from({ length: 5 }, (_, index) => ({
      ...plan.dashboards[0],
      uid: `board-${index}`,
      json,
    }));
    const many = objectsOf(kubernetes.render({ ...plan, dashboards } as Plan), 'plain');
    const maps = many.filter(({ kind, metadata }) => kind === 'ConfigMap' && /^narthex-dashboards/.test(metadata.name));
    expect(maps.map(({ metadata }) => metadata.name)).toEqual([
      'narthex-dashboards',
      'narthex-dashboards-2',
      'narthex-dashboards-3',
    ]);
    for (const { data } of maps) expect(Object.values<string>(data).join('').length).toBeLessThanOrEqual(1024 * 1024);
    const grafana = podOf(the(many, 'StatefulSet', 'grafana'));
    const { sources } = grafana.volumes.find(({ name }: Json) => name === 'dashboards').projected;
    expect(sources.flatMap(({ configMap }: Json) => configMap.items).map(({ path }: Json) => path)).toEqual(
      dashboards.map(({ uid }) => `${uid}.json`),
    );
  });

  it('are refused by name when one alone is too large', () => {
    const assets = { ...plan.assets, 'simulator.mjs': 'é'.repeat(600_000) };
    const [problem] = problemsOf(() => kubernetes.render({ ...plan, assets }));
    expect(problem).toMatchObject({ code: 'NX304', path: ['sergas-api-config', 'simulator.mjs'] });
    expect(problem?.message).toContain('1200000 bytes');
  });
});

describe('a change', () => {
  it('of a rule replaces Prometheus, which reads it, and nobody else', () => {
    const groups = plan.groups.map((group, index) => (index === 0 ? { ...group, interval: '7s' as const } : group));
    expect(replaced({ ...plan, groups })).toEqual(['prometheus']);
  });

  it('of a dashboard replaces Grafana only', () => {
    const dashboards = plan.dashboards.map((board) => ({ ...board, json: { ...board.json, title: 'Another' } }));
    expect(replaced({ ...plan, dashboards })).toEqual(['grafana']);
  });

  it('of a program of ours replaces the parts that run it', () => {
    expect(replaced({ ...plan, assets: { ...plan.assets, 'simulator.mjs': 'other' } })).toEqual(['sergas-api']);
  });

  it('of nothing changes nothing: the same definition gives the same bytes', () => {
    for (const environment of environmentNames)
      expect([...sergasArtifacts(environment)]).toEqual([...sergasArtifacts(environment)]);
  });

  it('of the environment never changes what a controller selects by, but for its instance', () => {
    const selector = (environment: (typeof environmentNames)[number]) =>
      the(objectsOf(sergasArtifacts(environment), 'plain'), 'StatefulSet', 'prometheus').spec.selector.matchLabels;
    for (const environment of environmentNames)
      expect(selector(environment)).toEqual({
        'app.kubernetes.io/name': 'prometheus',
        'app.kubernetes.io/instance': `sergas-${environment}`,
      });
  });
});

describe('the page for the person who applies the manifests', () => {
  it.each(environmentNames)(
    'makes every secret of %s in every namespace that reads it, and says what belongs into it',
    (environment) => {
      const page = sergasArtifacts(environment).get('kubernetes/README.md') ?? '';
      for (const { secrets } of sergasPlan(environment).workloads) {
        for (const { name, about, generated } of secrets) {
          expect(page).toContain(`\`${name}\`: ${about}`);
          expect(page).toContain(`kubectl create secret generic ${name} --namespace `);
          expect(page.includes(`> secrets/${name}\n`)).toBe(generated);
        }
      }
    },
  );

  it('makes a secret twice that two namespaces read', () => {
    const page = kubernetes.render(plan).get('kubernetes/README.md') ?? '';
    const commands = page.match(/^kubectl create secret generic postgres-exporter-password --namespace (\S+)/gm) ?? [];
    expect(commands.map((line) => line.split(' ').at(-1)).sort()).toEqual(['monitoring', 'sergas']);
  });
});
