import { load, loadAll } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { compose } from '../../compose/index.ts';
import { kubernetes } from '../../kubernetes/index.ts';
import { local } from '../../local/index.ts';
import { type Artifacts, environmentNames, resolveStack } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { planStack, synthesize } from '../../stacks/synthesize/index.ts';
import { otherStacks } from '../support/own-stacks.ts';

type Json = Readonly<Record<string, unknown>>;

const assets = {
  'simulator.mjs': '// the simulator',
  'inbox.mjs': '// the inbox',
  'runbooks.mjs': '// the runbooks',
  'preview.mjs': '// the preview',
  'preview.js': '// the page',
  'preview.css': '',
};

/** What a target makes of a file of Prometheus or Alertmanager, as parsed. */
interface Configured {
  readonly prometheus: Json;
  readonly alertmanager: Json;
}

function files(artifacts: Artifacts, folder: string): Configured {
  const read = (path: string) => load(artifacts.get(`${folder}/${path}`) ?? '') as Json;
  return { prometheus: read('prometheus/prometheus.yml'), alertmanager: read('alertmanager/alertmanager.yml') };
}

function documents(artifacts: Artifacts, folder: string): Json[] {
  return [...artifacts]
    .filter(([path]) => path.startsWith(`${folder}/`) && path.endsWith('.yaml'))
    .flatMap(([, text]) => loadAll(text) as Json[]);
}

/** Keys and texts of all ConfigMaps of a flavour. */
function configMapData(objects: readonly Json[]): ReadonlyMap<string, string> {
  const maps = objects.filter(({ kind }) => kind === 'ConfigMap');
  return new Map(maps.flatMap(({ data }) => Object.entries((data ?? {}) as Record<string, string>)));
}

function fromConfigMaps(objects: readonly Json[]): Configured {
  const data = configMapData(objects);
  const read = (key: string) => load(data.get(key) ?? '') as Json;
  return { prometheus: read('prometheus.yml'), alertmanager: read('alertmanager.yml') };
}

/** Keys of a scrape config that say where its targets are and how they are reached, not what is done with them. */
const discovery =
  /^(static_configs|file_sd_configs|kubernetes_sd_configs|relabel_configs|metrics_path|scheme|tls_config|authorization|bearer_token_file)$/;

function jobs({ prometheus }: Configured): Json[] {
  return (prometheus.scrape_configs as Json[]).map((job) =>
    Object.fromEntries(Object.entries(job).filter(([key]) => !discovery.test(key))),
  );
}

/** Global settings and alerting without addresses and paths. */
function rest({ prometheus }: Configured): Json {
  const { global, alerting } = prometheus as { readonly global: Json; readonly alerting: Json };
  return { global, alert_relabel_configs: alerting.alert_relabel_configs };
}

/** The configuration of Alertmanager with the folders of secrets and templates and the host of every URL taken away. */
function routes({ alertmanager }: Configured): unknown {
  return JSON.parse(
    JSON.stringify(alertmanager, (key, value: unknown) => {
      if (key === 'templates') return (value as string[]).map((path) => path.split('/').at(-1));
      if (typeof value !== 'string') return value;
      if (key.endsWith('_file')) return value.split('/').at(-1);
      return key === 'url' ? new URL(value).pathname : value;
    }),
  );
}

/** Sergas in every environment; the others, which have the same parts and fewer of them, in one. */
const stacks = [
  ...environmentNames.map((environment) => ({ name: 'sergas', definition: sergas, environment })),
  ...otherStacks.map(([name, definition]) => ({ name, definition, environment: 'production' as const })),
];

describe.each(stacks)('$name in $environment', ({ definition, environment }) => {
  const plan = planStack(resolveStack(definition, environment), assets);
  const artifacts = synthesize(plan, [compose, kubernetes, local]);
  const plain = documents(artifacts, 'kubernetes/plain');
  const operator = documents(artifacts, 'kubernetes/operator');
  const targets = {
    compose: files(artifacts, 'compose'),
    local: files(artifacts, 'local'),
    plain: fromConfigMaps(plain),
  };

  it('has the same scrape jobs on all targets', () => {
    expect(jobs(targets.compose).map(({ job_name }) => job_name)).toEqual(plan.jobs.map(({ name }) => name));
    expect(jobs(targets.local)).toEqual(jobs(targets.compose));
    expect(jobs(targets.plain)).toEqual(jobs(targets.compose));
  });

  it('has the same global settings on all targets', () => {
    expect(rest(targets.local)).toEqual(rest(targets.compose));
    expect(rest(targets.plain)).toEqual(rest(targets.compose));
  });

  it('routes alerts in the same way on all targets', () => {
    expect(routes(targets.compose)).toHaveProperty('route.routes.0.receiver', plan.stack.routing.watchdog);
    expect(routes(targets.local)).toEqual(routes(targets.compose));
    expect(routes(targets.plain)).toEqual(routes(targets.compose));
  });

  it('gives the cluster the same rules, dashboards and runbooks as the machine', () => {
    const data = configMapData(plain);
    const shared = [...artifacts].filter(([path]) => /^(rules|dashboards)\//.test(path));
    const runbooks = [...artifacts].filter(([path]) => path.startsWith('runbooks/'));
    expect(runbooks.length).toBeGreaterThan(0);
    for (const [path, text] of runbooks) expect(data.get(path.split('/').at(-1) ?? ''), path).toBe(text);
    expect(shared.length).toBe(plan.groups.length + plan.dashboards.length);
    for (const [path, text] of shared) {
      // As parsed, because a comment at the top names where a file comes from.
      expect(load(data.get(path.split('/').at(-1) ?? '') ?? ''), path).toEqual(load(text));
    }
  });

  it('gives the operator the same rules', () => {
    const groups = operator
      .filter(({ kind }) => kind === 'PrometheusRule')
      .flatMap(({ spec }) => (spec as { readonly groups: Json[] }).groups);
    const expected = plan.groups.flatMap(
      ({ name }) => (load(artifacts.get(`rules/${name}.yml`) ?? '') as { readonly groups: Json[] }).groups,
    );
    const byName = (list: readonly Json[]) => Object.fromEntries(list.map((group) => [group.name, group.rules]));
    expect(byName(groups)).toEqual(byName(expected));
  });

  it('gives the operator the same jobs, by a monitor or a probe each', () => {
    const monitors = operator.filter(({ kind }) =>
      ['ServiceMonitor', 'PodMonitor', 'Probe', 'ScrapeConfig'].includes(String(kind)),
    );
    const text = JSON.stringify(monitors);
    for (const { name, interval } of plan.jobs) {
      expect(text, `the job ${name}`).toContain(`"${name}"`);
      expect(text, `its interval`).toContain(`"${interval}"`);
    }
  });
});
