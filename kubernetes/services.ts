import { k8s, port } from './api.ts';
import { udpName } from './container.ts';
import type { Manifest } from './manifest.ts';
import type { Part } from './part.ts';
import { headlessName } from './place.ts';

/** The Services of a part: one to be reached and discovered by, and for replicas with names of their own a headless one. */
export function services(part: Part): Manifest[] {
  const { workload, operator } = part;
  if (workload.ports.length === 0) return [];
  const reached = service(part, workload.name, {
    ports: tcpPorts(part),
    // Nobody talks to any one of the nodes; the Service is only there to be discovered by.
    ...(workload.perHost && { clusterIp: 'None' }),
    // The replicas answer the same question a little differently; a person stays with one of them.
    ...(workload.replicas > 1 && !workload.perHost && { sessionAffinity: 'ClientIP' }),
  });
  // The operator makes its own.
  if (workload.volumes.length === 0 || workload.perHost || operator !== undefined) return [reached];
  const headless = service(part, headlessName(workload.name), {
    clusterIp: 'None',
    // Members of a cluster find each other before they are ready.
    publishNotReadyAddresses: true,
    ports: [...tcpPorts(part), ...udpPorts(part)],
  });
  return [reached, headless];
}

function service({ namespace, labels, selector }: Part, name: string, spec: k8s.ServiceSpec): Manifest {
  return k8s.KubeService.manifest({ metadata: { name, namespace, labels }, spec: { ...spec, selector } });
}

function tcpPorts({ workload }: Part): k8s.ServicePort[] {
  return workload.ports.map(({ name, number }) => ({ name, port: number, targetPort: port(number), protocol: 'TCP' }));
}

function udpPorts({ workload }: Part): k8s.ServicePort[] {
  return workload.ports
    .filter(({ udp }) => udp)
    .map(({ name, number }) => ({ name: udpName(name), port: number, targetPort: port(number), protocol: 'UDP' }));
}
