import type { IAlertmanager } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Alertmanager';
import { k8s } from '../api.ts';
import type { Cluster } from '../cluster.ts';
import { keyOf } from '../config-maps.ts';
import type { Manifest } from '../manifest.ts';
import type { Part } from '../part.ts';
import { commonSpec } from './common.ts';
import { alertmanagerFlags } from './flags.ts';

/** The operator reads the whole configuration from this key of the Secret, and mounts the other keys beside it. */
const configKey = 'alertmanager.yaml';

/**
 * An Alertmanager that the operator runs, and its configuration. The configuration is a Secret because the operator takes it from
 * nothing else; it holds paths of files only. An AlertmanagerConfig resource could not say the same: it limits every route to
 * alerts of its own namespace, and cannot name a secret by the path of a file.
 */
export function alertmanagerResource(part: Part, cluster: Cluster): Manifest[] {
  const { workload, namespace, labels } = part;
  const configSecret = `${workload.name}-config`;
  const { spec: fromFlags, unknown } = alertmanagerFlags(part.args);
  const spec: IAlertmanager['spec'] = {
    ...commonSpec(part, cluster),
    configSecret,
    ...(workload.secrets.length > 0 && { secrets: workload.secrets.map(({ name }) => name) }),
    ...fromFlags,
  };
  const notSet = unknown.length > 0 ? { annotations: { 'narthex/flags-not-set': unknown.join(' ') } } : {};
  return [
    k8s.KubeSecret.manifest({
      metadata: { name: configSecret, namespace, labels },
      type: 'Opaque',
      stringData: {
        [configKey]: part.files[0]?.text ?? '',
        ...Object.fromEntries(part.files.slice(1).map(({ path, text }) => [keyOf(path), text])),
      },
    }),
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'Alertmanager',
      metadata: { name: workload.name, namespace, labels, ...notSet },
      spec,
    },
  ];
}
