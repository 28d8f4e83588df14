import { describe, expect, it } from 'vitest';
import { checkComposeSchema } from '../../scripts/check/compose-schema.ts';
import { compose } from '../../scripts/check/gates/compose.ts';
import { environmentNames } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { edited, found, run, subjectOf } from './subjects.ts';

const composeYaml = 'compose/compose.yaml';
const sound = subjectOf();
const bySchema = (subject = sound) =>
  checkComposeSchema({ artifact: 'a', text: subject.artifacts.get(composeYaml) ?? '' });

describe('the Compose file', () => {
  it('is refused with an unknown key, by Compose or by the schema, and the part is named', async () => {
    const [finding] = await found(compose, edited(sound, composeYaml, 'read_only: true', 'read_onyl: true'));
    expect(finding).toMatchObject({
      artifact: `sergas/production/${composeYaml}`,
      from: 'part prometheus',
      message: expect.stringContaining('read_onyl'),
    });
  });

  it('says how it was checked', async () => {
    expect((await run(compose, sound)).note).toMatch(/^by (Docker Compose|a schema)/);
  });

  it('is refused when it mounts a folder that is not written', async () => {
    const findings = await found(compose, edited(sound, composeYaml, './blackbox:', './black-box:'));
    expect(findings).toMatchObject([{ from: 'part blackbox', message: expect.stringContaining('./black-box') }]);
  });

  it('is nothing to check where Compose was not selected', async () => {
    expect(await run(compose, subjectOf(sergas, 'production', []))).toMatchObject({ checked: 0, findings: [] });
  });
});

describe('the schema of the Compose file', () => {
  it.each(environmentNames)('takes what we write for %s', (environment) => {
    expect(bySchema(subjectOf(sergas, environment))).toEqual([]);
  });

  it.each([
    ['an unknown key of a service', 'read_only: true', 'read_onyl: true', "there is no key 'read_onyl'"],
    ['an unknown key at the top', 'networks:\n  alerting', 'network:\n  alerting', "there is no key 'network'"],
    ['a size without a unit', 'mem_limit: 512m', 'mem_limit: 512gig', 'must match pattern'],
    ['a word where a number belongs', 'pids_limit: 200', 'pids_limit: many', 'must be integer'],
    ['a restart policy that does not exist', 'restart: unless-stopped', 'restart: sometimes', 'unless-stopped'],
    ['a duration that is none', 'stop_grace_period: 60s', 'stop_grace_period: 60', 'must be string'],
    ['an unknown key of a health check', 'start_period: 15m', 'start_delay: 15m', "there is no key 'start_delay'"],
  ])('refuses %s', (_what, from, to, message) => {
    const messages = bySchema(edited(sound, composeYaml, from, to)).map((finding) => finding.message);
    expect(messages).toContainEqual(expect.stringContaining(message));
  });

  it('names the part and its line', () => {
    const [finding] = bySchema(edited(sound, composeYaml, 'pids_limit: 200', 'pids_limit: many'));
    const text = sound.artifacts.get(composeYaml) ?? '';
    expect(finding).toMatchObject({ from: 'part prometheus', line: text.split('\n').indexOf('  prometheus:') + 1 });
  });

  it('refuses a text that is no YAML', () => {
    expect(checkComposeSchema({ artifact: 'a', text: 'services: [' })).toHaveLength(1);
  });
});
