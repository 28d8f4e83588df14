import { discoveryRights, serviceAccount } from './access.ts';
import type { Cluster } from './cluster.ts';
import { configMap } from './config-maps.ts';
import { disruptionBudget } from './disruption.ts';
import type { Manifest } from './manifest.ts';
import { stackLabels } from './names.ts';
import { namespaces } from './namespaces.ts';
import { clusterParts, type Part } from './part.ts';
import { networkPolicies } from './policies.ts';
import { services } from './services.ts';
import { configBundles, sharedBundles } from './volumes.ts';
import { controller } from './workload.ts';

/** Manifest files by name. `kubectl apply` takes them in the order of their names, so what others need has the first ones. */
export type ManifestFiles = ReadonlyMap<string, readonly Manifest[]>;

/** Everything that a cluster needs to run a stack by itself: one file for each part. */
export function plainManifests(cluster: Cluster): ManifestFiles {
  const parts = clusterParts(cluster);
  const around = surroundings(parts, cluster);
  return new Map([
    ['00-namespaces.yaml', namespaces(parts, cluster)],
    ...sharedFile(parts, cluster),
    ...parts.map((part): [string, Manifest[]] => [
      `${part.workload.name}.yaml`,
      [...around(part), ...runs(part, cluster)],
    ]),
  ]);
}

/** What a part needs that the plain cluster runs itself: its configuration, and what runs it. */
export function runs(part: Part, cluster: Cluster): Manifest[] {
  const config = configBundles(part).map((bundle) => configMap(bundle, part.namespace, part.labels));
  return [...config, controller(part, cluster.shared)];
}

/** What stands around the pods of a part, whoever runs them: account, rights, Services, disruption budget, network policy. */
export function surroundings(parts: readonly Part[], cluster: Cluster): (part: Part) => Manifest[] {
  const policies = networkPolicies(parts, cluster);
  return (part) => [
    serviceAccount(part),
    ...discoveryRights(part, cluster),
    ...[policies.get(part.workload.name)].flatMap((policy) => policy ?? []),
    ...services(part),
    ...disruptionBudget(part),
  ];
}

/** The ConfigMaps of the folders that parts share, in every namespace where one of them runs as a pod of ours. */
export function sharedFile(parts: readonly Part[], cluster: Cluster): [string, Manifest[]][] {
  const mounted = parts
    .filter(({ operator }) => operator === undefined)
    .flatMap(({ workload, namespace }) => workload.shared.map(({ folder }) => ({ folder, namespace })));
  const unique = [...new Map(mounted.map((each) => [`${each.namespace} ${each.folder}`, each])).values()];
  const manifests = unique.flatMap(({ folder, namespace }) => {
    // By this label the sidecars of Grafana's charts find dashboards, also those of an instance that is not ours.
    const found = cluster.flavour === 'operator' && folder === 'dashboards' ? { grafana_dashboard: '1' } : {};
    return sharedBundles(folder, cluster.shared).map((bundle) =>
      configMap(bundle, namespace, { ...stackLabels(cluster.plan), ...found }),
    );
  });
  return manifests.length > 0 ? [['01-shared.yaml', manifests]] : [];
}
