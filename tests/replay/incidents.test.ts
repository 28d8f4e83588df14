import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readIncidents } from '../../scripts/replay/incidents.ts';
import { NarthexError } from '../../stacks/model/index.ts';
import { writeTree } from '../support/files.ts';
import { temporaryFolder } from '../support/temporary.ts';

const history = { from: Date.parse('2026-06-01T00:00:00Z'), to: Date.parse('2026-06-30T00:00:00Z') };
const alerts = ['ServiceDown', 'HostDiskFull'];

async function read(text: string) {
  const folder = temporaryFolder();
  writeTree(folder, { 'incidents.yml': text });
  return readIncidents(join(folder, 'incidents.yml'), alerts, history);
}

async function problems(text: string): Promise<string[]> {
  const error = await read(text).catch((error: unknown) => error);
  if (!(error instanceof NarthexError)) throw new Error('nothing was refused');
  return error.problems.map(({ code, path, message, fix }) => `${code} ${path.join('.')}: ${message} | ${fix}`);
}

const good = {
  name: 'outage',
  from: '2026-06-02T10:00:00Z',
  to: '2026-06-02T11:00:00+00:00',
  expects: ['ServiceDown'],
  within: '3m',
};

describe('a file of incidents', () => {
  it('may be YAML or JSON, with times as texts or as Unix time', async () => {
    const from = Date.parse(good.from);
    const expected = [{ ...good, from, to: from + 3_600_000, within: 180_000, also: [] }];
    expect(await read(JSON.stringify([good]))).toEqual(expected);
    const yaml = `
- name: outage
  from: 2026-06-02T10:00:00Z
  to: ${from / 1000 + 3600}
  expects: [ServiceDown]
  within: 3m
`;
    expect(await read(yaml)).toEqual(expected);
  });

  it('needs no objective where nothing is expected', async () => {
    const { within: _, ...rest } = { ...good, expects: [] };
    expect(await read(JSON.stringify([rest]))).toMatchObject([{ expects: [], within: 0 }]);
  });

  it.each([
    ['a text that is no list', 'name: outage', ['NX863 : the file holds no list of incidents']],
    ['a text that is nothing', '- [', ['NX863 : this is neither JSON nor YAML in line']],
    [
      'an alert that is not there',
      [{ ...good, expects: ['ServiceDwn'] }],
      ["NX864 0.expects.0: the stack has no alert 'ServiceDwn' | did you mean 'ServiceDown'?"],
    ],
    [
      'another one that may fire',
      [{ ...good, also: ['Nothing'] }],
      ["NX864 0.also.0: the stack has no alert 'Nothing'"],
    ],
    [
      'a time without a zone',
      [{ ...good, from: '2026-06-02 10:00' }],
      ["NX863 0.from: '2026-06-02 10:00' is no point in time"],
    ],
    [
      'an end before the beginning',
      [{ ...good, to: '2026-06-02T09:00:00Z' }],
      ['NX863 0.to: it ends before it begins'],
    ],
    [
      'a time outside the history',
      [{ ...good, to: '2026-07-02T11:00:00Z' }],
      ['NX865 0: the incident from 2026-06-02 10:00Z to 2026-07-02 11:00Z lies outside the history'],
    ],
    ['no objective', [{ ...good, within: undefined }], ['NX863 0.within: nothing is no length of time']],
    [
      'an unknown key',
      [{ ...good, expect: [] }],
      ["NX863 0.expect: an incident has no 'expect' | did you mean 'expects'?"],
    ],
    ['no incident at all', ['outage'], ['NX863 0: this is no incident']],
    [
      'several mistakes at once',
      [
        { ...good, name: '' },
        { ...good, expects: 'ServiceDown' },
      ],
      ['NX863 0.name: the incident has no name', "NX863 1.expects: 'ServiceDown' is no list of alerts"],
    ],
  ])('is refused with %s', async (_, content, expected) => {
    const found = await problems(typeof content === 'string' ? content : JSON.stringify(content));
    expect(found).toHaveLength(expected.length);
    for (const [index, text] of expected.entries()) expect(found[index]).toContain(text);
  });

  it('that is not there is refused', async () => {
    await expect(readIncidents('nowhere.yml', alerts, history)).rejects.toThrow('there is no such file');
  });
});
