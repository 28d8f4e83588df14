import { describe, expect, it } from 'vitest';
import { podSecurityProblems, readManifests, restrictedViolations } from '../../kubernetes/index.ts';
import { environmentNames } from '../../stacks/model/index.ts';
import { controllers, flavours, type Json, objectsOf, podOf, sergasArtifacts, the } from './objects.ts';

const production = objectsOf(sergasArtifacts('production'), 'plain');
const restricted = () => structuredClone(podOf(the(production, 'StatefulSet', 'alertmanager')));

describe('the namespaces', () => {
  it.each(environmentNames)(
    'in %s enforce, audit and warn by the restricted standard, but for that of the agents',
    (environment) => {
      for (const flavour of flavours) {
        const namespaces = objectsOf(sergasArtifacts(environment), flavour).filter(({ kind }) => kind === 'Namespace');
        expect(namespaces.map(({ metadata }) => metadata.name)).toEqual(
          environment === 'development'
            ? ['monitoring', 'monitoring-agents', 'sergas']
            : ['monitoring', 'monitoring-agents'],
        );
        for (const { metadata } of namespaces) {
          for (const mode of ['enforce', 'audit', 'warn']) {
            const level = metadata.name === 'monitoring-agents' ? 'privileged' : 'restricted';
            expect(metadata.labels[`pod-security.kubernetes.io/${mode}`]).toBe(level);
            expect(metadata.labels[`pod-security.kubernetes.io/${mode}-version`]).toMatch(/^v1\.\d+$/);
          }
        }
      }
    },
  );

  it('hold in the agents only what runs once per host', () => {
    const agents = controllers(production).filter(({ metadata }) => metadata.namespace === 'monitoring-agents');
    expect(agents.map(({ kind, metadata }) => [kind, metadata.name])).toEqual([['DaemonSet', 'node-exporter']]);
  });
});

describe('the pods', () => {
  it.each(environmentNames)('in %s are admitted by the namespaces they run in', (environment) => {
    expect(podSecurityProblems(readManifests(sergasArtifacts(environment)).manifests)).toEqual([]);
  });

  it.each(environmentNames)('in %s keep a read-only root and say everything for pod and container', (environment) => {
    for (const controller of controllers(objectsOf(sergasArtifacts(environment), 'plain'))) {
      const pod = podOf(controller);
      const container = pod.containers[0];
      for (const context of [pod.securityContext, container.securityContext]) {
        expect(context).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
        expect(context.runAsUser).toBeGreaterThan(0);
      }
      expect(container.securityContext).toMatchObject({
        privileged: false,
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(pod.enableServiceLinks).toBe(false);
      expect(pod.securityContext.fsGroup).toBe(pod.securityContext.runAsGroup);
      for (const { mountPath, readOnly, name } of container.volumeMounts ?? []) {
        const scratch =
          name.startsWith('scratch-') || (pod.volumes ?? []).every((volume: Json) => volume.name !== name);
        expect(readOnly ?? false, mountPath).toBe(!scratch);
      }
    }
  });

  it('of the operator are given the same identity and profile', () => {
    const operator = objectsOf(sergasArtifacts('production'), 'operator');
    for (const [kind, name] of [
      ['Prometheus', 'prometheus'],
      ['Alertmanager', 'alertmanager'],
    ] as const) {
      const plain = podOf(the(production, 'StatefulSet', name));
      expect(the(operator, kind, name).spec.securityContext).toEqual(plain.securityContext);
      expect(the(operator, kind, name).spec.image).toBe(plain.containers[0].image);
    }
  });

  it('read secrets by their group only', () => {
    const pod = restricted();
    expect(pod.volumes.find(({ name }: Json) => name === 'secrets').projected.defaultMode).toBe(0o440);
  });
});

describe('the restricted standard', () => {
  const changes: readonly [string, (pod: Json) => void][] = [
    [
      'hostNetwork is on',
      (pod) => {
        pod.hostNetwork = true;
      },
    ],
    [
      'hostPID is on',
      (pod) => {
        pod.hostPID = true;
      },
    ],
    [
      'hostIPC is on',
      (pod) => {
        pod.hostIPC = true;
      },
    ],
    [
      "volume 'root' is of the type hostPath",
      (pod) => {
        pod.volumes.push({ name: 'root', hostPath: { path: '/' } });
      },
    ],
    [
      'sysctl kernel.msgmax is not a safe one',
      (pod) => {
        pod.securityContext.sysctls = [{ name: 'kernel.msgmax', value: '1' }];
      },
    ],
    [
      'is privileged',
      (pod) => {
        pod.containers[0].securityContext.privileged = true;
      },
    ],
    [
      'may escalate its privileges',
      (pod) => {
        delete pod.containers[0].securityContext.allowPrivilegeEscalation;
      },
    ],
    [
      'may run as root',
      (pod) => {
        pod.containers[0].securityContext.runAsNonRoot = false;
      },
    ],
    [
      'runs as the user 0',
      (pod) => {
        pod.containers[0].securityContext.runAsUser = 0;
      },
    ],
    [
      'keeps capabilities',
      (pod) => {
        delete pod.containers[0].securityContext.capabilities;
      },
    ],
    [
      'adds the capabilities SYS_TIME',
      (pod) => {
        pod.containers[0].securityContext.capabilities.add = ['SYS_TIME', 'NET_BIND_SERVICE'];
      },
    ],
    [
      'has no seccomp profile',
      (pod) => {
        pod.containers[0].securityContext.seccompProfile = { type: 'Unconfined' };
      },
    ],
    [
      'unmasks /proc',
      (pod) => {
        pod.containers[0].securityContext.procMount = 'Unmasked';
      },
    ],
    [
      'takes a port of the host',
      (pod) => {
        pod.containers[0].ports[0].hostPort = 80;
      },
    ],
    [
      'is probed at another host',
      (pod) => {
        pod.containers[0].livenessProbe.httpGet.host = '10.0.0.1';
      },
    ],
  ];

  it('finds nothing in a hardened pod', () => {
    expect(restrictedViolations(restricted())).toEqual([]);
  });

  it.each(changes)('finds that a pod %s', (message, change) => {
    const pod = restricted();
    change(pod);
    const found = restrictedViolations(pod);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });

  it('looks at initial containers as well', () => {
    const pod = restricted();
    pod.initContainers = [{ name: 'prepare', securityContext: {} }];
    expect(restrictedViolations(pod).join()).toContain("container 'prepare'");
  });

  it('takes what a container does not say from its pod', () => {
    const pod = restricted();
    delete pod.containers[0].securityContext.seccompProfile;
    delete pod.containers[0].securityContext.runAsNonRoot;
    expect(restrictedViolations(pod)).toEqual([]);
  });

  it('becomes a problem where the namespace enforces it, and only there', () => {
    const bad = { name: 'root', securityContext: { runAsUser: 0 } };
    const manifest = (namespace: string): Json => ({
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'agent', namespace },
      spec: { template: { spec: { containers: [bad] } } },
    });
    const namespace = (name: string, level: string): Json => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { 'pod-security.kubernetes.io/enforce': level } },
    });
    const placed = (object: Json) => ({ file: 'kubernetes/plain/a.yaml', manifest: object });
    const problems = podSecurityProblems(
      [namespace('strict', 'restricted'), namespace('open', 'privileged'), manifest('strict'), manifest('open')].map(
        placed,
      ),
    );
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['NX314']));
    expect(problems).toHaveLength(5);
  });
});
