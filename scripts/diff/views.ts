import { at, entries, type Value } from '../check/yaml-value.ts';
import type { Documents, Files } from './documents.ts';

/** The configurations of the servers, as one target has them. */
export interface View {
  readonly target: 'compose' | 'local' | 'kubernetes';
  readonly prometheus: Value;
  readonly alertmanager: Value;
  readonly blackbox: Value;
  /** The texts of messages. */
  readonly template: string | undefined;
  /** A file of targets that Prometheus reads, by its path beside the configuration. */
  readonly targetFile: (path: string) => Value;
}

/** Files whose content is told in words: nothing more has to be said of them, or of their copies in a ConfigMap. */
export function isTold(path: string): boolean {
  return (
    /^(rules|tests|dashboards|runbooks)\//.test(path) ||
    /^(compose|local)\/(prometheus\/prometheus\.yml|alertmanager\/(alertmanager\.yml|narthex\.tmpl)|blackbox\/blackbox\.yml)$/.test(
      path,
    ) ||
    /^local\/prometheus\/targets\//.test(path)
  );
}

/** The targets that were written, in the order in which they are looked at. What all have in common is told of the first. */
export function views(files: Files, documents: Documents): View[] {
  const paths = [...files.keys()];
  const plain = (target: 'compose' | 'local'): View[] => {
    if (!paths.some((path) => path.startsWith(`${target}/`))) return [];
    return [
      {
        target,
        prometheus: documents.one(`${target}/prometheus/prometheus.yml`),
        alertmanager: documents.one(`${target}/alertmanager/alertmanager.yml`),
        blackbox: documents.one(`${target}/blackbox/blackbox.yml`),
        template: files.get(`${target}/alertmanager/narthex.tmpl`),
        targetFile: (path) => documents.one(`${target}/prometheus/${path}`),
      },
    ];
  };
  return [...plain('compose'), ...plain('local'), ...kubernetes(paths, documents)];
}

function kubernetes(paths: readonly string[], documents: Documents): View[] {
  const manifests = paths.filter((path) => path.startsWith('kubernetes/plain/'));
  const held = (name: string): Value => {
    const path = manifests.find((each) => each.endsWith(`/${name.split('.')[0]}.yaml`));
    const texts = path === undefined ? [] : documents.all(path).flatMap((manifest) => entries(at(manifest, 'data')));
    const text = texts.find(([key]) => key === name)?.[1];
    return typeof text === 'string' ? documents.text(`${path} (${name})`, text) : undefined;
  };
  if (manifests.length === 0) return [];
  const [prometheus, alertmanager, blackbox] = ['prometheus.yml', 'alertmanager.yml', 'blackbox.yml'].map(held);
  return [
    { target: 'kubernetes', prometheus, alertmanager, blackbox, template: undefined, targetFile: () => undefined },
  ];
}
