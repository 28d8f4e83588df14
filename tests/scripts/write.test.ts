import { existsSync, mkdirSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeArtifacts } from '../../scripts/write/write.ts';
import { readTree, writeTree } from '../support/files.ts';
import { memoryDisk } from '../support/mount.ts';
import { problemsOf } from '../support/stacks.ts';
import { temporaryFolder } from '../support/temporary.ts';

const everything = [''];
const write = (out: string, files: Readonly<Record<string, string>>, scopes = everything) =>
  writeArtifacts(out, new Map(Object.entries(files)), scopes);

describe('writing', () => {
  it('makes the folder and the files, and counts them', () => {
    const out = join(temporaryFolder(), 'dist');
    const result = write(out, { 'a/b/c.yml': 'c\n', 'README.md': '# r\n' });
    expect(readTree(out)).toEqual({ 'a/b/c.yml': 'c\n', 'README.md': '# r\n' });
    expect(result).toEqual({
      added: ['a/b/c.yml', 'README.md'],
      changed: [],
      removed: [],
      unchanged: 0,
      overwritten: [],
    });
  });

  it('leaves a file alone whose text is the same', () => {
    const out = temporaryFolder();
    write(out, { same: '1', other: '1' });
    const before = new Date('2001-02-03T04:05:06Z');
    utimesSync(join(out, 'same'), before, before);
    const { ino } = statSync(join(out, 'same'));
    const result = write(out, { same: '1', other: '2' });
    expect(result).toMatchObject({ changed: ['other'], unchanged: 1 });
    expect(statSync(join(out, 'same'))).toMatchObject({ mtime: before, ino });
  });

  it('does nothing at all when nothing changed', () => {
    const out = temporaryFolder();
    write(out, { a: '1' });
    const manifest = statSync(join(out, '.narthex/manifest.json'));
    expect(write(out, { a: '1' })).toMatchObject({ added: [], changed: [], removed: [], unchanged: 1 });
    expect(statSync(join(out, '.narthex/manifest.json')).ino).toBe(manifest.ino);
  });

  it('removes what it wrote before and no longer writes, with the folders that become empty', () => {
    const out = temporaryFolder();
    write(out, { 'old/deep/file': '1', 'kept/file': '1' });
    expect(write(out, { 'kept/file': '1' }).removed).toEqual(['old/deep/file']);
    expect(readTree(out)).toEqual({ 'kept/file': '1' });
    expect(existsSync(join(out, 'old'))).toBe(false);
  });

  it('removes only within its scopes', () => {
    const out = temporaryFolder();
    write(out, { 'shop/staging/a': '1', 'shop/production/a': '1', 'other/staging/a': '1' });
    write(out, { 'shop/staging/b': '1' }, ['shop/staging/']);
    expect(Object.keys(readTree(out))).toEqual(['other/staging/a', 'shop/production/a', 'shop/staging/b']);
    write(out, { 'shop/staging/b': '1' }, everything);
    expect(Object.keys(readTree(out))).toEqual(['shop/staging/b']);
  });

  it('keeps a folder in which somebody else has a file', () => {
    const out = temporaryFolder();
    write(out, { 'shop/a': '1' });
    writeTree(out, { 'shop/notes.txt': 'mine', 'elsewhere/notes.txt': 'mine' });
    write(out, {});
    expect(readTree(out)).toEqual({ 'shop/notes.txt': 'mine', 'elsewhere/notes.txt': 'mine' });
  });

  it('writes a file anew that somebody edited or deleted, and says which was edited', () => {
    const out = temporaryFolder();
    write(out, { edited: '1', deleted: '1', fine: '1' });
    writeFileSync(join(out, 'edited'), 'by hand');
    renameSync(join(out, 'deleted'), join(out, 'moved-away'));
    const result = write(out, { edited: '1', deleted: '1', fine: '1' });
    expect(result).toMatchObject({ overwritten: ['edited'], added: ['deleted'], changed: ['edited'], unchanged: 1 });
    expect(readTree(out)).toMatchObject({ edited: '1', deleted: '1' });
  });

  it('takes over a file of somebody else that says the same', () => {
    const out = temporaryFolder();
    writeTree(out, { a: '1' });
    expect(write(out, { a: '1' })).toMatchObject({ unchanged: 1 });
    expect(write(out, { a: '2' })).toMatchObject({ changed: ['a'], overwritten: [] });
  });
});

