import { open } from '@narthex/instrumentation';
import { kind, namespace, OWNER } from './objects.ts';

const configMap = kind({ namespace, configmap: open({ typically: 80 }) }, ['namespace', 'configmap'], 80);
const secret = kind({ namespace, secret: open({ typically: 60 }) }, ['namespace', 'secret'], 60);

/** ConfigMaps. */
export const configMapMetrics = {
  configmapInfo: configMap.info('kube_configmap_info', 'One for each ConfigMap.'),
  configmapMetadataResourceVersion: configMap.number(
    'kube_configmap_metadata_resource_version',
    'Version of the object.',
  ),
  configmapCreated: configMap.time('kube_configmap_created', 'When it was created.'),
};

/** Secrets. */
export const secretMetrics = {
  secretInfo: secret.info('kube_secret_info', 'One for each Secret.'),
  secretType: secret.info('kube_secret_type', 'Its type.', { labels: { type: open({ typically: 5 }) } }),
  secretOwner: secret.info('kube_secret_owner', 'What owns a Secret.', { labels: { ...OWNER } }),
  secretMetadataResourceVersion: secret.number('kube_secret_metadata_resource_version', 'Version of the object.'),
  secretCreated: secret.time('kube_secret_created', 'When it was created.'),
  secretTlsCertNotAfterSeconds: secret.time(
    'kube_secret_tls_cert_not_after_seconds',
    'When the certificate in it expires.',
    {
      labels: {
        cn: open({ typically: 10, sometimes: true }),
        sans: open({ typically: 10, sometimes: true }),
        serial: open({ typically: 10 }),
      },
      key: [],
    },
  ),
};
