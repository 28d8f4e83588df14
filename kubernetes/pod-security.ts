import type { Problem } from '../stacks/model/index.ts';
import type { Manifest } from './manifest.ts';
import { manifestPath, type PlacedManifest } from './validate.ts';

interface SecurityContext {
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly privileged?: boolean;
  readonly allowPrivilegeEscalation?: boolean;
  readonly procMount?: string;
  readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
  readonly seccompProfile?: { readonly type?: string };
  readonly sysctls?: readonly { readonly name: string }[];
}

interface Check {
  readonly httpGet?: { readonly host?: string };
  readonly tcpSocket?: { readonly host?: string };
}

interface ContainerSpec {
  readonly name: string;
  readonly securityContext?: SecurityContext;
  readonly ports?: readonly { readonly hostPort?: number }[];
  readonly livenessProbe?: Check;
  readonly readinessProbe?: Check;
  readonly startupProbe?: Check;
}

/** A pod's specification, as far as Pod Security looks at it. */
export interface PodSpec {
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
  readonly securityContext?: SecurityContext;
  readonly volumes?: readonly Readonly<Record<string, unknown>>[];
  readonly containers: readonly ContainerSpec[];
  readonly initContainers?: readonly ContainerSpec[];
}

const volumeTypes = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

const safeSysctls = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_syncookies',
];

/** What the Pod Security standard `restricted` (v1.34, Linux) finds wrong with a pod; nothing if it would be admitted. */
export function restrictedViolations(pod: PodSpec): string[] {
  const shared = [pod.hostNetwork && 'hostNetwork', pod.hostPID && 'hostPID', pod.hostIPC && 'hostIPC'].filter(
    (field) => typeof field === 'string',
  );
  const volumes = (pod.volumes ?? []).flatMap(({ name, ...kinds }) =>
    Object.keys(kinds)
      .filter((kind) => !volumeTypes.includes(kind))
      .map((kind) => `volume '${String(name)}' is of the type ${kind}`),
  );
  const sysctls = (pod.securityContext?.sysctls ?? [])
    .filter(({ name }) => !safeSysctls.includes(name))
    .map(({ name }) => `sysctl ${name} is not a safe one`);
  return [
    ...shared.map((field) => `${field} is on`),
    ...volumes,
    ...sysctls,
    ...[...(pod.initContainers ?? []), ...pod.containers].flatMap((container) =>
      containerViolations(container, pod.securityContext ?? {}).map(
        (found) => `container '${container.name}': ${found}`,
      ),
    ),
  ];
}

function containerViolations(container: ContainerSpec, pod: SecurityContext): string[] {
  const own = container.securityContext ?? {};
  const seccomp = own.seccompProfile?.type ?? pod.seccompProfile?.type;
  const added = (own.capabilities?.add ?? []).filter((capability) => capability !== 'NET_BIND_SERVICE');
  const found: readonly (readonly [boolean, string])[] = [
    [own.privileged === true, 'is privileged'],
    [own.allowPrivilegeEscalation !== false, 'may escalate its privileges'],
    [(own.runAsNonRoot ?? pod.runAsNonRoot) !== true, 'may run as root'],
    [(own.runAsUser ?? pod.runAsUser) === 0, 'runs as the user 0'],
    [!(own.capabilities?.drop ?? []).includes('ALL'), 'keeps capabilities'],
    [added.length > 0, `adds the capabilities ${added.join(', ')}`],
    [seccomp !== 'RuntimeDefault' && seccomp !== 'Localhost', 'has no seccomp profile'],
    [own.procMount !== undefined && own.procMount !== 'Default', 'unmasks /proc'],
    [(container.ports ?? []).some(({ hostPort = 0 }) => hostPort !== 0), 'takes a port of the host'],
    [checks(container).some((host) => host !== undefined), 'is probed at another host'],
  ];
  return found.filter(([bad]) => bad).map(([, text]) => text);
}

function checks({ livenessProbe, readinessProbe, startupProbe }: ContainerSpec): (string | undefined)[] {
  return [livenessProbe, readinessProbe, startupProbe].flatMap((probe) => [
    probe?.httpGet?.host,
    probe?.tcpSocket?.host,
  ]);
}

/** The pods of the manifests that their own namespaces would not admit. Namespaces that are not among them are not judged. */
export function podSecurityProblems(manifests: readonly PlacedManifest[]): readonly Problem[] {
  const enforced = new Map(
    manifests
      .filter(({ manifest }) => manifest.kind === 'Namespace')
      .map(({ file, manifest: { metadata } }) => [
        `${folderOf(file)} ${metadata.name}`,
        metadata.labels?.['pod-security.kubernetes.io/enforce'],
      ]),
  );
  return manifests.flatMap((placed) => {
    const { namespace = '' } = placed.manifest.metadata;
    const pod = podOf(placed.manifest);
    if (pod === undefined || enforced.get(`${folderOf(placed.file)} ${namespace}`) !== 'restricted') return [];
    return restrictedViolations(pod).map((message): Problem => {
      const fix = 'mend the hardening of the workload; what needs the host belongs into a namespace of its own';
      return { code: 'NX314', path: manifestPath(placed), message, fix };
    });
  });
}

/** The pod that an object makes, if it makes one. */
export function podOf({ spec }: Manifest): PodSpec | undefined {
  const template = (spec as { readonly template?: { readonly spec?: PodSpec } } | undefined)?.template;
  return template?.spec;
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/'));
}
