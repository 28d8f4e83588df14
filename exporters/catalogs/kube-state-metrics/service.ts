import { open } from '@narthex/instrumentation';
import { kind, namespace, YES_NO } from './objects.ts';

const service = kind(
  { namespace, service: open({ typically: 40 }), uid: open({ typically: 40 }) },
  ['namespace', 'service'],
  40,
);
const endpoint = kind({ namespace, endpoint: open({ typically: 40 }) }, ['namespace', 'endpoint'], 40);
const slice = kind({ namespace, endpointslice: open({ typically: 50 }) }, ['namespace', 'endpointslice'], 50);
const ports = {
  labels: {
    port_name: open({ typically: 2, sometimes: true }),
    port_protocol: ['TCP', 'UDP', 'SCTP'],
    port_number: open({ typically: 2 }),
  },
  key: ['port_name', 'port_number'],
} as const;

/** Services. */
export const serviceMetrics = {
  serviceInfo: service.info('kube_service_info', 'Its address.', {
    labels: {
      cluster_ip: open({ typically: 40, sometimes: true }),
      external_name: open({ typically: 1, sometimes: true }),
      external_traffic_policy: open({ typically: 1, sometimes: true }),
      load_balancer_ip: open({ typically: 1, sometimes: true }),
    },
  }),
  serviceSpecType: service.info('kube_service_spec_type', 'How it can be reached.', {
    labels: { type: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] },
  }),
  serviceSpecExternalIp: service.info('kube_service_spec_external_ip', 'Addresses outside the cluster.', {
    labels: { external_ip: open({ typically: 1 }) },
    key: ['external_ip'],
  }),
  serviceStatusLoadBalancerIngress: service.info(
    'kube_service_status_load_balancer_ingress',
    'Addresses of its load balancer.',
    {
      labels: { ip: open({ typically: 1, sometimes: true }), hostname: open({ typically: 1, sometimes: true }) },
      key: ['ip', 'hostname'],
    },
  ),
  servicePorts: service.info('kube_service_ports', 'Its ports.', {
    labels: {
      port_name: open({ typically: 2, sometimes: true }),
      port_protocol: ['TCP', 'UDP', 'SCTP'],
      port_number: open({ typically: 2 }),
      port_target: open({ typically: 2 }),
      port_app_protocol: open({ typically: 1, sometimes: true }),
      port_node_number: open({ typically: 1, sometimes: true }),
    },
    key: ['port_name', 'port_protocol', 'port_number'],
  }),
  serviceCreated: service.time('kube_service_created', 'When it was created.'),
};

/** Endpoints, which come after EndpointSlices in new clusters. */
export const endpointMetrics = {
  endpointInfo: endpoint.info('kube_endpoint_info', 'One for each Endpoints object.'),
  endpointPorts: endpoint.info('kube_endpoint_ports', 'Its ports.', ports),
  endpointAddress: endpoint.info('kube_endpoint_address', 'Its addresses and whether they are ready.', {
    labels: {
      ip: open({ typically: 3 }),
      ready: YES_NO,
      port_name: open({ typically: 1, sometimes: true }),
      port_protocol: open({ typically: 1, sometimes: true }),
      port_number: open({ typically: 1, sometimes: true }),
    },
    key: ['ip', 'ready', 'port_name', 'port_protocol', 'port_number'],
  }),
  endpointCreated: endpoint.time('kube_endpoint_created', 'When it was created.'),
};

/** EndpointSlices. */
export const endpointSliceMetrics = {
  endpointsliceInfo: slice.info('kube_endpointslice_info', 'Kind of its addresses.', {
    labels: { addresstype: ['IPv4', 'IPv6', 'FQDN'] },
  }),
  endpointslicePorts: slice.info('kube_endpointslice_ports', 'Its ports.', ports),
  endpointsliceEndpoints: slice.info('kube_endpointslice_endpoints', 'Its endpoints and their state.', {
    labels: {
      address: open({ typically: 3 }),
      ready: open({ typically: 1, sometimes: true }),
      serving: open({ typically: 1, sometimes: true }),
      terminating: open({ typically: 1, sometimes: true }),
      hostname: open({ typically: 1, sometimes: true }),
      targetref_kind: open({ typically: 1, sometimes: true }),
      targetref_name: open({ typically: 3, sometimes: true }),
      targetref_namespace: open({ typically: 1, sometimes: true }),
      nodename: open({ typically: 3, sometimes: true }),
      endpoint_zone: open({ typically: 3, sometimes: true }),
    },
    key: ['address'],
  }),
  endpointsliceEndpointsHints: slice.info(
    'kube_endpointslice_endpoints_hints',
    'For which zones an endpoint is meant.',
    { labels: { address: open({ typically: 3 }), for_zone: open({ typically: 1 }) }, key: ['address', 'for_zone'] },
  ),
  endpointsliceCreated: slice.time('kube_endpointslice_created', 'When it was created.'),
};
