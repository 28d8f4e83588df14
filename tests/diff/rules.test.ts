import { describe, expect, it } from 'vitest';
import { differences, ruleFile, said } from './support.ts';

const full = `- alert: DiskFull
  expr: avg by (instance) (disk_used_ratio) > 0.9
  for: 5m
  labels: { severity: warning, team: shop }
  annotations: { summary: The disk is full. }`;

/** What is said of an alert after one thing in it was changed. */
function changed(...replacements: readonly (readonly [string, string])[]): string[] {
  const after = replacements.reduce((text, [from, to]) => text.replace(from, to), full);
  return said({ 'rules/host.yml': ruleFile(full) }, { 'rules/host.yml': ruleFile(after) });
}

describe('a changed alert', () => {
  it('is said in words', () => {
    expect(changed(['for: 5m', 'for: 10m'], ['severity: warning', 'severity: critical'])).toEqual([
      'Alerts',
      '~ DiskFull',
      'severity warning -> critical',
      'for 5m -> 10m',
      '1 alert changed.',
    ]);
  });

  it.each([
    ['a threshold', '> 0.9', '> 0.8', 'threshold 0.9 -> 0.8'],
    ['a negative threshold', '> 0.9', '> -0.8', 'threshold 0.9 -> -0.8'],
    ['a label', 'team: shop', 'team: crm', 'label team shop -> crm'],
    ['a label that is gone', ', team: shop', '', 'label team removed: shop'],
    ['a text', 'The disk is full.', 'Room is short.', 'summary The disk is full. -> Room is short.'],
    ['a new text', 'summary:', 'description: Look., summary:', 'description added: Look.'],
    ['how long it goes on', 'for: 5m', 'for: 5m\n  keep_firing_for: 10m', 'keep_firing_for 0s -> 10m'],
  ])('tells %s', (_, from, to, line) => {
    expect(changed([from, to])[2]).toBe(line);
  });

  it('shows the whole expression where more than a number differs', () => {
    const lines = changed(['avg by (instance)', 'max by (instance, device)']);
    expect(lines.slice(2, 5)).toEqual([
      'expression',
      '- avg by (instance) (disk_used_ratio) > 0.9',
      '+ max by (instance, device) (disk_used_ratio) > 0.9',
    ]);
  });

  it('is none where only the layout differs', () => {
    const lines = changed(['avg by (instance) (disk_used_ratio) > 0.9', 'avg  by(instance)(disk_used_ratio)>0.90']);
    expect(lines).toEqual(['Nothing changes.']);
  });

  it('is none where only the order of keys differs', () => {
    expect(changed(['severity: warning, team: shop', 'team: shop, severity: warning'])).toEqual(['Nothing changes.']);
  });

  it('is none where a time is written otherwise', () => {
    expect(changed(['for: 5m', 'for: 300s'])).toEqual(['Nothing changes.']);
  });

  it('is the same alert in another group', () => {
    const lines = said(
      { 'rules/host.yml': ruleFile(full) },
      { 'rules/disk.yml': ruleFile(full.replace('5m', '1m'), 'disk') },
    );
    expect(lines).toEqual(['Alerts', '~ DiskFull', 'for 5m -> 1m', 'group host -> disk', '1 alert changed.']);
  });

  it('is one of two with the same name by its labels', () => {
    const two = (wait: string) =>
      ruleFile(`${full}\n${full.replace('warning', 'critical').replace('for: 5m', `for: ${wait}`)}`);
    const lines = said({ 'rules/host.yml': two('1m') }, { 'rules/host.yml': two('2m') });
    expect(lines.slice(1, 3)).toEqual(['~ DiskFull{severity="critical", team="shop"}', 'for 1m -> 2m']);
  });
});

