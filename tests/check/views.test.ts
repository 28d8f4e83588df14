import { describe, expect, it } from 'vitest';
import { kubernetes } from '../../kubernetes/index.ts';
import { local } from '../../local/index.ts';
import { missingFiles } from '../../scripts/check/named-files.ts';
import { allRuleFiles, ruleFilesOf } from '../../scripts/check/rule-files.ts';
import { flag, type View } from '../../scripts/check/views/view.ts';
import sergas from '../../stacks/sergas.ts';
import { edited, subjectOf } from './subjects.ts';

const composed = subjectOf();
const inCluster = subjectOf(sergas, 'production', [kubernetes]);
const onHost = subjectOf(sergas, 'production', [local]);

function viewOf({ views }: { readonly views: readonly View[] }, part: string): View {
  const view = views.find((each) => each.part === part);
  if (view === undefined) throw new Error(`there is no view of ${part}`);
  return view;
}

describe('a part in Compose', () => {
  it('sees the folders that its service mounts, and its secrets, whose values take no part', () => {
    const { files, program } = viewOf(composed, 'alertmanager');
    expect(program).toBe('alertmanager');
    expect(files.get('/etc/alertmanager/alertmanager.yml')?.artifact).toBe(
      'sergas/production/compose/alertmanager/alertmanager.yml',
    );
    expect(files.get('/run/secrets/slack-webhook-url')?.text).toBe('stands for a secret');
    expect([...files.keys()].some((path) => path.includes('prometheus'))).toBe(false);
  });

  it('sees rules and dashboards where they are mounted', () => {
    const rules = [...viewOf(composed, 'prometheus').files.keys()].filter((path) =>
      path.startsWith('/etc/narthex/rules/'),
    );
    expect(rules).toHaveLength(composed.plan.groups.length);
  });

  it('gets its arguments as Compose expands them', () => {
    const wrong = edited(composed, 'compose/compose.yaml', '--query.timeout=1m', '--query.timeout=$$1');
    expect(viewOf(wrong, 'prometheus').args).toContain('--query.timeout=$1');
  });

  it('is not seen at all where the file is no YAML', () => {
    expect(edited(composed, 'compose/compose.yaml', 'services:', 'services: [').views).toEqual([]);
  });
});

describe('a part in Kubernetes', () => {
  it('sees the files of its ConfigMaps where its pod mounts them', () => {
    const { files } = viewOf(inCluster, 'prometheus');
    expect(files.get('/etc/prometheus/prometheus.yml')?.artifact).toBe(
      'sergas/production/kubernetes/plain/prometheus.yaml',
    );
    expect(files.has('/etc/narthex/rules/host-filesystems.yml')).toBe(true);
  });

  it('has the token of its account only where the pod gets one', () => {
    const token = '/var/run/secrets/kubernetes.io/serviceaccount/token';
    expect(viewOf(inCluster, 'prometheus').files.has(token)).toBe(true);
    expect(viewOf(inCluster, 'grafana').files.has(token)).toBe(false);
  });

  it('knows which line of the manifest its configuration begins on', () => {
    const input = viewOf(inCluster, 'prometheus').files.get('/etc/prometheus/prometheus.yml');
    const manifest = inCluster.artifacts.get('kubernetes/plain/prometheus.yaml') ?? '';
    const first = input?.text.split('\n').findIndex((line) => line.startsWith('scrape_configs:')) ?? -1;
    const line = manifest.split('\n')[first + (input?.linesBefore ?? 0)];
    expect(line?.trim()).toBe('scrape_configs:');
  });

  it('misses what its ConfigMap does not hold', () => {
    const wrong = edited(inCluster, 'kubernetes/plain/prometheus.yaml', /\n {2}prometheus\.yml: /, '\n  other.yml: ');
    expect(viewOf(wrong, 'prometheus').broken).toEqual([
      {
        source: 'prometheus.yml of the ConfigMap prometheus-config',
        artifact: 'sergas/production/kubernetes/plain/prometheus.yaml',
      },
    ]);
  });
});

describe('a part on this machine', () => {
  it('sees its files in the run folder', () => {
    const { files, args } = viewOf(onHost, 'prometheus');
    expect(files.has(flag(args, 'config.file') ?? '')).toBe(true);
    expect(files.has('{run-folder}/config/rules/host-filesystems.yml')).toBe(true);
  });

  it('sees its own secrets and no others', () => {
    const secrets = [...viewOf(onHost, 'grafana').files.keys()].filter((path) => path.includes('/private/'));
    expect(secrets.length).toBeGreaterThan(0);
    expect(secrets.every((path) => path.startsWith('{run-folder}/private/grafana/'))).toBe(true);
  });
});

describe('the rule files', () => {
  it('of a Prometheus are those that its patterns match', () => {
    const view = viewOf(composed, 'prometheus');
    const paths = ruleFilesOf(view, '/etc/prometheus/prometheus.yml').map(([path]) => path);
    expect(new Set(paths)).toEqual(new Set(composed.plan.groups.map(({ name }) => `/etc/narthex/rules/${name}.yml`)));
  });

  it('of a stack are the shared ones, those in ConfigMaps and those of the operator', () => {
    const folders = allRuleFiles(inCluster).map(({ artifact }) => artifact.split('/')[2]);
    expect(new Set(folders)).toEqual(new Set(['rules', 'kubernetes']));
    const operator = allRuleFiles(inCluster).filter(({ artifact }) => artifact.includes('/operator/02-rules'));
    expect(operator).toHaveLength(inCluster.plan.groups.length);
  });
});

describe('the files that a configuration names', () => {
  const view = (text: string): View => ({
    ...{ target: 'compose', part: 'app', program: 'app', args: [], broken: [] },
    files: new Map([
      ['/etc/app/app.yml', { artifact: 'a.yml', text, linesBefore: 10 }],
      ['/etc/app/templates/a.tmpl', { artifact: 'b', text: '' }],
      ['/run/secrets/token', { artifact: 'c', text: '' }],
    ]),
  });
  const missing = (text: string) => missingFiles(view(text), '/etc/app/app.yml');

  it.each([
    ['an absolute path', 'credentials_file: /run/secrets/token\n'],
    ['a path relative to the configuration', 'templates:\n  - templates/a.tmpl\n'],
    ['a pattern', 'templates:\n  - /etc/app/templates/*.tmpl\n'],
    ['a path deep inside', 'a:\n  - b:\n      c_file: /run/secrets/token\n'],
    ['none at all', 'a: 1\n'],
  ])('may be there: %s', (_what, text) => {
    expect(missing(text)).toEqual([]);
  });

  it.each([
    ['a secret that is not mounted', 'credentials_file: /run/secrets/tokn\n', '/run/secrets/tokn'],
    ['a pattern that matches nothing', 'rule_files:\n  - rules/*.yml\n', 'rules/*.yml'],
    ['a pattern across folders', 'templates:\n  - /etc/*/a.tmpl\n', '/etc/*/a.tmpl'],
    ['a list of targets', 'file_sd_configs:\n  - files:\n      - /etc/app/x.json\n', '/etc/app/x.json'],
  ])('are missed with their line in the artifact: %s', (_what, text, name) => {
    const line = text.split('\n').findIndex((each) => each.includes(name)) + 11;
    expect(missing(text)).toEqual([
      { artifact: 'a.yml', line, from: 'part app', message: `app will find no file at ${name}` },
    ]);
  });
});
