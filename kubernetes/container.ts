import { imageReference } from '../stacks/model/index.ts';
import type { k8s } from './api.ts';
import type { Part } from './part.ts';
import { podAddress } from './place.ts';
import { probes } from './probes.ts';
import { containerSecurity, resourceRequirements } from './security.ts';

/** The one container of a part's pods. */
export function container(part: Part, volumeMounts: readonly k8s.VolumeMount[]): k8s.Container {
  const { workload } = part;
  const args = part.args.map(literal);
  const env = environment(part);
  return {
    name: workload.name,
    image: imageReference(workload.image),
    imagePullPolicy: 'IfNotPresent',
    ...(!workload.entrypoint && { command: [workload.program] }),
    ...(args.length > 0 && { args }),
    ...(env.length > 0 && { env }),
    ports: workload.ports.flatMap(({ name, number, udp }) => [
      { name, containerPort: number, protocol: 'TCP' },
      ...(udp ? [{ name: udpName(name), containerPort: number, protocol: 'UDP' }] : []),
    ]),
    ...probes(workload),
    resources: resourceRequirements(workload),
    securityContext: containerSecurity(workload),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    ...(volumeMounts.length > 0 && { volumeMounts: [...volumeMounts] }),
  };
}

/** The name of a port's UDP side; port names have at most 15 characters. */
export function udpName(name: string): string {
  return `${name.slice(0, 11)}-udp`;
}

function environment({ environment, args }: Part): k8s.EnvVar[] {
  const own = Object.entries(environment).map(([name, value]): k8s.EnvVar => {
    return typeof value === 'string'
      ? { name, value: literal(value) }
      : replicaField(name, value.replica === 'name' ? 'metadata.name' : 'status.podIP');
  });
  const needsAddress = args.some((arg) => arg.includes(podAddress.reference));
  const missing = needsAddress && !(podAddress.variable in environment);
  return missing ? [...own, replicaField(podAddress.variable, 'status.podIP')] : own;
}

function replicaField(name: string, fieldPath: string): k8s.EnvVar {
  return { name, valueFrom: { fieldRef: { fieldPath } } };
}

/** Kubernetes expands `$(NAME)`, and reads `$$` as one dollar; only the pod's address is meant to be expanded. */
function literal(text: string): string {
  return text
    .split(podAddress.reference)
    .map((piece) => piece.replace(/\$(?=[$(])/g, '$$$$'))
    .join(podAddress.reference);
}