describe('one number in an expression', () => {
  const record = (expr: string) => ({ 'rules/host.yml': ruleFile(`- record: job:errors:rate5m\n  expr: ${expr}`) });

  it.each([
    ['rate(a_total[5m])', 'rate(a_total[10m])', 'window 5m -> 10m'],
    ['rate(a_total[5m]) / rate(b_total[5m])', 'rate(a_total[1h]) / rate(b_total[1h])', 'window 5m -> 1h'],
    ['vector(0.001)', 'vector(0.01)', 'number 0.001 -> 0.01'],
    ['a * 100 > 5', 'a * 1000 > 5', 'number 100 -> 1000'],
    ['a > 2 * 3', 'a > 2 * 4', 'threshold 3 -> 4'],
    ['a{x="1", y="2"} > 5', 'a{y="2", x="1"} > 6', 'threshold 5 -> 6'],
  ])('%s, then %s: %s', (before, after, line) => {
    expect(said(record(before), record(after))[2]).toBe(line);
  });

  it('may be one of two, in the order of the expression', () => {
    const lines = said(record('a > 1 and b > 2'), record('a > 3 and b > 4'));
    expect(lines.slice(2, 4)).toEqual(['threshold 1 -> 3', 'threshold 2 -> 4']);
  });

  it('is not all where more differ', () => {
    const [before, after] = [record('a > 1 and b > 2 and c > 3'), record('a > 4 and b > 5 and c > 6')];
    expect(said(before, after)[2]).toMatch(/^expression/);
  });

  it('does not hide what cannot be parsed', () => {
    expect(said(record('sum('), record('sum(('))[2]).toBe('expression sum( -> sum((');
  });
});

describe('rules', () => {
  it('that came or went are told with what they are', () => {
    const other = full.replace('DiskFull', 'DiskGone').replace('warning', 'critical').replace('\n  for: 5m', '');
    const lines = said({ 'rules/host.yml': ruleFile(full) }, { 'rules/host.yml': ruleFile(other) });
    expect(lines).toEqual([
      'Alerts',
      '+ DiskGone: critical, at once. The disk is full.',
      '- DiskFull: warning, after 5m. The disk is full.',
      '1 alert added, 1 removed.',
    ]);
  });

  it('that record another series are another rule', () => {
    const record = (labels: string) => ruleFile(`- record: slo:errors\n  expr: vector(1)\n  labels: ${labels}`);
    const lines = said({ 'rules/a.yml': record('{ slo: a }') }, { 'rules/a.yml': record('{ slo: b }') });
    expect(lines.slice(1, 3)).toEqual(['+ slo:errors: group host', '- slo:errors: group host']);
  });

  it('tell how often their group is evaluated', () => {
    const every = (interval: string) => ({
      'rules/a.yml': ruleFile(full).replace('rules:', `interval: ${interval}\n    rules:`),
    });
    expect(said(every('1m'), every('5m'))).toEqual([
      'Rule groups',
      '~ host',
      'interval 1m -> 5m',
      '1 rule group changed.',
    ]);
  });

  it('of which many changed in the same way are told once', () => {
    const five = (team: string) =>
      ruleFile([1, 2, 3, 4, 5].map((n) => full.replace('DiskFull', `DiskFull${n}`).replace('shop', team)).join('\n'));
    const [section] = differences({ 'rules/a.yml': five('shop') }, { 'rules/a.yml': five('crm') });
    expect(section?.changes).toHaveLength(1);
    expect(section?.changes[0]).toMatchObject({
      name: '5 alerts',
      names: ['DiskFull1', 'DiskFull2', 'DiskFull3', 'DiskFull4', 'DiskFull5'],
      details: [{ what: 'label team', before: 'shop', after: 'crm' }],
    });
  });

  it.each([
    ['another host', 'https://old/Disk', 'https://new/Disk', 'https://old/… -> https://new/…'],
    ['another page', 'https://x/old/Disk', 'https://x/new/Disk', 'https://x/old/<alert> -> https://x/new/<alert>'],
  ])('of which many link to %s are told once, whatever their names', (_, before, after, line) => {
    const four = (address: string) => {
      const rules = [1, 2, 3, 4].map((n) =>
        full.replace('DiskFull', `Disk${n}`).replace('summary:', `runbook_url: '${address}${n}', summary:`),
      );
      return { 'rules/a.yml': ruleFile(rules.join('\n')) };
    };
    const lines = said(four(before), four(after));
    expect(lines.slice(1, 3)).toEqual(['~ 4 alerts: Disk1, Disk2, Disk3, Disk4', `runbook_url ${line}`]);
  });
});
