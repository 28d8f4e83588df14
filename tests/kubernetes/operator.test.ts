import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { kubernetes } from '../../kubernetes/index.ts';
import { ensurePrograms } from '../../local/index.ts';
import { run } from '../../local/programs/run.ts';
import { environmentNames, yaml } from '../../stacks/model/index.ts';
import { planOf, problemsOf, shop } from '../support/stacks.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { type Json, objectsOf, prometheusYml, selects, sergasArtifacts, sergasPlan, the } from './objects.ts';
import { endpoint, monitored, relabelled } from './relabel.ts';

const artifacts = sergasArtifacts('production');
const operator = objectsOf(artifacts, 'operator');
const plain = objectsOf(artifacts, 'plain');
const plainJob = (name: string) => prometheusYml(plain).scrape_configs.find(({ job_name }: Json) => job_name === name);

/** Limits by their name in a resource, and in the configuration of Prometheus. */
const limits = {
  sampleLimit: 'sample_limit',
  targetLimit: 'target_limit',
  labelLimit: 'label_limit',
  labelNameLengthLimit: 'label_name_length_limit',
  labelValueLengthLimit: 'label_value_length_limit',
};

async function program(name: 'promtool' | 'amtool', args: readonly string[]): Promise<string> {
  const found = (await ensurePrograms([name])).get(name);
  return (await run(found?.path ?? name, [...args], { environment: process.env })).stdout;
}

describe.each(environmentNames)('the resources for the operator in %s', (environment) => {
  const plan = sergasPlan(environment);
  const objects = objectsOf(sergasArtifacts(environment), 'operator');
  const configs = prometheusYml(objectsOf(sergasArtifacts(environment), 'plain')).scrape_configs;

  it('are chosen by the selectors of the Prometheus resource', () => {
    const { spec, metadata } = the(objects, 'Prometheus', 'prometheus');
    const kinds = { serviceMonitorSelector: 'ServiceMonitor', probeSelector: 'Probe', ruleSelector: 'PrometheusRule' };
    for (const [selector, kind] of Object.entries(kinds)) {
      const all = objects.filter((object) => object.kind === kind);
      expect(all.length).toBeGreaterThan(0);
      for (const { metadata: own } of all) {
        expect(selects(spec[selector].matchLabels, own.labels)).toBe(true);
        expect(own.namespace).toBe(metadata.namespace);
      }
    }
  });

  it('read every job as often, as patiently and within the same limits as the plain configuration', () => {
    for (const job of plan.jobs) {
      const { spec } = the(objects, job.kind === 'probe' ? 'Probe' : 'ServiceMonitor', job.name);
      const plainConfig = configs.find(({ job_name }: Json) => job_name === job.name);
      for (const [field, key] of Object.entries(limits)) expect(spec[field]).toBe(plainConfig[key]);
      for (const reading of job.kind === 'probe' ? [spec] : spec.endpoints) {
        expect(reading.interval).toBe(plainConfig.scrape_interval);
        expect(reading.scrapeTimeout).toBe(plainConfig.scrape_timeout);
        expect(reading.honorLabels).toBe(plainConfig.honor_labels);
        expect(reading.metricRelabelings?.map(({ regex, action }: Json) => [regex, action])).toEqual(
          plainConfig.metric_relabel_configs?.map(({ regex, action }: Json) => [regex, action]),
        );
      }
    }
  });

  it('carry rules that the real promtool takes', async () => {
    const groups = objects.filter(({ kind }) => kind === 'PrometheusRule').flatMap(({ spec }) => spec.groups);
    expect(groups.map(({ name }) => name)).toEqual(plan.groups.map(({ name }) => name));
    const file = join(temporaryFolder(), 'rules.yml');
    writeFileSync(file, yaml({ groups }));
    expect(await program('promtool', ['check', 'rules', file])).toContain('SUCCESS');
  });

  it('carry a configuration that the real amtool takes, without the value of any secret', async () => {
    const { spec } = the(objects, 'Alertmanager', 'alertmanager');
    const text: string = the(objects, 'Secret', spec.configSecret).stringData['alertmanager.yaml'];
    const file = join(temporaryFolder(), 'alertmanager.yml');
    writeFileSync(file, text);
    expect(await program('amtool', ['check-config', file])).toContain('SUCCESS');
    const paths = [...text.matchAll(/_file: (\S+)/g)].map(([, path]) => path);
    const mounted = (spec.secrets ?? []).map((name: string) => `/etc/alertmanager/secrets/${name}/${name}`);
    for (const path of paths) expect(mounted).toContain(path);
    expect(text).not.toMatch(/\b(api_url|routing_key|smtp_auth_password|credentials|url): (?!http:\/\/inbox)/);
  });
});

