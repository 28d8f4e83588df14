import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** What is left to do once everything is staged: moves within the output folder, then removals. */
export interface Journal {
  /** Staged file -> its place, both relative to the output folder. */
  readonly moves: readonly (readonly [string, string])[];
  readonly removals: readonly string[];
}

/** The folder in the output folder that belongs to the writer. */
export const stateFolder = '.narthex';

const journalPath = (out: string) => join(out, stateFolder, 'journal.json');

/**
 * Makes a folder and those above it; returns the topmost new one. Not one recursive `mkdir`: on a read-only disk Node.js 20
 * reports that as a missing folder.
 */
export function makeFolder(path: string): string | undefined {
  if (existsSync(path)) return undefined;
  const above = makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have been faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return above ?? path;
}

/** Writes a file and waits until the disk has it. */
export function writeDurably(path: string, text: string): void {
  makeFolder(dirname(path));
  const file = openSync(path, 'w');
  try {
    // Not writeSync: on a disk that fills up it writes a part and says nothing.
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The point of no return: from here on the new output will stand, even if this process dies; `recover` completes it. */
export function commit(out: string, journal: Journal): void {
  const staged = `${journalPath(out)}.new`;
  writeDurably(staged, JSON.stringify(journal));
  renameSync(staged, journalPath(out));
}

/** Makes the folders of what is to be moved while nothing is decided yet: after that no move needs room on the disk. Returns the new ones. */
export function makeFolders(out: string, paths: readonly string[]): string[] {
  const made: string[] = [];
  try {
    for (const folder of new Set(paths.map(dirname))) {
      const first = makeFolder(join(out, folder));
      if (first !== undefined) made.push(first);
    }
    return made;
  } catch (error) {
    removeFolders(made);
    throw error;
  }
}

/** Takes back what `makeFolders` made. */
export function removeFolders(folders: readonly string[]): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

/** Completes what a process that died left half done, and throws away what it had not committed. */
export function recover(out: string): 'nothing to do' | 'completed' | 'discarded' {
  if (!existsSync(join(out, stateFolder))) return 'nothing to do';
  const committed = existsSync(journalPath(out));
  if (committed) finish(out);
  const staged = readdirSync(join(out, stateFolder)).filter((entry) => isAbandoned(entry));
  for (const entry of staged) rmSync(join(out, stateFolder, entry), { recursive: true, force: true });
  if (committed) return 'completed';
  return staged.length > 0 ? 'discarded' : 'nothing to do';
}

/** Carries out the journal. Every step may have been done before, so that it can be run again from the start. */
function finish(out: string): void {
  const { moves, removals } = JSON.parse(readFileSync(journalPath(out), 'utf8')) as Journal;
  for (const [from, to] of moves) {
    const staged = join(out, from);
    if (!existsSync(staged)) continue;
    makeFolder(dirname(join(out, to)));
    renameSync(staged, join(out, to));
  }
  for (const path of removals) {
    rmSync(join(out, path), { force: true });
    removeEmptyFolders(out, dirname(path));
  }
  rmSync(journalPath(out));
}

function removeEmptyFolders(out: string, folder: string): void {
  if (folder === '.' || folder === '') return;
  try {
    rmdirSync(join(out, folder));
  } catch {
    return; // Not empty: something of somebody else is in it.
  }
  removeEmptyFolders(out, dirname(folder));
}

/** A staging folder is named after its process; one of a process that lives belongs to it. */
function isAbandoned(entry: string): boolean {
  const pid = Number(/^staged-(\d+)$/.exec(entry)?.[1]);
  if (!Number.isInteger(pid)) return entry === 'journal.json.new';
  try {
    process.kill(pid, 0);
    return pid === process.pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** Where this process stages its files, relative to the output folder: on the same file system, so that a move is a rename. */
export function stagingFolder(): string {
  return join(stateFolder, `staged-${process.pid}`);
}
