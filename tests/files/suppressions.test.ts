import { describe, expect, it } from 'vitest';
import { checked, places } from './support.ts';

const rule = (comment: string, inside = '') => `groups:
- name: host
  rules:
${comment.replace(/^(?=.)/gm, '  ')}
  - record: host:free:rate5m
${inside.replace(/^(?=.)/gm, '    ')}
    expr: rate(node_memory_MemFree_bytes[5m])
  - record: other:free:rate5m
    expr: rate(node_memory_Cached_bytes[5m])
`;
/** The second rule has the same mistake, which nobody excuses. */
const other = 'r.yml:9:16 NX504';

describe('a comment that says that a finding is meant', () => {
  it.each([
    '# narthex ignore NX504: it is a counter in our kernel',
    '#narthex ignore NX504 until 2099-12-31: it is a counter in our kernel',
    '# narthex ignore rate-of-gauge: by name',
  ])('takes it out of the rule below: %s', async (comment) => {
    expect(places((await checked({ 'r.yml': rule(comment) })).findings)).toEqual([other]);
  });

  it('may have other comments around it', async () => {
    const comment = '# something else\n# narthex ignore NX504: with words around\n# and more';
    expect(places((await checked({ 'r.yml': rule(comment) })).findings)).toEqual(['r.yml:11:16 NX504']);
  });

  it('may stand within the rule', async () => {
    const { findings } = await checked({ 'r.yml': rule('', '# narthex ignore NX504: within') });
    expect(places(findings)).toEqual([other]);
  });

  it('may stand in the expression', async () => {
    const source =
      'groups:\n- name: a\n  rules:\n  - record: a:b:c\n    expr: |\n      # narthex ignore NX504: in PromQL\n      rate(node_memory_Cached_bytes[5m])\n';
    expect((await checked({ 'r.yml': source })).findings).toEqual([]);
  });

  it('may name several checks, of which each has to find something', async () => {
    const { findings } = await checked({ 'r.yml': rule('# narthex ignore NX504, NX505: both') });
    expect(places(findings)).toEqual(['r.yml:4:3 NX549', other]);
    expect(findings[0]?.message).toContain('NX505 is ignored, but there is nothing to ignore');
  });

  it.each([
    ['# narthex ignore NX504 until 2020-01-01: over', ['r.yml:4:3 NX549', 'r.yml:7:16 NX504', other]],
    ['# narthex ignore NX504:', ['r.yml:4:3 NX549', 'r.yml:7:16 NX504', other]],
    ['# narthex ignore NX504 because', ['r.yml:4:3 NX549', 'r.yml:7:16 NX504', other]],
    ['# narthex ignore no-such-check: x', ['r.yml:4:3 NX549', 'r.yml:7:16 NX504', other]],
  ])('is a finding itself when it does not hold: %s', async (comment, expected) => {
    expect(places((await checked({ 'r.yml': rule(comment) })).findings)).toEqual(expected);
  });

  it('is a finding below the last rule', async () => {
    const { findings } = await checked({ 'r.yml': `${rule('')}# narthex ignore NX504: too late\n` });
    expect(findings.map(({ message }) => message)).toContain('the suppression stands above no rule');
  });
});
