import { describe, expect, it } from 'vitest';
import { compare } from '../../scripts/diff/compare.ts';
import { markdownText } from '../../scripts/diff/markdown.ts';
import { terminalText } from '../../scripts/diff/words.ts';
import { problemsOf } from '../support/stacks.ts';
import { differences, folder, ruleFile, said } from './support.ts';

const alert = (wait: string, bound = '1') => ({
  'rules/a.yml': ruleFile(`- alert: Slow\n  expr: latency > ${bound}\n  for: ${wait}`),
});

describe('environments', () => {
  it('with the same change are named together', () => {
    const sections = compare(
      folder({ development: alert('5m'), staging: alert('5m'), production: alert('5m') }),
      folder({ development: alert('5m'), staging: alert('10m'), production: alert('10m', '2') }),
    );
    expect(sections.map(({ environments, changes }) => [environments, changes[0]?.details])).toEqual([
      [['production', 'staging'], [{ what: 'for', before: '5m', after: '10m' }]],
      [['production'], [{ what: 'threshold', before: '1', after: '2' }]],
    ]);
  });

  it('and stacks that came or went are told', () => {
    const sections = compare(folder({ production: alert('5m') }), folder({ production: alert('5m') }, 'crm'));
    expect(sections.map(({ stack, changes }) => `${stack} ${changes[0]?.name}`)).toEqual([
      'crm it was added',
      'shop it was removed',
    ]);
  });

  it('of two folders of one stack are the same stack, whatever the folders are called', () => {
    const before = folder({ production: alert('5m') }, 'before', 'stack');
    expect(compare(before, folder({ production: alert('5m') }, 'after', 'stack'))).toEqual([]);
    expect(compare(before, folder({ production: alert('6m') }, 'after', 'stack'))[0]?.stack).toBe('after');
  });
});

describe('what nobody needs to know', () => {
  it('is left out: headers, checksums, the order of keys, unit tests', () => {
    const files = (header: string, sum: string, first: string) => ({
      'rules/a.yml': `# ${header}\ngroups: []\n`,
      'tests/a.yml': `# ${header}\n`,
      'compose/compose.yaml': `# ${header}\nservices:\n  api:\n${first}\n    labels: { narthex.config-checksum: '${sum}' }\n`,
    });
    const [a, b] = ['    image: a\n    user: b', '    user: b\n    image: a'];
    expect(differences(files('one', 'x', a), files('two', 'y', b))).toEqual([]);
  });

  it('is left out of the copies that Kubernetes gets', () => {
    const map = (text: string) => ({
      'kubernetes/plain/01-shared.yaml': `kind: ConfigMap\nmetadata: { name: narthex-rules }\ndata: { a.yml: '${text}' }\n`,
    });
    expect(differences(map('a'), map('b'))).toEqual([]);
  });
});

describe('files that no words are for', () => {
  it('are named', () => {
    const lines = said(
      { 'README.md': 'a', 'compose/.env.example': 'a', 'compose/old.conf': 'a' },
      { 'README.md': 'b', 'compose/.env.example': 'b', 'compose/new.conf': 'a' },
    );
    expect(lines).toEqual([
      'Other files',
      '+ 1 other file added: compose/new.conf',
      '- 1 other file removed: compose/old.conf',
      '~ 2 other files differ: README.md, compose/.env.example',
      'Nothing changes for people; only files differ.',
    ]);
  });

  it('are counted if they are pages of runbooks', () => {
    const lines = said({ 'runbooks/A.md': 'a', 'runbooks/B.md': 'b' }, { 'runbooks/A.md': 'c', 'runbooks/C.md': 'c' });
    expect(lines.slice(0, 5)).toEqual(['Runbooks', '~ runbooks', '1 page added', '1 page removed', '1 page changed']);
  });
});

describe('long texts', () => {
  const text = (middle: string) => ({
    'rules/a.yml': ruleFile(
      `- alert: Slow\n  expr: a\n  annotations: { description: One two three four five six ${middle} seven eight nine ten eleven twelve. }`,
    ),
  });

  it('are shown as far as they differ', () => {
    expect(said(text('old'), text('new')).slice(2, 5)).toEqual([
      'description … four five six old seven eight nine … -> … four five six new seven eight nine …',
      '1 alert changed.',
    ]);
  });

  it('are whole in JSON', () => {
    const [section] = differences(text('old'), text('new'));
    expect(section?.changes[0]?.details[0]?.after).toMatch(/^One two .* twelve\.$/);
  });
});

describe('broken files', () => {
  it('are all refused at once, with their places', () => {
    const files = { 'rules/a.yml': 'groups: [', 'dashboards/a.json': '{"a"' };
    const problems = problemsOf(() => differences({ 'rules/a.yml': 'groups: []' }, files));
    expect(problems.map(({ code, position, message }) => `${code} ${position?.file ?? message}`)).toEqual([
      'NX923 dist/shop/production/rules/a.yml',
      expect.stringMatching(/^NX923 dist\/shop\/production\/dashboards\/a\.json: this is no JSON/),
    ]);
  });
});

describe('the forms', () => {
  const long = (by: string) => ({
    'rules/a.yml': ruleFile(
      `- alert: Slow\n  expr: sum by (${by}) (rate(http_request_duration_seconds_sum[5m])) / sum by (${by}) (rate(http_request_duration_seconds_count[5m])) > 1`,
    ),
  });
  const sections = differences(long('job'), long('instance'));

  it('put long expressions into blocks of PromQL in Markdown', () => {
    const text = markdownText(sections);
    expect(text).toContain('## shop: production\n\n### Alerts\n\n- `Slow`\n  - expression\n');
    expect(text.match(/```promql/g)).toHaveLength(2);
    expect(text).toMatch(/\n {4}```promql\n {4} {4}sum by \(instance\)|\n {4}```promql\n {6}sum by/);
  });

  it('lay long expressions out on a terminal', () => {
    expect(terminalText(sections)).toMatch(/- +sum by \(job\)[\s\S]*\+ +sum by \(instance\)/);
  });

  it('let no name become Markdown', () => {
    const text = markdownText(differences(alert('5m'), { 'rules/a.yml': ruleFile('- alert: "`*x*`"\n  expr: a') }));
    expect(text).toContain('**added** `` `*x*` ``');
  });

  it('say that nothing changes', () => {
    expect([terminalText([]), markdownText([])]).toEqual(['Nothing changes.', 'Nothing changes.']);
  });
});
