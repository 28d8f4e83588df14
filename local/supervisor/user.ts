import { chownSync, lstatSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ProcessDescription } from '../description.ts';

/** A user by numbers. */
export interface User {
  readonly uid: number;
  readonly gid: number;
}

/** As whom a process runs. */
export interface Identity {
  /** Undefined: as whoever runs Narthex. */
  readonly user?: User;
  /** Why it keeps the rights of root, if it does so against its description. */
  readonly note?: string;
}

/** The account without any rights; this number is the same on every Linux. */
export const nobody: User = { uid: 65_534, gid: 65_534 };

/**
 * As whom a process runs: where Narthex is root, as nobody, unless the process needs root; else as whoever runs Narthex.
 * Where nobody could not reach the run folder or the program, the process has to stay root.
 */
export function identityOf(wanted: ProcessDescription['user'], paths: readonly string[]): Identity {
  if (process.getuid?.() !== 0 || wanted === 'root') return {};
  for (const path of paths) {
    const closed = closedFolder(path, nobody);
    if (closed !== undefined) return { note: `it runs as root, because ${closed} is closed to other users` };
  }
  return { user: nobody };
}

/** The first folder on the way to a path that a user cannot pass; undefined when the way is open. */
export function closedFolder(path: string, user: User): string | undefined {
  const folders: string[] = [];
  for (let folder = dirname(realpathSync(path)); ; folder = dirname(folder)) {
    folders.unshift(folder);
    if (folder === dirname(folder)) break;
  }
  return folders.find((folder) => !canPass(folder, user));
}

function canPass(folder: string, { uid, gid }: User): boolean {
  const { mode, uid: owner, gid: group } = statSync(folder);
  const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
  return (mode & bit) !== 0;
}

/** Makes a folder that belongs to a user, with everything in it: a run before may have had another user. */
export function ownFolder(folder: string, user: User | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const wanted = user ?? { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  if (process.getuid?.() !== 0 || statSync(folder).uid === wanted.uid) return;
  chownTree(folder, wanted);
}

function chownTree(path: string, user: User): void {
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) chownTree(join(path, name), user);
  // Links are left alone: what they point to need not be ours.
  if (!lstatSync(path).isSymbolicLink()) chownSync(path, user.uid, user.gid);
}