describe('a ServiceMonitor', () => {
  const monitor = (name: string) => the(operator, 'ServiceMonitor', name).spec.endpoints[0].relabelings;

  it('gives a target the labels that the plain configuration gives it, and none that the operator adds', () => {
    const found = {
      sergas: endpoint('sergas', 'sergas-api', 'http', 'sergas-api-1', '10.0.0.1:8000'),
      postgres: endpoint('monitoring', 'postgres-exporter', 'http', 'postgres-exporter-x', '10.0.0.2:9187'),
      node: endpoint('monitoring-agents', 'node-exporter', 'http', 'node-exporter-y', '10.0.0.3:9100'),
      prometheus: endpoint('monitoring', 'prometheus', 'http', 'prometheus-prometheus-0', '10.0.0.4:9090'),
    };
    for (const [job, target] of Object.entries(found)) {
      const expected = relabelled(target, plainJob(job).relabel_configs);
      expect(expected).toBeDefined();
      expect(relabelled(monitored(target), monitor(job))).toEqual({ job, ...expected });
    }
  });

  it('drops the other Services of the namespace, which its empty selector finds as well', () => {
    const other = endpoint('monitoring', 'prometheus-operated', 'http', 'prometheus-prometheus-0', '10.0.0.4:9090');
    expect(relabelled(monitored(other), monitor('prometheus'))).toBeUndefined();
    const headless = endpoint('monitoring', 'pushgateway-headless', 'http', 'pushgateway-0', '10.0.0.5:9091');
    expect(relabelled(monitored(headless), monitor('pushgateway'))).toBeUndefined();
  });

  it('finds the kubelets behind the Service that the operator keeps, each under the name of its node', () => {
    const { selector, namespaceSelector, endpoints } = the(operator, 'ServiceMonitor', 'cadvisor').spec;
    expect(selector.matchLabels).toEqual({ 'app.kubernetes.io/name': 'kubelet' });
    expect(namespaceSelector.matchNames).toEqual(['kube-system']);
    expect(endpoints[0]).toMatchObject({ port: 'https-metrics', scheme: 'https', path: '/metrics/cadvisor' });
    const target = {
      ...monitored(endpoint('kube-system', 'kubelet', 'https-metrics', '', '10.0.0.1:10250')),
      node: 'node-1',
    };
    expect(relabelled(target, endpoints[0].relabelings)).toEqual({ job: 'cadvisor', instance: 'node-1' });
  });
});

describe('a Probe', () => {
  it('names its targets as the plain configuration does, though the operator names them by their addresses', () => {
    for (const job of ['blackbox-http', 'blackbox-tcp']) {
      const { jobName, module, prober, targets } = the(operator, 'Probe', job).spec;
      const config = plainJob(job);
      expect([jobName, [module]]).toEqual([job, config.params.module]);
      expect(prober.url).toBe(config.relabel_configs.at(-1).replacement);
      expect(targets.staticConfig.static).toEqual(config.static_configs.flatMap((each: Json) => each.targets));
      for (const {
        targets: [address],
        labels,
      } of config.static_configs) {
        const added = { __param_target: address, instance: address, namespace: 'monitoring', job };
        expect(relabelled(added, targets.staticConfig.relabelingConfigs)).toEqual({ job, ...labels });
      }
    }
  });
});

