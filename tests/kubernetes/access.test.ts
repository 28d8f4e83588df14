import { describe, expect, it } from 'vitest';
import { environmentNames } from '../../stacks/model/index.ts';
import { controllers, flavours, type Json, objectsOf, podOf, sergasArtifacts } from './objects.ts';

/** Rights as lines: `where: verbs of group/resources`. */
function rights(objects: readonly Json[]): string[] {
  return objects
    .filter(({ kind }) => kind === 'Role' || kind === 'ClusterRole')
    .flatMap(({ metadata, rules }) =>
      rules.map(
        ({ apiGroups, resources, verbs }: Json) =>
          `${metadata.namespace ?? '*'}: ${verbs.join(',')} of ${apiGroups.join()}/${resources.join(',')}`,
      ),
    )
    .sort();
}

const look = 'get,list,watch';
const inNamespace = (namespace: string) => [
  `${namespace}: ${look} of /pods,services`,
  `${namespace}: ${look} of discovery.k8s.io/endpointslices`,
];
/** Older operators ask for Endpoints. */
const byOperator = (namespace: string) => [
  `${namespace}: ${look} of /endpoints,pods,services`,
  `${namespace}: ${look} of discovery.k8s.io/endpointslices`,
];

describe.each(environmentNames)('the rights in %s', (environment) => {
  const artifacts = sergasArtifacts(environment);
  // What is watched runs in the namespace of the stack, by us or by somebody else.
  const namespaces = ['monitoring', 'monitoring-agents', 'sergas'];

  it('are those of discovery in the namespaces with targets, and of the kubelets', () => {
    expect(rights(objectsOf(artifacts, 'plain'))).toEqual(
      [...namespaces.flatMap(inNamespace), `*: ${look} of /nodes`, '*: get of /nodes/metrics'].sort(),
    );
  });

  it('are fewer on nodes and more on Services where the operator finds the kubelets', () => {
    expect(rights(objectsOf(artifacts, 'operator'))).toEqual(
      [...namespaces, 'kube-system'].flatMap(byOperator).concat('*: get of /nodes/metrics').sort(),
    );
  });

  it.each(flavours)('belong to Prometheus alone in the %s manifests', (flavour) => {
    const objects = objectsOf(artifacts, flavour);
    const bindings = objects.filter(({ kind }) => kind === 'RoleBinding' || kind === 'ClusterRoleBinding');
    for (const { subjects, roleRef, metadata } of bindings) {
      expect(subjects).toEqual([{ kind: 'ServiceAccount', name: 'prometheus', namespace: 'monitoring' }]);
      const bound = objects.filter(
        (object) =>
          object.kind === roleRef.kind &&
          object.metadata.name === roleRef.name &&
          object.metadata.namespace === metadata.namespace,
      );
      expect(bound).toHaveLength(1);
    }
    expect(bindings).toHaveLength(objects.filter(({ kind }) => kind === 'Role' || kind === 'ClusterRole').length);
  });

  it('come with a token for Prometheus only, and an account of its own for every part', () => {
    const all = controllers(objectsOf(artifacts, 'plain'));
    const tokens = all.filter((controller) => podOf(controller).automountServiceAccountToken);
    expect(tokens.map(({ metadata }) => metadata.name)).toEqual(['prometheus']);
    expect(new Set(all.map((controller) => podOf(controller).serviceAccountName)).size).toBe(all.length);
    const accounts = objectsOf(artifacts, 'plain').filter(({ kind }) => kind === 'ServiceAccount');
    expect(accounts.every(({ automountServiceAccountToken }) => automountServiceAccountToken === false)).toBe(true);
  });
});
