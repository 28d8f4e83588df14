import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary.ts';
import { checked, places, refusal } from './support.ts';

const rules = `groups:
  - name: api
    rules:
      - alert: api_down
        expr: sum(up{job="api"}) == 0
        for: 2m
        labels: {severity: critical, env: test}
        annotations: {summary: The API is down., description: All of it.}
      - record: job:up:sum
        expr: sum by (job) (up)
`;

/** A policy in a file of its own. */
function policy(content: unknown): string {
  const file = join(temporaryFolder(), 'policy.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

/** What is found in the rules under a policy, besides style. */
async function found(content: unknown) {
  const { findings } = await checked({ 'r.yml': rules }, { policy: policy(content), ignore: ['NX543'] });
  return places(findings);
}

describe('the policy of a file', () => {
  it.each([
    ['aggregations', { aggregations: { keep: ['job'] } }, ['r.yml:5:15 NX547']],
    ['selectors', { selectors: ['job'] }, ['r.yml:10:29 NX547']],
    ['the time that alerts wait', { for: { min: '5m' } }, ['r.yml:6:14 NX547']],
    ['names', { names: { alert: '[A-Z].+', recording: 'all:.+' } }, ['r.yml:4:16 NX547', 'r.yml:9:17 NX547']],
    ['labels', { labels: { forbidden: ['env'] } }, ['r.yml:7:43 NX547']],
    ['labels that are not there', { labels: { required: { team: '.+' } } }, ['r.yml:4:9 NX547']],
    ['annotations', { annotations: { required: { summary: 'Gone.+' } } }, ['r.yml:8:32 NX547']],
    ['the size of groups', { rulesPerGroup: 1 }, ['r.yml:2:11 NX547']],
    ['notes', { note: [{ matching: '.+down', message: 'is old' }] }, ['r.yml:4:16 NX548']],
  ])('holds for all rules, with the place: %s', async (_, content, expected) => {
    expect(await found(content)).toEqual(expected);
  });

  it('fails the check, and notes alone do not', async () => {
    const passes = async (content: unknown) => (await checked({ 'r.yml': rules }, { policy: policy(content) })).passed;
    expect(await passes({ rulesPerGroup: 1 })).toBe(false);
    expect(await passes({ note: [{ matching: '.+', message: 'is old' }] })).toBe(true);
  });

  it('is set aside by a comment, with the reason', async () => {
    const text = rules.replace('      - alert', '      # narthex ignore policy: it was there before\n      - alert');
    const { findings } = await checked({ 'r.yml': text }, { policy: policy({ for: { min: '5m' } }) });
    expect(findings).toEqual([]);
  });

  it.each([
    ['that is no JSON', '{ names: 1 }', 'NX855'],
    ['with a key that no policy has', { name: {} }, "policy.name  NX117  'name' is not something"],
    ['with a duration that is none', { for: { max: 60 } }, "policy.for.max  NX108  '60' is not a duration"],
    [
      'with a pattern that cannot be read',
      { names: { alert: '(' } },
      "policy.names.alert  NX122  '(' is not a regular",
    ],
    ['that is a list', [], 'policy  NX122  [] is not an object'],
  ])('is refused: one %s', async (_, content, message) => {
    const text = await refusal(checked({ 'r.yml': rules }, { policy: policy(content) }));
    expect(text).toContain('policy.json cannot be used.');
    expect(text).toContain(message);
  });

  it('is refused where there is no file', async () => {
    const file = join(temporaryFolder(), 'none.json');
    expect(await refusal(checked({ 'r.yml': rules }, { policy: file }))).toContain('NX851');
  });
});