describe('the Prometheus resource', () => {
  const { spec } = the(operator, 'Prometheus', 'prometheus');

  it('says with its fields what the plain part says with flags', () => {
    expect(spec).toMatchObject({
      version: '3.5.3',
      replicas: 2,
      retention: '30d',
      retentionSize: '40GB',
      query: { timeout: '1m', maxConcurrency: 20 },
      web: { maxConnections: 128 },
      rules: { alert: { resendDelay: '1m' } },
      storage: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '50Gi' } } } } },
      enforcedBodySizeLimit: '16MB',
    });
    const { args } = the(plain, 'StatefulSet', 'prometheus').spec.template.spec.containers[0];
    for (const { name, value } of spec.additionalArgs) expect(args).toContain(`--${name}=${value}`);
  });

  it('has the same external labels, with the replica named by the operator', () => {
    const { replica, ...labels } = prometheusYml(plain).global.external_labels;
    expect(spec.externalLabels).toEqual(labels);
    expect(replica).toContain('$');
    expect(spec.replicaExternalLabelName).toBe('replica');
  });

  it('alerts the Alertmanagers through a Service that is there, at a port that it has', () => {
    const [target] = spec.alerting.alertmanagers;
    const service = the(operator, 'Service', target.name, target.namespace);
    expect(service.spec.ports.map(({ name }: Json) => name)).toContain(target.port);
  });
});

describe('the Alertmanager resource', () => {
  it('says which flags the operator has no field for', () => {
    const { metadata, spec } = the(operator, 'Alertmanager', 'alertmanager');
    expect(metadata.annotations['narthex/flags-not-set']).toBe('--enable-feature=receiver-name-in-metrics');
    expect(spec.web.timeout).toBe(30);
    expect(spec.replicas).toBe(3);
  });

  it('has its templates beside its configuration, where the operator mounts every key of the Secret', () => {
    const { 'alertmanager.yaml': text, ...beside } = the(operator, 'Secret', 'alertmanager-config').stringData;
    const own = the(plain, 'ConfigMap', 'alertmanager-config').data;
    expect(beside).toEqual({ 'narthex.tmpl': own['narthex.tmpl'] });
    expect((load(text) as Json).templates).toEqual(['/etc/alertmanager/config/narthex.tmpl']);
    expect((load(own['alertmanager.yml']) as Json).templates).toEqual(['/etc/alertmanager/narthex.tmpl']);
  });

  it('knows where people open it, and so does Prometheus; neither has another path inside the cluster', () => {
    for (const [kind, name] of [
      ['Alertmanager', 'alertmanager'],
      ['Prometheus', 'prometheus'],
    ] as const) {
      const { args } = the(plain, 'StatefulSet', name).spec.template.spec.containers[0];
      const { spec } = the(operator, kind, name);
      expect(args).toContain(`--web.external-url=${spec.externalUrl}`);
      expect(args).toContain(`--web.route-prefix=${spec.routePrefix}`);
      expect(spec.routePrefix).toBe('/');
    }
  });

  it('routes as the plain one does', () => {
    const text = the(operator, 'Secret', 'alertmanager-config').stringData['alertmanager.yaml'];
    const own = load(the(plain, 'ConfigMap', 'alertmanager-config').data['alertmanager.yml']) as Json;
    expect((load(text) as Json).route).toEqual(own.route);
  });
});

describe('dashboards for an operator', () => {
  it('carry the label by which the sidecars of Grafana find them, and only they do', () => {
    const labelled = operator.filter(({ metadata }) => metadata.labels?.grafana_dashboard === '1');
    // More than fits into one ConfigMap.
    const parts = labelled.map(({ kind, metadata }) => `${kind} ${metadata.name.replace(/-\d+$/, '')}`);
    expect(new Set(parts)).toEqual(new Set(['ConfigMap narthex-dashboards']));
    expect(operator.some(({ metadata }) => metadata.name === 'narthex-rules')).toBe(false);
  });
});

describe('a part that says wrongly that the operator runs it', () => {
  it('is refused with what is missing', () => {
    const plan = planOf(shop());
    const workloads = plan.workloads.map((each) => (each.name === 'prometheus' ? { ...each, files: [] } : each));
    const [problem] = problemsOf(() => kubernetes.render({ ...plan, workloads }));
    expect(problem).toMatchObject({ code: 'NX305', path: ['prometheus', 'files', 0] });
  });
});
