import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ProgramError } from './error.ts';

/** What stands in a bundle's folder in the cache, written last, so that a folder with a manifest is complete. */
export interface Manifest {
  format: 1;
  /** The Debian suite it came from, by its code name. */
  suite: string;
  /** The packages that were unpacked. */
  packages: readonly { file: string; sha256: string }[];
  /** By program name: the file to execute, relative to the folder, and the version that it reported. */
  programs: Readonly<Record<string, { path: string; version: string }>>;
  /** Every file that was unpacked, relative to the folder, and its SHA-256 in hexadecimal. */
  files: Readonly<Record<string, string>>;
}

const fileName = 'manifest.json';

/** Writes the manifest of a folder. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeFile(join(folder, fileName), `${JSON.stringify(manifest, null, 1)}\n`, { flush: true });
}

/** The manifest of a folder; undefined when there is none. Throws `E_PROGRAM_CORRUPT` when it cannot be read. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const path = join(folder, fileName);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (isManifest(value)) return value;
  } catch {
    // Told below, in the same words as a document of another shape.
  }
  throw new ProgramError('E_PROGRAM_CORRUPT', `${path} is damaged: it is not a manifest of format 1.`);
}

/**
 * Compares every file of the folder with the manifest.
 * Throws `E_PROGRAM_CORRUPT` for the first that differs, naming the file, the expected hash and the one found.
 */
export async function verifyFiles(folder: string, manifest: Manifest): Promise<void> {
  await Promise.all(
    Object.entries(manifest.files).map(async ([file, expected]) => {
      const path = join(folder, file);
      const got = await sha256(path).catch((error: NodeJS.ErrnoException) => `unreadable (${error.code})`);
      if (got === expected) return;
      throw new ProgramError(
        'E_PROGRAM_CORRUPT',
        `${path} is not the file that was put there.\n  expected sha256 ${expected}\n  got             ${got}`,
      );
    }),
  );
}

/** Hashes every regular file under `folder`; the keys are relative to it and sorted. */
export async function hashFiles(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files: Record<string, string> = {};
  for (const path of paths.sort()) files[relative(folder, path)] = await sha256(path);
  return files;
}

/** The SHA-256 of a file, in hexadecimal. */
export async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest('hex');
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false;
  const { format, programs, files } = value as Partial<Record<keyof Manifest, unknown>>;
  return (
    format === 1 && typeof programs === 'object' && typeof files === 'object' && programs !== null && files !== null
  );
}
