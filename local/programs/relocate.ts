import { open, readFile, writeFile } from 'node:fs/promises';
import { ProgramError } from './error.ts';

/** The open file number through which a relocated program reaches its folder. */
const folderNumber = 9;

/**
 * Makes a packaged program find a folder whose absolute path is compiled into it, without touching the system.
 *
 * Debian's Alertmanager opens `default.tmpl` and `email.tmpl` in `/usr/share/prometheus/alertmanager` and ends when
 * they are missing. What was tried: no flag and no variable moves that folder (`--web.ui-path` moves only the page), the
 * working directory plays no part, and a preloaded library is not asked because Go makes its own system calls. Copying
 * the two files there needs root and leaves something behind in the system. So the path inside the unpacked copy is
 * replaced by one of the same length, `/proc/self/fd/9/./…`, and the launcher opens the folder as number 9 first.
 *
 * Throws `E_PROGRAM_UNFIT` when the path does not stand exactly once in the program.
 */
export async function relocate(program: string, folder: string): Promise<void> {
  const bytes = await readFile(program);
  const places = wholeMatches(bytes, Buffer.from(folder));
  const [place] = places;
  if (place === undefined || places.length > 1) {
    throw new ProgramError(
      'E_PROGRAM_UNFIT',
      `${program} cannot be moved: the folder ${folder} stands in it ${places.length} times instead of once.`,
    );
  }
  const file = await open(program, 'r+');
  try {
    await file.write(replacement(folder.length), 0, folder.length, place);
  } finally {
    await file.close();
  }
}

/** Positions of `needle` that do not go on as a longer path. */
function wholeMatches(bytes: Buffer, needle: Buffer): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(needle); at !== -1; at = bytes.indexOf(needle, at + 1)) {
    if (bytes[at + needle.length] !== '/'.charCodeAt(0)) places.push(at);
  }
  return places;
}

/** `/proc/self/fd/9`, filled up to `length` with steps that lead nowhere. */
function replacement(length: number): Buffer {
  const start = `/proc/self/fd/${folderNumber}`;
  const rest = length - start.length;
  return Buffer.from(start + '/.'.repeat(Math.floor(rest / 2)) + '/'.repeat(rest % 2));
}

/** What a launcher has to bring about before the program starts; paths are relative to the bundle's folder. */
export interface Launch {
  program: string;
  /** Put before the caller's arguments. */
  arguments: readonly string[];
  /** Folders with shared libraries that the machine lacks. */
  libraries: readonly string[];
  /** The folder to open for a relocated program. */
  folder?: string;
}

/**
 * Writes a small shell script that starts a packaged program in its surroundings. It ends in `exec`, so signals and the
 * process id are the program's own; it finds the bundle from its own place (`{here}` in arguments).
 */
export async function writeLauncher(path: string, launch: Launch): Promise<void> {
  const lines = ['#!/bin/sh', 'here=$(dirname "$(readlink -f "$0")")/..'];
  if (launch.libraries.length > 0) {
    const folders = launch.libraries.map((folder) => `$here/${folder}`).join(':');
    lines.push(`export LD_LIBRARY_PATH="${folders}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"`);
  }
  if (launch.folder !== undefined) lines.push(`exec ${folderNumber}<"$here/${launch.folder}"`);
  const given = launch.arguments.map((argument) => `"${argument.replaceAll('{here}', '$here')}" `).join('');
  lines.push(`exec "$here/${launch.program}" ${given}"$@"`);
  await writeFile(path, `${lines.join('\n')}\n`, { mode: 0o755 });
}
