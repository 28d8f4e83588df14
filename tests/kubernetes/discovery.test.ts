import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kubernetes } from '../../kubernetes/index.ts';
import { ensurePrograms } from '../../local/index.ts';
import { run } from '../../local/programs/run.ts';
import { deployed, simulated } from '../../stacks/index.ts';
import { environmentNames } from '../../stacks/model/index.ts';
import { planOf, problemsOf, shop } from '../support/stacks.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { type Json, objectsOf, prometheusYml, sergasArtifacts, sergasPlan, the } from './objects.ts';
import { endpoint, relabelled } from './relabel.ts';

function jobOf(objects: readonly Json[], name: string): Json {
  return prometheusYml(objects).scrape_configs.find(({ job_name }: Json) => job_name === name);
}

const development = objectsOf(sergasArtifacts('development'), 'plain');
const production = objectsOf(sergasArtifacts('production'), 'plain');

describe('the configuration that Prometheus reads in a cluster', () => {
  it.each(environmentNames)(
    'is valid for the real promtool in %s, with its rules and the files it names',
    async (environment) => {
      const objects = objectsOf(sergasArtifacts(environment), 'plain');
      const folder = temporaryFolder();
      const put = (path: string, text: string) => {
        mkdirSync(join(folder, path, '..'), { recursive: true });
        writeFileSync(join(folder, path), text);
      };
      for (const [name, text] of Object.entries<string>(the(objects, 'ConfigMap', 'narthex-rules').data))
        put(`rules/${name}`, text);
      put('account/token', 'token');
      put('account/ca.crt', '');
      const text: string = the(objects, 'ConfigMap', 'prometheus-config').data['prometheus.yml'];
      put(
        'prometheus.yml',
        text
          .replaceAll('/var/run/secrets/kubernetes.io/serviceaccount', join(folder, 'account'))
          .replaceAll('/etc/narthex/rules', join(folder, 'rules')),
      );
      const promtool = (await ensurePrograms(['promtool'])).get('promtool');
      const { stdout } = await run(promtool?.path ?? 'promtool', ['check', 'config', join(folder, 'prometheus.yml')], {
        environment: process.env,
      });
      expect(stdout).toContain(`${sergasPlan(environment).groups.length} rule files found`);
    },
  );

  it('keeps of everything discovered the port of the one Service, under the declared instance and labels', () => {
    const { relabel_configs } = jobOf(development, 'sergas');
    const wanted = endpoint('sergas', 'sergas-api', 'http', 'sergas-api-7d4b9-x2x', '10.0.0.7:8000');
    expect(relabelled(wanted, relabel_configs)).toEqual({ instance: 'sergas-api:8000', service: 'sergas-api' });
    expect(relabelled({ ...wanted, __meta_kubernetes_service_name: 'other' }, relabel_configs)).toBeUndefined();
    expect(
      relabelled({ ...wanted, __meta_kubernetes_endpointslice_port_name: 'admin' }, relabel_configs),
    ).toBeUndefined();
    expect(relabelled({ ...wanted, __meta_kubernetes_namespace: 'monitoring' }, relabel_configs)).toBeUndefined();
  });

  it('looks for targets only in the namespaces where they are', () => {
    const namespaces = (name: string) => jobOf(development, name).kubernetes_sd_configs;
    expect(namespaces('sergas')).toEqual([{ role: 'endpointslice', namespaces: { names: ['sergas'] } }]);
    expect(namespaces('node')).toEqual([{ role: 'endpointslice', namespaces: { names: ['monitoring-agents'] } }]);
  });

  it('tells replicas apart by their pods, and nodes by their names', () => {
    const replica = (index: number) =>
      endpoint('monitoring', 'alertmanager', 'http', `alertmanager-${index}`, `10.0.0.${index}:9093`);
    const instances = [0, 1, 2].map(
      (index) => relabelled(replica(index), jobOf(production, 'alertmanager').relabel_configs)?.instance,
    );
    expect(instances).toEqual(['alertmanager-0:9093', 'alertmanager-1:9093', 'alertmanager-2:9093']);
    const agent = endpoint('monitoring-agents', 'node-exporter', 'http', 'node-exporter-abc', '10.0.0.9:9100');
    expect(relabelled(agent, jobOf(production, 'node').relabel_configs)).toEqual({
      instance: 'node-of-node-exporter-abc',
    });
  });

  it('finds a service that somebody else deploys by its Service, one instance for each of its pods', () => {
    const { kubernetes_sd_configs, static_configs, relabel_configs } = jobOf(production, 'sergas');
    expect(kubernetes_sd_configs[0].namespaces.names).toEqual(['sergas']);
    expect(static_configs).toBeUndefined();
    const pod = endpoint('sergas', 'sergas-api', 'http', 'sergas-api-1', '[fd00::7]:8000');
    expect(relabelled(pod, relabel_configs)).toEqual({ instance: 'sergas-api-1:8000', service: 'sergas-api' });
  });

  it('reads the containers from the kubelet of every node, with the token of the account', () => {
    const job = jobOf(production, 'cadvisor');
    expect(job).toMatchObject({
      scheme: 'https',
      metrics_path: '/metrics/cadvisor',
      kubernetes_sd_configs: [{ role: 'node' }],
      authorization: { credentials_file: '/var/run/secrets/kubernetes.io/serviceaccount/token' },
    });
    // Discovery of nodes sets the instance to the node's name.
    expect(relabelled({ instance: 'node-1' }, job.relabel_configs ?? [])).toEqual({ instance: 'node-1' });
  });

  it('reaches every Alertmanager by a name of its own, never all by one address', () => {
    const targets = prometheusYml(production).alerting.alertmanagers[0].static_configs[0].targets;
    expect(targets).toEqual(
      [0, 1, 2].map((index) => `alertmanager-${index}.alertmanager-headless.monitoring.svc:9093`),
    );
    expect(prometheusYml(development).alerting.alertmanagers[0].static_configs[0].targets).toEqual([
      'alertmanager.monitoring.svc:9093',
    ]);
  });
});

