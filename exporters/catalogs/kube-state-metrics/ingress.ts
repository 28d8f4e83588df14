import { open } from '@narthex/instrumentation';
import { kind, namespace } from './objects.ts';

const ingress = kind({ namespace, ingress: open({ typically: 10 }) }, ['namespace', 'ingress'], 10);
const ingressClass = kind({ ingressclass: open({ typically: 1 }) }, ['ingressclass'], 1);

/** Ingresses and their classes. */
export const ingressMetrics = {
  ingressInfo: ingress.info('kube_ingress_info', 'Its class; _default without one.', {
    labels: { ingressclass: open({ typically: 1 }) },
  }),
  ingressPath: ingress.info('kube_ingress_path', 'Its paths and what serves them.', {
    labels: {
      host: open({ typically: 1, sometimes: true }),
      path: open({ typically: 2, sometimes: true }),
      path_type: ['Exact', 'Prefix', 'ImplementationSpecific'],
      service_name: open({ typically: 1, sometimes: true }),
      service_port: open({ typically: 1, sometimes: true }),
      resource_api_group: open({ typically: 1, sometimes: true }),
      resource_kind: open({ typically: 1, sometimes: true }),
      resource_name: open({ typically: 1, sometimes: true }),
    },
    key: ['host', 'path', 'path_type'],
  }),
  ingressTls: ingress.info('kube_ingress_tls', 'Hosts that it serves by TLS.', {
    labels: { tls_host: open({ typically: 1 }), secret: open({ typically: 1, sometimes: true }) },
    key: ['tls_host'],
  }),
  ingressMetadataResourceVersion: ingress.number('kube_ingress_metadata_resource_version', 'Version of the object.'),
  ingressCreated: ingress.time('kube_ingress_created', 'When it was created.'),
  ingressclassInfo: ingressClass.info('kube_ingressclass_info', 'Which controller serves a class.', {
    labels: { controller: open({ typically: 1 }) },
  }),
  ingressclassCreated: ingressClass.time('kube_ingressclass_created', 'When a class was created.'),
};
