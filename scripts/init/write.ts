import { chmodSync, lstatSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../../local/programs/index.ts';
import { NarthexError, type Problem } from '../../stacks/model/index.ts';
import {
  commit,
  makeFolder,
  makeFolders,
  recover,
  removeFolders,
  stagingFolder,
  stateFolder,
  writeDurably,
} from '../write/journal.ts';

/** What is to be written: files that must not be there, and files that take the place of what they were made from. */
export interface Writing {
  readonly added: ReadonlyMap<string, string>;
  readonly changed: ReadonlyMap<string, string>;
}

/** Throws a `NarthexError` that names everything that is in the way of new files. */
export function refuseConflicts(folder: string, paths: Iterable<string>): void {
  const found = new Set([...paths].flatMap((path) => inTheWay(folder, path) ?? []));
  const problems = [...found].map(
    (path): Problem => ({
      code: 'NX831',
      path: [],
      message: `${path} is there already`,
      fix: 'move it away, or do by hand what init would do: --dry-run shows which files those are',
    }),
  );
  if (problems.length > 0) throw new NarthexError('Nothing was written: nothing is ever overwritten.', problems);
}

/** The file itself, or what stands where one of its folders has to be. */
function inTheWay(folder: string, path: string): string | undefined {
  const steps = path.split('/');
  for (const [index] of steps.entries()) {
    const at = steps.slice(0, index + 1).join('/');
    // A link that leads nowhere is something as well.
    if (!isThere(join(folder, at))) return undefined;
    const isFolder = statSync(join(folder, at), { throwIfNoEntry: false })?.isDirectory() === true;
    if (index === steps.length - 1 || !isFolder) return at;
  }
  return undefined;
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    // The folder itself is a file; that is said when it is to be written into.
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return false;
    throw error;
  }
}

/**
 * Writes all of it or nothing: staged, then moved into place by a journal. `prepare` says what to write, while no other `init` works on
 * the folder, and what it says is returned. `undefined` if an earlier run was killed on its way: then that one is completed instead.
 * Throws a `NarthexError` where writing is not possible.
 */
export async function writeStart<T extends Writing>(folder: string, prepare: () => T): Promise<T | undefined> {
  let made: string | undefined;
  let prepared: T | undefined;
  let decided = false;
  try {
    made = makeFolder(join(folder, stateFolder));
    const lock = join(folder, stateFolder, 'lock');
    await withLock(
      lock,
      () => {},
      async () => {
        if (recover(folder) === 'completed') return;
        prepared = prepare();
        stage(folder, prepared);
        decided = true;
        recover(folder);
      },
    );
    return prepared;
  } catch (error) {
    if (made !== undefined && !decided) removeFolders([made]);
    throw writeError(error, folder);
  }
}

/** Everything up to the point of no return; takes back what it did if it fails. */
function stage(folder: string, { added, changed }: Writing): void {
  const staging = stagingFolder();
  const writes = [...added, ...changed];
  let folders: readonly string[] = [];
  try {
    for (const [path, text] of writes) {
      writeDurably(join(folder, staging, path), text);
      const before = statSync(join(folder, path), { throwIfNoEntry: false });
      if (before !== undefined) chmodSync(join(folder, staging, path), before.mode);
    }
    folders = makeFolders(
      folder,
      writes.map(([path]) => path),
    );
    commit(folder, { moves: writes.map(([path]) => [`${staging}/${path}`, path]), removals: [] });
  } catch (error) {
    removeFolders([...folders, join(folder, staging)]);
    throw error;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'your quota is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  ENOTDIR: 'a file stands where a folder should be',
  EEXIST: 'a file stands where a folder should be',
};

function writeError(error: unknown, folder: string): unknown {
  const { code = '', path = folder } = error as NodeJS.ErrnoException;
  const reason = reasons[code];
  if (reason === undefined) return error;
  const message = `cannot write ${path}: ${reason}`;
  const fix = 'name another folder, or make room or rights for this one';
  return new NarthexError('Nothing was written.', [{ code: 'NX835', path: [], message, fix }]);
}
