import { describe, expect, it } from 'vitest';
import { kubernetes } from '../../kubernetes/index.ts';
import { environmentNames, type Plan, seconds, type Workload } from '../../stacks/model/index.ts';
import { problemsOf } from '../support/stacks.ts';
import { controllers, type Json, objectsOf, podOf, selects, sergasArtifacts, sergasPlan, the } from './objects.ts';

const development = objectsOf(sergasArtifacts('development'), 'plain');
const production = objectsOf(sergasArtifacts('production'), 'plain');

/** The plain objects of a plan with one of its workloads changed. */
function withWorkload(name: string, change: Partial<Workload>): Json[] {
  return objectsOf(kubernetes.render(changed(name, change)), 'plain');
}

function changed(name: string, change: Partial<Workload>): Plan {
  const plan = sergasPlan('production');
  return { ...plan, workloads: plan.workloads.map((each) => (each.name === name ? { ...each, ...change } : each)) };
}

const containerOf = (objects: readonly Json[], kind: string, name: string) =>
  podOf(the(objects, kind, name)).containers[0];

describe('what runs a part', () => {
  it('is a StatefulSet with a claim for each volume, a DaemonSet for every host, else a Deployment', () => {
    for (const environment of environmentNames) {
      const objects = objectsOf(sergasArtifacts(environment), 'plain');
      for (const workload of sergasPlan(environment).workloads.filter(({ providedBy }) => !providedBy)) {
        const [controller] = controllers(objects).filter(({ metadata }) => metadata.name === workload.name);
        const stateful = workload.volumes.length > 0;
        expect(controller.kind).toBe(workload.perHost ? 'DaemonSet' : stateful ? 'StatefulSet' : 'Deployment');
        const claims = (controller.spec.volumeClaimTemplates ?? []).map(({ metadata, spec }: Json) => [
          metadata.name,
          spec.resources.requests.storage,
        ]);
        expect(claims).toEqual(workload.volumes.map(({ name, size }) => [name, size]));
        if (stateful) expect(controller.spec.podManagementPolicy).toBe('Parallel');
      }
    }
  });

  it('keeps production in two Prometheus and three Alertmanagers that know each other by name', () => {
    expect(the(production, 'StatefulSet', 'prometheus').spec.replicas).toBe(2);
    expect(the(production, 'StatefulSet', 'alertmanager').spec.replicas).toBe(3);
    const { args, env } = containerOf(production, 'StatefulSet', 'alertmanager');
    expect(args.filter((arg: string) => arg.startsWith('--cluster.peer='))).toEqual(
      [0, 1, 2].map((index) => `--cluster.peer=alertmanager-${index}.alertmanager-headless.monitoring.svc:9094`),
    );
    expect(args).toContain('--cluster.advertise-address=$(POD_IP):9094');
    expect(env).toContainEqual({ name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } });
    const headless = the(production, 'Service', 'alertmanager-headless').spec;
    expect(headless.ports.map(({ port, protocol }: Json) => `${port}/${protocol}`)).toEqual([
      '9093/TCP',
      '9094/TCP',
      '9094/UDP',
    ]);
  });

  it('names each Prometheus in its external labels', () => {
    expect(containerOf(production, 'StatefulSet', 'prometheus').env).toEqual([
      { name: 'NARTHEX_REPLICA', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    ]);
  });

  it('keeps replicas on different nodes, and lets a drain take one at a time', () => {
    const replicated = controllers(production).filter(({ spec }) => spec.replicas > 1);
    expect(replicated.map(({ metadata }) => metadata.name).sort()).toEqual(['alertmanager', 'prometheus']);
    for (const controller of replicated) {
      const { podAntiAffinity } = podOf(controller).affinity;
      const [hard] = podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution;
      expect(hard.topologyKey).toBe('kubernetes.io/hostname');
      expect(selects(hard.labelSelector.matchLabels, controller.spec.template.metadata.labels)).toBe(true);
      expect(podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.topologyKey).toBe(
        'topology.kubernetes.io/zone',
      );
      expect(the(production, 'PodDisruptionBudget', controller.metadata.name).spec).toMatchObject({
        maxUnavailable: 1,
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      });
    }
    expect(production.filter(({ kind }) => kind === 'PodDisruptionBudget')).toHaveLength(2);
    expect(development.filter(({ kind }) => kind === 'PodDisruptionBudget')).toHaveLength(0);
  });

  it('gives a start, and an end, the time that the part says it needs', () => {
    for (const workload of sergasPlan('production').workloads.filter(({ providedBy }) => !providedBy)) {
      const [controller] = controllers(production).filter(({ metadata }) => metadata.name === workload.name);
      const { startupProbe, livenessProbe, readinessProbe } = podOf(controller).containers[0];
      const patience = startupProbe.periodSeconds * startupProbe.failureThreshold;
      expect(patience).toBeGreaterThanOrEqual(seconds(workload.health.startWithin));
      expect(podOf(controller).terminationGracePeriodSeconds).toBe(seconds(workload.stopWithin));
      expect(readinessProbe.httpGet?.path).toBe(workload.health.readyPath);
      expect(livenessProbe.httpGet?.path).toBe(workload.health.livePath);
    }
  });

  it('asks a part without HTTP by its own command, and one without a command by its port', () => {
    expect(containerOf(development, 'StatefulSet', 'postgres').readinessProbe.exec.command[0]).toBe('pg_isready');
    const objects = withWorkload('redis-exporter', { health: { port: 'http', command: 'none', startWithin: '30s' } });
    expect(containerOf(objects, 'Deployment', 'redis-exporter').livenessProbe.tcpSocket).toEqual({ port: 'http' });
  });

  it('runs agents on every node, whatever its taints, with the host mounted to be read', () => {
    const pod = podOf(the(production, 'DaemonSet', 'node-exporter'));
    expect(pod.tolerations).toEqual([{ operator: 'Exists' }]);
    expect(pod.hostPID).toBe(true);
    expect(pod.volumes).toEqual([{ name: 'host-0', hostPath: { path: '/' } }]);
    expect(pod.containers[0].volumeMounts).toEqual([
      { name: 'host-0', mountPath: '/host', readOnly: true, mountPropagation: 'HostToContainer' },
    ]);
  });

  it('gives scratch folders in memory a size, and safe sysctls to the pod', () => {
    expect(podOf(the(production, 'StatefulSet', 'grafana')).volumes).toContainEqual({
      name: 'scratch-0',
      emptyDir: { medium: 'Memory', sizeLimit: '64Mi' },
    });
    expect(podOf(the(production, 'Deployment', 'blackbox')).securityContext.sysctls).toEqual([
      { name: 'net.ipv4.ping_group_range', value: '0 2147483647' },
    ]);
  });

  it('passes arguments and variables on as they are, though Kubernetes expands dollars', () => {
    const expand = (text: string) => text.replace(/\$(\$|\(POD_IP\))/g, (_, ref) => (ref === '$' ? '$' : '10.0.0.1'));
    const written = ['a$b', '$$', '$(HOME)', '$$(X)', '^(a|b)($|/)'];
    const objects = withWorkload('redis-exporter', {
      args: (at) => [...written, at.advertise('http')],
      environment: () => ({ TEXT: '$(HOME) costs $$' }),
    });
    const { args, env } = containerOf(objects, 'Deployment', 'redis-exporter');
    expect(args.map(expand)).toEqual([...written, '10.0.0.1:9121']);
    expect(expand(env[0].value)).toBe('$(HOME) costs $$');
    expect(env[1]).toEqual({ name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } });
  });

  it('names the program where the image would start another', () => {
    expect(containerOf(development, 'Deployment', 'redis').command).toEqual(['redis-server']);
    expect(containerOf(production, 'StatefulSet', 'prometheus').command).toBeUndefined();
  });
});

describe('a part that no cluster can run', () => {
  it('is refused with every reason at once', () => {
    const plan = changed('blackbox', {
      hardening: { user: { uid: 1, gid: 1 }, devices: ['/dev/kmsg'], exceptions: [] },
    });
    const long = 'a'.repeat(53);
    const workloads = plan.workloads.map((each) => (each.name === 'pushgateway' ? { ...each, name: long } : each));
    const problems = problemsOf(() => kubernetes.render({ ...plan, workloads, edges: [], jobs: [] }));
    expect(problems.map(({ code, path }) => [code, path[0]])).toEqual([
      ['NX302', 'blackbox'],
      ['NX301', long],
    ]);
  });

  it('is put with the agents if only its need of the host stands against it', () => {
    const objects = withWorkload('pushgateway', { hardening: { user: { uid: 0, gid: 0 }, exceptions: [] } });
    expect(the(objects, 'StatefulSet', 'pushgateway').metadata.namespace).toBe('monitoring-agents');
  });
});
