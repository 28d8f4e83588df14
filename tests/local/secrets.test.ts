import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProcessDescription } from '../../local/description.ts';
import { type Layout, layout } from '../../local/supervisor/layout.ts';
import { copySecrets, makeSecrets, missingSecrets } from '../../local/supervisor/secrets.ts';
import { closedFolder, nobody } from '../../local/supervisor/user.ts';

let run: Layout;
beforeEach(() => {
  run = layout(mkdtempSync(join(tmpdir(), 'narthex-secrets-')));
});
afterEach(() => rmSync(run.folder, { recursive: true, force: true }));

const made = { name: 'password', about: 'a password', generated: true };
const given = { name: 'hook-url', about: 'the URL of the hook', generated: false };
const part = (name: string, ...secrets: ProcessDescription['secrets']) => ({ name, secrets }) as ProcessDescription;
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('secrets that are made', () => {
  it('are 32 random bytes in a folder that only their owner can enter, and stay', () => {
    makeSecrets(run, [part('a', made)]);
    const path = join(run.secrets, 'password');
    const first = readFileSync(path, 'utf8');
    expect(Buffer.from(first, 'base64url')).toHaveLength(32);
    // The folder keeps others out; the file itself is mounted into containers, which have users of their own.
    expect([modeOf(run.secrets), modeOf(path)]).toEqual(['700', '444']);
    expect(closedFolder(path, nobody)).toBeDefined();
    makeSecrets(run, [part('a', made), part('b', made)]);
    expect(readFileSync(path, 'utf8')).toBe(first);
  });

  it('never take the place of those that somebody gives', () => {
    makeSecrets(run, [part('a', given)]);
    expect(existsSync(join(run.secrets, 'hook-url'))).toBe(false);
  });
});

describe('secrets that are given', () => {
  it('are missed once each, with what belongs into which file', () => {
    const problems = missingSecrets(run, [part('a', given, made), part('b', given)]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      code: 'NX404',
      path: ['hook-url'],
      message: expect.stringContaining('the URL of the hook'),
      fix: expect.stringContaining(join(run.secrets, 'hook-url')),
    });
    mkdirSync(run.secrets);
    writeFileSync(join(run.secrets, 'hook-url'), 'https://example.org/');
    expect(missingSecrets(run, [part('a', given)])).toEqual([]);
  });
});

describe("a part's copies", () => {
  it('are its own secrets and nothing else, renewed at every start', () => {
    makeSecrets(run, [part('a', made)]);
    writeFileSync(join(run.secrets, 'hook-url'), 'one');
    copySecrets(run, part('a', made, given), undefined);
    chmodSync(join(run.private, 'a'), 0o700);
    writeFileSync(join(run.secrets, 'hook-url'), 'two');
    copySecrets(run, part('a', given), undefined);
    expect(existsSync(join(run.private, 'a', 'password'))).toBe(false);
    const copy = join(run.private, 'a', 'hook-url');
    expect(readFileSync(copy, 'utf8')).toBe('two');
    expect([modeOf(join(run.private, 'a')), modeOf(copy)]).toEqual(['700', '400']);
  });

  it.skipIf(process.getuid?.() !== 0)('belong to the user of the part', () => {
    makeSecrets(run, [part('a', made)]);
    copySecrets(run, part('a', made), { uid: 65_534, gid: 65_534 });
    const { uid, gid } = statSync(join(run.private, 'a', 'password'));
    expect({ uid, gid }).toEqual({ uid: 65_534, gid: 65_534 });
  });

  it('do not exist where a part has no secret', () => {
    copySecrets(run, part('a'), undefined);
    expect(existsSync(join(run.private, 'a'))).toBe(false);
  });
});
