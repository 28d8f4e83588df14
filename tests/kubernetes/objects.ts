import { load, loadAll } from 'js-yaml';
import { kubernetes } from '../../kubernetes/index.ts';
import type { Artifacts, EnvironmentName, Plan } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { planOf } from '../support/stacks.ts';

/** Parsed YAML of many kinds, read field by field: as open as what `JSON.parse` gives. */
export type Json = ReturnType<typeof JSON.parse>;

/** Both flavours. */
export const flavours = ['plain', 'operator'] as const;

/** The example stack in an environment. */
export function sergasPlan(environment: EnvironmentName): Plan {
  return planOf(sergas, environment);
}

/** The example stack's artifacts for Kubernetes in an environment. */
export function sergasArtifacts(environment: EnvironmentName): Artifacts {
  return kubernetes.render(sergasPlan(environment));
}

/** The objects of a flavour, in the order of files and documents. */
export function objectsOf(artifacts: Artifacts, flavour: (typeof flavours)[number]): Json[] {
  return [...artifacts]
    .filter(([path]) => path.startsWith(`kubernetes/${flavour}/`))
    .flatMap(([, text]) => loadAll(text));
}

/** The only object of a kind and a name (and a namespace, where several have one). */
export function the(objects: readonly Json[], kind: string, name: string, namespace?: string): Json {
  const found = objects.filter(
    (object) =>
      object.kind === kind &&
      object.metadata.name === name &&
      (namespace === undefined || object.metadata.namespace === namespace),
  );
  if (found.length !== 1) throw new Error(`${found.length} objects ${kind} ${namespace ?? ''} ${name}`);
  return found[0];
}

/** Everything that makes pods of its own. */
export function controllers(objects: readonly Json[]): Json[] {
  return objects.filter(({ kind }) => ['StatefulSet', 'Deployment', 'DaemonSet'].includes(kind));
}

/** The pods' specification of a controller. */
export function podOf(controller: Json): Json {
  return controller.spec.template.spec;
}

/** Whether a selector of labels chooses an object. */
export function selects(
  matchLabels: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(matchLabels).every(([name, value]) => labels[name] === value);
}

/** The configuration that the plain Prometheus reads. */
export function prometheusYml(objects: readonly Json[]): Json {
  return load(the(objects, 'ConfigMap', 'prometheus-config').data['prometheus.yml']);
}