describe('nothing is written', () => {
  const obstacles: Readonly<Record<string, readonly [theirs: Record<string, string>, inTheWay: string]>> = {
    'when a file of somebody else is in the way': [{ 'a/file.yml': 'mine' }, 'a/file.yml'],
    'when a file stands where a folder belongs': [{ a: 'mine' }, 'a'],
    'when a folder stands where a file belongs': [{ 'a/file.yml/notes': 'mine' }, 'a/file.yml'],
  };

  it.each(Object.entries(obstacles))('%s', (_, [theirs, inTheWay]) => {
    const out = temporaryFolder();
    write(out, { 'first.yml': '1' });
    writeTree(out, theirs);
    const before = readTree(out);
    const problems = problemsOf(() => write(out, { 'first.yml': '2', 'a/file.yml': 'ours' }));
    expect(problems).toMatchObject([{ code: 'NX811', message: expect.stringContaining(join(out, inTheWay)) }]);
    expect(problems[0]?.fix).toContain('--out');
    expect(readTree(out)).toEqual(before);
    expect(write(out, { 'first.yml': '2' }).changed).toEqual(['first.yml']);
  });

  it('and every file in the way is named', () => {
    const out = temporaryFolder();
    writeTree(out, { a: 'mine', b: 'mine' });
    expect(problemsOf(() => write(out, { a: '1', b: '1' }))).toHaveLength(2);
  });

  it('when the output folder is a file', () => {
    const out = join(temporaryFolder(), 'dist');
    writeFileSync(out, 'mine');
    expect(problemsOf(() => write(out, { a: '1' }))).toMatchObject([{ code: 'NX812' }]);
    expect(readFileSync(out, 'utf8')).toBe('mine');
  });

  it('when what was written last time cannot be read', () => {
    const out = temporaryFolder();
    mkdirSync(join(out, '.narthex'));
    writeFileSync(join(out, '.narthex/manifest.json'), '{"half":');
    const [problem] = problemsOf(() => write(out, { a: '1' }));
    expect(problem?.code).toBe('NX813');
    expect(problem?.message).toContain('manifest.json');
    expect(readTree(out)).toEqual({});
  });
});

describe('a disk', () => {
  it('that is full leaves the old output as it was, and says so', () => {
    const disk = memoryDisk('a full disk while writing', 'size=512k');
    if (disk === undefined) return;
    const out = join(disk.folder, 'dist');
    write(out, { 'a.yml': 'old', 'b.yml': 'old' });
    const problems = problemsOf(() => write(out, { 'a.yml': 'new', 'b.yml': 'x'.repeat(2_000_000), 'c/d.yml': 'new' }));
    expect(problems).toMatchObject([{ code: 'NX812', message: expect.stringContaining('the disk is full') }]);
    expect(readTree(out)).toEqual({ 'a.yml': 'old', 'b.yml': 'old' });
    expect(existsSync(join(out, 'c'))).toBe(false);
    // The room is given back, and the next output fits.
    expect(write(out, { 'a.yml': 'new', 'b.yml': 'x'.repeat(200_000) }).changed).toEqual(['a.yml', 'b.yml']);
  });

  it('without room for one more file leaves the old output as it was', () => {
    const disk = memoryDisk('a disk without inodes while writing', 'nr_inodes=40');
    if (disk === undefined) return;
    const out = join(disk.folder, 'dist');
    write(out, { 'a.yml': 'old' });
    const many = Object.fromEntries(Array.from({ length: 14 }, (_, index) => [`folder-${index}/a.yml`, 'new']));
    const problems = problemsOf(() => write(out, { 'a.yml': 'new', ...many }));
    expect(problems).toMatchObject([{ code: 'NX812' }]);
    expect(readTree(out)).toEqual({ 'a.yml': 'old' });
    expect(write(out, { 'a.yml': 'new' }).changed).toEqual(['a.yml']);
  });

  it('that is read-only is named as that', () => {
    const disk = memoryDisk('a read-only output folder', 'size=1m');
    if (disk === undefined) return;
    write(disk.folder, { 'a.yml': 'old' });
    disk.remount('ro');
    const problems = problemsOf(() => write(disk.folder, { 'a.yml': 'new' }));
    expect(problems).toMatchObject([{ code: 'NX812', message: expect.stringContaining('read-only') }]);
    expect(problems[0]?.fix).toContain('--out');
    expect(readTree(disk.folder)).toEqual({ 'a.yml': 'old' });
  });
});
