import { describe, expect, it } from 'vitest';
import {
  promtoolCheckConfig,
  promtoolCheckRules,
  promtoolTestRules,
  type SeenFiles,
  type Tool,
} from '../../local/tools/index.ts';
import { realTools } from './programs.ts';

const promtool = (await realTools('the wrapper of promtool'))?.promtool as Tool;

const rules = `groups:
  - name: host
    rules:
      - record: job:up:sum
        expr: sum by (job) (up)
      - alert: Down
        expr: up == 0
        for: 1m
        labels:
          severity: critical
        annotations:
          summary: The target {{ $labels.instance }} is gone.
`;

const tests = `rule_files:
  - ../rules/host.yml
evaluation_interval: 1m
tests:
  - name: Down fires when the target is gone
    interval: 1m
    input_series:
      - series: up{instance="a"}
        values: 0x10
    alert_rule_test:
      - eval_time: 5m
        alertname: Down
        exp_alerts:
          - exp_labels:
              instance: a
              severity: critical
            exp_annotations:
              summary: The target a is gone.
`;

const config = `global:
  scrape_interval: 15s
rule_files:
  - /etc/narthex/rules/*.yml
scrape_configs:
  - job_name: node
    static_configs:
      - targets:
          - node:9100
  - job_name: api
    authorization:
      credentials_file: /run/secrets/api-token
    static_configs:
      - targets:
          - api:8000
`;

describe.skipIf(promtool === undefined)('promtool check rules', () => {
  const check = (text: string) => promtoolCheckRules(promtool, { artifact: 'shop/rules/host.yml', text });

  it('finds nothing in rules that are right', async () => {
    expect(await check(rules)).toEqual([]);
  });

  it('names the line, the alert and its pack for an expression that cannot be parsed', async () => {
    const [finding, ...others] = await check(rules.replace('up == 0', 'up == 0)'));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      artifact: 'shop/rules/host.yml',
      line: 7,
      from: 'alert Down of the rule pack host',
      message: expect.stringContaining('unexpected right parenthesis'),
    });
  });

  it('tells recording rules from alerts', async () => {
    const findings = await check(rules.replace('sum by (job)', 'sum by job)'));
    expect(findings.map(({ from }) => from)).toEqual(['recording rule job:up:sum of the rule pack host']);
  });

  it('finds every unknown key with the rule that it stands in', async () => {
    const findings = await check(rules.replaceAll('expr:', 'exprr:'));
    expect(findings.map(({ line, from }) => [line, from])).toEqual([
      [5, 'recording rule job:up:sum of the rule pack host'],
      [7, 'alert Down of the rule pack host'],
    ]);
  });

  it('finds a template that cannot be parsed', async () => {
    const [finding] = await check(rules.replace('instance }}', 'instance }'));
    expect(finding?.from).toBe('alert Down of the rule pack host');
    expect(finding?.message).toContain('annotation "summary"');
  });

  it('refuses two rules that would write the same series', async () => {
    const again = '      - alert: Down\n        expr: up < 1\n        labels:\n          severity: critical\n';
    const [finding] = await check(rules + again);
    expect(finding?.message).toBe('there are two rules Down with the same labels');
  });

  it('says once where a text is no YAML', async () => {
    const findings = await check('groups: [');
    expect(findings).toHaveLength(1);
    expect(findings[0]?.message).toContain('did not find expected');
  });

  it('counts lines in the artifact that the rules are a part of', async () => {
    const text = rules.replace('up == 0', 'up == 0)');
    const [finding] = await promtoolCheckRules(promtool, { artifact: 'a.yaml', text, linesBefore: 100 });
    expect(finding?.line).toBe(107);
  });
});

describe.skipIf(promtool === undefined)('promtool test rules', () => {
  const input = { artifact: 'shop/tests/host.yml', path: 'tests/host.yml' };
  const test = (text: string, own = rules) =>
    promtoolTestRules(promtool, { ...input, text }, new Map([['rules/host.yml', own]]));

  it('finds nothing when every scenario ends as expected', async () => {
    expect(await test(tests)).toEqual([]);
  });

  it('names the scenario and shows what was expected and what came', async () => {
    const [finding, ...others] = await test(tests, rules.replace('up == 0', 'up == 2'));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ line: 5, from: "scenario 'Down fires when the target is gone'" });
    expect(finding?.message).toContain('at 5m Down is not as expected');
    expect(finding?.message).toMatch(/exp:\[.*instance="a".*got:\[\]/s);
  });

  it('finds a test of rules that are not there, which promtool passes where silence is expected', async () => {
    const quiet = tests.replace(/exp_alerts:\n.*/s, 'exp_alerts: []\n').replace('host.yml', 'hots.yml');
    const [finding] = await test(quiet);
    expect(finding).toMatchObject({ line: 2, message: "no rule file matches '../rules/hots.yml'" });
  });

  it('names the scenario of an unknown key', async () => {
    const [finding] = await test(tests.replace('exp_labels', 'exp_lables'));
    expect(finding?.from).toBe("scenario 'Down fires when the target is gone'");
    expect(finding?.message).toContain('exp_lables');
  });
});

describe.skipIf(promtool === undefined)('promtool check config', () => {
  const path = '/etc/prometheus/prometheus.yml';
  const seen = (text: string): SeenFiles =>
    new Map([
      [path, { artifact: 'shop/prometheus.yml', text }],
      ['/etc/narthex/rules/host.yml', { artifact: 'shop/rules/host.yml', text: rules }],
      ['/run/secrets/api-token', { artifact: 'shop/compose.yaml', text: 'x' }],
    ]);
  const check = (text: string) => promtoolCheckConfig(promtool, seen(text), path);

  it('finds nothing where every path leads to a file that is seen', async () => {
    expect(await check(config)).toEqual([]);
  });

  it('finds a secret that is not mounted, under the path that the configuration names', async () => {
    const [finding] = await check(config.replace('secrets/api-token', 'secrets/api-tokn'));
    expect(finding).toMatchObject({ line: 12, from: 'scrape job api' });
    expect(finding?.message).toContain('/run/secrets/api-tokn');
  });

  it('reads the rule files that the configuration names', async () => {
    const broken = new Map(seen(config)).set('/etc/narthex/rules/host.yml', {
      artifact: 'shop/rules/host.yml',
      text: rules.replace('up == 0', 'up =='),
    });
    const [finding] = await promtoolCheckConfig(promtool, broken, path);
    expect(finding?.message).toContain('/etc/narthex/rules/host.yml');
  });

  it('names the scrape job of an unknown key', async () => {
    const [finding] = await check(config.replace('static_configs', 'static_config'));
    expect(finding).toMatchObject({ line: 7, from: 'scrape job node' });
    expect(finding?.message).toContain('static_config not found');
  });

  it('names the scrape job of a regular expression that cannot be compiled', async () => {
    const relabel = '    relabel_configs:\n      - regex: (open\n        action: labeldrop\n';
    const [finding] = await check(config + relabel);
    expect(finding).toMatchObject({ line: 17, from: 'scrape job api' });
  });

  it('says nothing of the folder in which it looked', async () => {
    const findings = await check(config.replace('/etc/narthex/rules/*', '/etc/narthex/rules/missing'));
    expect(findings).toMatchObject([{ line: 4, message: expect.stringContaining('"/etc/narthex/rules/missing.yml"') }]);
  });

  it('takes a path that only ends alike for another one', async () => {
    const [finding] = await check(config.replace('/run/secrets/api', '/var/run/secrets/api'));
    expect(finding?.message).toContain('/var/run/secrets/api-token');
  });
});
