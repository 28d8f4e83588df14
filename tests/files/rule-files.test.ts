import { describe, expect, it } from 'vitest';
import { checked, places, textAt } from './support.ts';

const rules = (rule: string) => `groups:\n  - name: host\n    rules:\n${rule.replace(/^/gm, '      ')}\n`;
/** A rule of which the very expression is to be found again. */
const record = (expr: string) => rules(`- record: host:free:rate5m\n  expr: ${expr}`);

/** The expression of each: the mistake is that the gauge stands in a rate. */
const gauge = 'node_memory_MemFree_bytes[5m]';

describe('the place of a finding in a rule file', () => {
  it.each([
    ['plain', `rate(${gauge})`],
    ['plain over two lines', `1 +\n    rate(${gauge})`],
    ['single-quoted', `'rate(${gauge})'`],
    ['single-quoted with a quote before it', `'up{job!=''a'', instance!=''''} * rate(${gauge})'`],
    ['double-quoted', `"rate(${gauge})"`],
    ['double-quoted with escapes', `"up{job=\\"a\\", instance!=\\"\\x41\\u00e9\\"} * rate(${gauge})"`],
    ['double-quoted over two lines', `"1 + \\\n    rate(${gauge})"`],
    ['a literal block', `|\n    # what for\n    1 +\n      rate(${gauge})`],
    ['a literal block with an indentation indicator', `|4-\n      1 +\n      rate(${gauge})`],
    ['a folded block', `>-\n    1\n    + rate(${gauge})`],
    ['a folded block with more indented lines', `>\n    1\n      + rate(${gauge})\n\n    + 1`],
    ['with an emoji before it', `'up{job!="🙂"} * rate(${gauge})'`],
    ['with an anchor and a comment', `&free rate(${gauge}) # free`],
  ])('is that of its characters: %s', async (_, expr) => {
    const source = record(expr);
    const { findings } = await checked({ 'r.yml': source }, { ignore: ['NX543', 'NX536'] });
    const found = findings.filter(({ message }) => message.includes('MemFree'));
    expect(found.map(({ code }) => code)).toEqual(['NX504']);
    expect(found.map((each) => textAt(source, each).startsWith(gauge))).toEqual([true]);
  });

  it('is that of the key for what is not in the expression', async () => {
    const source = rules(
      `- alert: A\n  expr: up == 0\n  labels: {severity: critical}\n  annotations:\n    summary: x\n    note: '{{ $labels.x | nope }}'`,
    );
    const { findings } = await checked({ 'r.yml': source });
    expect(findings.map((each) => textAt(source, each))).toEqual([expect.stringMatching(/^\{\{ \$labels/)]);
  });

  it('keeps its line where lines end with a carriage return', async () => {
    const source = record(`rate(${gauge})`).replaceAll('\n', '\r\n');
    expect(places((await checked({ 'r.yml': source })).findings)).toEqual(['r.yml:5:20 NX504']);
  });
});

describe('what is read of a rule file', () => {
  it('are all documents, and the rules of the Prometheus Operator', async () => {
    const resource = `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: a}\nspec:\n${record(`rate(${gauge})`).replace(/^(?=.)/gm, '  ')}`;
    const source = `kind: Service\nspec: {}\n---\n${resource}---\n# nothing\n---\nkind: List\nitems:\n  - ${resource.trimEnd().replaceAll('\n', '\n    ')}\n`;
    const { findings, report } = await checked({ 'r.yml': source }, { ignore: ['NX543', 'NX538'] });
    expect(report.expressions).toBe(2);
    expect(places(findings)).toEqual(['r.yml:12:22 NX504', 'r.yml:26:26 NX504']);
  });

  it('are durations in the form of Prometheus, and the labels of the group', async () => {
    const { findings } = await checked({
      'r.yml': `groups:\n- name: a\n  interval: 1h30m\n  labels: {region: eu}\n  rules:\n  - {record: 'a:b:c', expr: 'up'}\n`,
      'later.yml': rules('- alert: A\n  expr: \'a:b:c{region="us"} > 1\'\n  for: 90s'),
    });
    expect(places(findings)).toEqual(['r.yml:3:13 NX541', 'later.yml:5:16 NX537', 'later.yml:5:29 NX503']);
  });

  it('are recording rules of all files, each typed by its expression', async () => {
    const first = rules('- record: job:ups:sum\n  expr: sum by (job) (up)');
    const second = rules('- alert: A\n  expr: job:ups:sum{instance="a"} > 1\n  for: 5m');
    const { findings } = await checked({ 'a.yml': first, 'b.yml': second });
    expect(findings.map(({ code, message }) => [code, message])).toEqual([
      ['NX502', expect.stringContaining("'job:ups:sum' has no label 'instance'")],
    ]);
  });

  it('is merged where YAML says so', async () => {
    const source = `groups:\n- name: a\n  rules:\n  - &base\n    alert: A\n    expr: up == 0\n    for: 5m\n  - <<: *base\n    alert: B\n    expr: rate(up[5m]) > 0\n`;
    expect(places((await checked({ 'r.yml': source })).findings)).toEqual(['r.yml:10:16 NX504']);
  });
});

describe('a file that Prometheus would not load', () => {
  it.each([
    ['a: [1\nb: 2', 2, 'this is no YAML'],
    ['', 1, 'the file is empty'],
    ['kind: Service\n', 1, "there is no 'groups' in this Service"],
    ['groups: 5\n', 1, "'groups' is no list"],
    ['groups:\n- rules: []\n', 2, 'the group has no name'],
    ['groups:\n- name: a\n- name: a\n', 3, "there is another group 'a'"],
    ['groups:\n- name: a\n  rulez: []\n', 3, "a group has no 'rulez'"],
    ['groups:\n- name: a\n  interval: 5\n', 3, "'5' is no duration"],
    [rules('- expr: up'), 4, 'the rule has no name'],
    [rules('- alert: A\n  record: b\n  expr: up'), 4, 'at once'],
    [rules('- alert: A'), 4, "'A' has no expression"],
    [rules('- alert: A\n  expr: up == 0\n  for: 5min'), 6, "'5min' is no duration"],
    [rules('- record: a:b\n  expr: up\n  for: 5m'), 6, "a recording rule has no 'for'"],
    [rules('- alert: A\n  expr: up == 0\n  summary: x'), 6, "an alert has no 'summary'"],
    [rules('- alert: A\n  expr: up == 0\n  expr: up == 1'), 6, "'expr' is there twice"],
  ])('gets a message with the line: %j', async (source, line, message) => {
    const { findings, passed } = await checked({ 'r.yml': source }, { ignore: ['NX543', 'NX536'] });
    expect(findings.map((each) => [each.code, each.line, each.message])).toEqual([
      ['NX852', line, expect.stringContaining(message)],
    ]);
    expect(passed).toBe(false);
  });

  it('does not keep the others from being checked', async () => {
    const { findings } = await checked({ 'a.yml': 'a: [', 'b.yml': record(`rate(${gauge})`) });
    expect(findings.map(({ artifact, code }) => [artifact, code])).toEqual([
      ['a.yml', 'NX852'],
      ['b.yml', 'NX504'],
    ]);
  });

  it('is told from a template that nobody rendered', async () => {
    const { findings } = await checked({ 'r.yml': 'groups:\n{{- if .x }}\n- name: a\n{{ end }}' });
    expect(findings[0]?.fix).toContain('rendered first');
  });
});
