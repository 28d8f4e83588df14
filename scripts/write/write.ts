import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../../local/programs/index.ts';
import { type Artifacts, NarthexError, type Problem } from '../../stacks/model/index.ts';
import {
  commit,
  makeFolder,
  makeFolders,
  recover,
  removeFolders,
  stagingFolder,
  stateFolder,
  writeDurably,
} from './journal.ts';

/** What was written, by path relative to the output folder. */
export interface WriteResult {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
  /** Files that somebody had edited by hand, and that were written anew. */
  readonly overwritten: readonly string[];
}

/** Path -> SHA-256 of the files that were written before. */
type Manifest = Readonly<Record<string, string>>;

const manifestPath = `${stateFolder}/manifest.json`;

/**
 * Does `work` while no other process works on the output folder, which is made if it is missing. `onWait` is called with the
 * process that has it. Throws a `NarthexError` if the folder cannot be written.
 */
export async function withOutput<T>(out: string, onWait: (pid: number) => void, work: () => T): Promise<T> {
  try {
    makeFolder(join(out, stateFolder));
    return await withLock(join(out, stateFolder, 'lock'), onWait, async () => work());
  } catch (error) {
    throw writeError(error, out);
  }
}

/**
 * Writes files into the output folder: all or nothing. The caller has the folder (`withOutput`). Files of an earlier run in
 * one of `scopes` (path prefixes such as `sergas/production/`) that are no longer among `files` are removed; files that this
 * writer did not write are not touched.
 * Killed at any moment, the old output stands, or the next run completes the new one.
 * Throws a `NarthexError` if a file of somebody else is in the way, or the folder cannot be written.
 */
export function writeArtifacts(out: string, files: Artifacts, scopes: readonly string[]): WriteResult {
  try {
    makeFolder(join(out, stateFolder));
    recover(out);
    const before = readManifest(out);
    refuseForeignFiles(out, files, before);
    const plan = compare(out, files, before, scopes);
    stage(out, files, plan, before);
    return plan;
  } catch (error) {
    throw writeError(error, out);
  }
}

function readManifest(out: string): Manifest {
  const text = onDisk(out, manifestPath);
  if (text === undefined) return {};
  try {
    return JSON.parse(text) as Manifest;
  } catch {
    throw new NarthexError('Nothing was written; what stood there before still stands.', [
      {
        code: 'NX813',
        path: [],
        message: `${join(out, manifestPath)} is damaged, so it is not known which files Narthex wrote`,
        fix: `remove ${out} if only Narthex writes there, else only that file`,
      },
    ]);
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function onDisk(out: string, path: string): string | undefined {
  try {
    return readFileSync(join(out, path), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function refuseForeignFiles(out: string, files: Artifacts, before: Manifest): void {
  const problems = new Map<string, Problem>();
  for (const [path, text] of files) {
    const inTheWay = obstacle(out, path) ?? foreignFile(out, path, text, before);
    if (inTheWay === undefined) continue;
    problems.set(inTheWay, {
      code: 'NX811',
      path: [],
      message: `${inTheWay} is there, and Narthex did not write it`,
      fix: 'move it away, or choose another folder with --out',
    });
  }
  if (problems.size > 0)
    throw new NarthexError('Nothing was written: files of somebody else are in the way.', [...problems.values()]);
}

function foreignFile(out: string, path: string, text: string, before: Manifest): string | undefined {
  if (before[path] !== undefined) return undefined;
  const existing = onDisk(out, path);
  return existing === undefined || existing === text ? undefined : join(out, path);
}

/** A folder where the file belongs, or something else where one of its folders belongs. */
function obstacle(out: string, path: string): string | undefined {
  const steps = path.split('/');
  for (const [index] of steps.entries()) {
    const at = join(out, ...steps.slice(0, index + 1));
    const found = statSync(at, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    if (found.isDirectory() === (index === steps.length - 1)) return at;
  }
  return undefined;
}

function compare(out: string, files: Artifacts, before: Manifest, scopes: readonly string[]): WriteResult {
  const added: string[] = [];
  const changed: string[] = [];
  const overwritten: string[] = [];
  let unchanged = 0;
  for (const [path, text] of files) {
    const existing = onDisk(out, path);
    if (existing === text) {
      unchanged++;
      continue;
    }
    if (existing === undefined) added.push(path);
    else changed.push(path);
    if (existing !== undefined && before[path] !== digest(existing)) overwritten.push(path);
  }
  const removed = Object.keys(before).filter(
    (path) => !files.has(path) && scopes.some((scope) => path.startsWith(scope)),
  );
  return { added, changed, removed, unchanged, overwritten };
}

function stage(out: string, files: Artifacts, plan: WriteResult, before: Manifest): void {
  const manifest: Record<string, string> = { ...before };
  for (const path of plan.removed) delete manifest[path];
  for (const [path, text] of files) manifest[path] = digest(text);
  const manifestText = JSON.stringify(manifest, Object.keys(manifest).sort(), 1);

  const writes: [string, string][] = [...plan.added, ...plan.changed].map((path) => [path, files.get(path) ?? '']);
  if (manifestText !== onDisk(out, manifestPath)) writes.push([manifestPath, manifestText]);
  if (writes.length === 0 && plan.removed.length === 0) return;
  prepare(out, writes, plan.removed);
  recover(out);
}

/** Everything up to the point of no return; takes back what it did if it fails. */
function prepare(out: string, writes: readonly [string, string][], removals: readonly string[]): void {
  const staging = stagingFolder();
  let folders: readonly string[] = [];
  try {
    for (const [path, text] of writes) writeDurably(join(out, staging, path), text);
    folders = makeFolders(
      out,
      writes.map(([path]) => path),
    );
    commit(out, { moves: writes.map(([path]) => [`${staging}/${path}`, path]), removals });
  } catch (error) {
    removeFolders([...folders, join(out, staging)]);
    throw error;
  }
}

const reasons: Readonly<Record<string, readonly [string, string]>> = {
  ENOSPC: ['the disk is full', 'make room, or choose another folder with --out'],
  EDQUOT: ['your quota is used up', 'make room, or choose another folder with --out'],
  EROFS: ['the file system is read-only', 'choose another folder with --out'],
  EACCES: ['you may not write there', 'give yourself the right to write, or choose another folder with --out'],
  EPERM: ['you may not write there', 'give yourself the right to write, or choose another folder with --out'],
  ENOTDIR: ['a file stands where a folder should be', 'move the file away, or choose another folder with --out'],
  EEXIST: ['a file stands where a folder should be', 'move the file away, or choose another folder with --out'],
};

function writeError(error: unknown, out: string): unknown {
  const { code = '', path = out } = error as NodeJS.ErrnoException;
  const reason = reasons[code];
  if (reason === undefined) return error;
  return new NarthexError('Nothing was written; what stood there before still stands.', [
    { code: 'NX812', path: [], message: `cannot write ${path}: ${reason[0]}`, fix: reason[1] },
  ]);
}
