import { describe, expect, it } from 'vitest';
import { bytes, environmentNames } from '../../stacks/model/index.ts';
import { controllers, flavours, type Json, objectsOf, podOf, selects, sergasArtifacts, sergasPlan } from './objects.ts';

const cases = environmentNames.flatMap((environment) => flavours.map((flavour) => ({ environment, flavour })));

/** The Secrets that a person makes, by the README. */
function secretsToMake(readme: string): Set<string> {
  const commands = [
    ...readme.matchAll(/kubectl create secret generic (\S+) --namespace (\S+) --from-file=(\S+)=secrets\/(\S+)/g),
  ];
  for (const [, name, , key, file] of commands) expect([key, file]).toEqual([name, name]);
  return new Set(commands.map(([, name, namespace]) => `${namespace}/${name}`));
}

function amount(text: string): number {
  const memory = bytes(text);
  if (memory !== undefined) return memory;
  return text.endsWith('m') ? Number(text.slice(0, -1)) / 1_000 : Number(text);
}

describe.each(cases)('the $flavour manifests of Sergas in $environment', ({ environment, flavour }) => {
  const artifacts = sergasArtifacts(environment);
  const objects = objectsOf(artifacts, flavour);
  const has = (kind: string, namespace: string, name: string) =>
    objects.find(
      (object) => object.kind === kind && object.metadata.namespace === namespace && object.metadata.name === name,
    );

  it('name every object once', () => {
    const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''} ${metadata.name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('put every object into a namespace that they or somebody else make', () => {
    const made = objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name);
    const others = environment === 'development' ? ['kube-system'] : ['kube-system', 'sergas'];
    const cluster = ['Namespace', 'ClusterRole', 'ClusterRoleBinding'];
    for (const { kind, metadata } of objects) {
      if (cluster.includes(kind)) expect(metadata.namespace).toBeUndefined();
      else expect([...made, ...others]).toContain(metadata.namespace);
    }
  });

  it('run every part, but for those that the cluster has already', () => {
    const plan = sergasPlan(environment);
    const byOperator = objects.filter(({ kind }) => ['Prometheus', 'Alertmanager'].includes(kind));
    const run = [...controllers(objects), ...byOperator].map(({ metadata }) => metadata.name);
    const expected = plan.workloads.filter(({ providedBy }) => providedBy?.kubelet === undefined);
    expect(run.sort()).toEqual(expected.map(({ name }) => name).sort());
    expect(run).not.toContain('cadvisor');
  });

  it('give every pod the labels that its controller selects, and other pods none of them', () => {
    for (const { spec, metadata } of controllers(objects)) {
      const chosen = controllers(objects).filter((other) =>
        selects(spec.selector.matchLabels, other.spec.template.metadata.labels),
      );
      expect(chosen.map((other) => other.metadata.name)).toEqual([metadata.name]);
    }
  });

  it('have Services, budgets and policies that select pods of theirs', () => {
    const pods = [
      ...controllers(objects).map((controller) => ({
        ...controller.metadata,
        labels: controller.spec.template.metadata.labels,
      })),
      // The operator labels its pods by the kind and the name of the resource.
      ...objects
        .filter(({ kind }) => ['Prometheus', 'Alertmanager'].includes(kind))
        .map(({ kind, metadata, spec }) => ({
          ...metadata,
          labels: {
            ...spec.podMetadata.labels,
            'app.kubernetes.io/name': kind.toLowerCase(),
            'app.kubernetes.io/instance': metadata.name,
          },
        })),
    ];
    const selectors = objects.flatMap(({ kind, metadata, spec }): Json[] => {
      if (kind === 'Service') return [{ metadata, labels: spec.selector }];
      if (kind === 'PodDisruptionBudget') return [{ metadata, labels: spec.selector.matchLabels }];
      if (kind === 'NetworkPolicy') return [{ metadata, labels: spec.podSelector.matchLabels ?? {} }];
      return [];
    });
    for (const { metadata, labels } of selectors) {
      const chosen = pods.filter((pod) => pod.namespace === metadata.namespace && selects(labels, pod.labels));
      expect(chosen.length, `${metadata.namespace}/${metadata.name}`).toBeGreaterThan(0);
      if (pods.some(({ name }) => name === metadata.name))
        expect(chosen.map(({ name }) => name)).toEqual([metadata.name]);
    }
  });

  it('mount only volumes that exist, from ConfigMaps with these keys and Secrets that the README has made', () => {
    const secrets = secretsToMake(artifacts.get('kubernetes/README.md') ?? '');
    for (const controller of controllers(objects)) {
      const { namespace } = controller.metadata;
      const { containers, volumes = [] } = podOf(controller);
      const claimed = (controller.spec.volumeClaimTemplates ?? []).map(({ metadata }: Json) => metadata.name);
      const mounted = containers[0].volumeMounts?.map(({ name }: Json) => name) ?? [];
      expect(mounted.sort()).toEqual([...claimed, ...volumes.map(({ name }: Json) => name)].sort());
      const sources = volumes.flatMap(({ projected }: Json) => projected?.sources ?? []);
      for (const { configMap, secret } of sources) {
        if (configMap) {
          const data = has('ConfigMap', namespace, configMap.name)?.data ?? {};
          for (const { key } of configMap.items) expect(data, configMap.name).toHaveProperty([key]);
        } else expect(secrets).toContain(`${namespace}/${secret.name}`);
      }
    }
    for (const { metadata, spec } of objects.filter(({ kind }) => kind === 'Alertmanager')) {
      for (const secret of spec.secrets ?? []) expect(secrets).toContain(`${metadata.namespace}/${secret}`);
    }
  });

  it('use accounts and governing Services that exist, and ports of containers that have them', () => {
    for (const controller of controllers(objects)) {
      const { metadata, spec } = controller;
      const pod = podOf(controller);
      expect(has('ServiceAccount', metadata.namespace, pod.serviceAccountName)).toBeDefined();
      if (controller.kind === 'StatefulSet') {
        const governing = has('Service', metadata.namespace, spec.serviceName);
        expect(governing.spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
      }
      const numbers = pod.containers[0].ports.map(
        ({ containerPort, protocol }: Json) => `${containerPort}/${protocol}`,
      );
      const services = objects.filter(
        (object) => object.kind === 'Service' && selects(object.spec.selector, spec.template.metadata.labels),
      );
      for (const port of services.flatMap((service) => service.spec.ports))
        expect(numbers).toContain(`${port.targetPort}/${port.protocol}`);
    }
  });

  it('ask for no more than they allow, and for something of everything', () => {
    const all = [
      ...controllers(objects).map((controller) => podOf(controller).containers[0].resources),
      ...objects.filter(({ kind }) => ['Prometheus', 'Alertmanager'].includes(kind)).map(({ spec }) => spec.resources),
    ];
    for (const { requests, limits } of all) {
      for (const resource of ['cpu', 'memory', 'ephemeral-storage']) {
        expect(amount(requests[resource])).toBeGreaterThan(0);
        expect(amount(requests[resource])).toBeLessThanOrEqual(amount(limits[resource]));
      }
    }
  });

  it('hold references to secrets only, never a value in an environment variable', () => {
    for (const controller of controllers(objects)) {
      for (const { name, value, valueFrom } of podOf(controller).containers[0].env ?? []) {
        expect(valueFrom === undefined || 'fieldRef' in valueFrom, name).toBe(true);
        if (/PASSWORD|SECRET|TOKEN/.test(name)) expect(value, name).toMatch(/^\/etc\/narthex-secrets\/|^(true|false)$/);
      }
    }
    // The only Secrets are those that the operator wants its configuration in.
    const made = objects.filter(({ kind }) => kind === 'Secret').map(({ metadata }) => metadata.name);
    expect(made).toEqual(flavour === 'plain' ? [] : ['alertmanager-config']);
  });
});