describe('a job of several services', () => {
  const metrics = {
    catalog: { up: { name: 'a_total', type: 'counter', help: 'A.', labels: {} } },
    job: 'apps',
    interval: '15s',
  };
  const service = (port: number, run: object) => ({ summary: 'A service.', port, metrics, run });
  const plan = planOf(
    shop({
      services: {
        one: service(8001, simulated()),
        two: service(8002, deployed('two.shop:8002', { namespace: 'front', service: 'two', port: 'web' })),
        three: service(8003, deployed('three.example.org:8003')),
      },
    }),
  );
  const artifacts = kubernetes.render(plan);
  const job = jobOf(objectsOf(artifacts, 'plain'), 'apps');

  it('finds each in its own way', () => {
    expect(job.kubernetes_sd_configs).toEqual([{ role: 'endpointslice', namespaces: { names: ['front', 'shop'] } }]);
    expect(job.static_configs).toEqual([
      { targets: ['three.example.org:8003'], labels: { instance: 'three:8003', service: 'three' } },
    ]);
  });

  it('labels each as it was declared, whichever way it was found', () => {
    const rules = job.relabel_configs;
    const one = endpoint('shop', 'one', 'http', 'one-x', '10.0.0.1:8001');
    expect(relabelled(one, rules)).toEqual({ instance: 'one:8001', service: 'one' });
    const two = endpoint('front', 'two', 'web', 'two-x', '10.0.0.2:8002');
    expect(relabelled(two, rules)).toEqual({ instance: 'two-x:8002', service: 'two' });
    const three = { __address__: 'three.example.org:8003', instance: 'three:8003', service: 'three' };
    expect(relabelled(three, rules)).toEqual({ instance: 'three:8003', service: 'three' });
    expect(relabelled(endpoint('shop', 'two', 'web', 'x', '10.0.0.3:1'), rules)).toBeUndefined();
  });

  it('is left to the Prometheus of the operator as it stands, where a monitor cannot say it', () => {
    const operator = objectsOf(artifacts, 'operator');
    const { name, key } = the(operator, 'Prometheus', 'prometheus').spec.additionalScrapeConfigs;
    const text: string = the(operator, 'Secret', name).stringData[key];
    expect(text).toContain('job_name: apps');
    expect(text).toContain('three.example.org:8003');
    expect(operator.filter(({ kind, metadata }) => kind === 'ServiceMonitor' && metadata.name === 'apps')).toEqual([]);
  });
});

describe('a job that mixes kubelets with something else', () => {
  it('is refused with the job named', () => {
    const plan = sergasPlan('production');
    const jobs = plan.jobs.map((each) =>
      each.name === 'node' && each.kind === 'metrics'
        ? { ...each, targets: [...each.targets, { part: 'cadvisor', port: 'http', instance: 'cadvisor:8080' }] }
        : each,
    );
    // The configuration is made from the jobs of the plan that Prometheus was given, so the mix goes in there.
    const prometheus = plan.workloads.map((workload) =>
      workload.name === 'prometheus'
        ? {
            ...workload,
            files: [
              {
                path: 'prometheus.yml',
                content: (at: Parameters<typeof workload.args>[0]) =>
                  jobs.flatMap((job) => (job.kind === 'metrics' ? [at.discover(job)] : [])),
              },
            ],
          }
        : workload,
    );
    const [problem] = problemsOf(() => kubernetes.render({ ...plan, jobs, workloads: prometheus }));
    expect(problem).toMatchObject({ code: 'NX303', path: ['jobs', 'node'] });
  });
});
