import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ToolInput } from './finding.ts';

/** Files by the absolute paths under which a program sees them: `/etc/prometheus/prometheus.yml`. */
export type SeenFiles = ReadonlyMap<string, ToolInput>;

/** Files in a folder that is gone when the work is done. Keys are paths inside it. */
export async function withFiles<T>(
  files: ReadonlyMap<string, string>,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'narthex-check-'));
  try {
    for (const [path, text] of files) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Lays files out as a program sees them, but in a folder of our own: in every text the folders of seen files are replaced by
 * those of the layout, and nothing else. A path that no seen file stands under stays as it is, and is as missing as it
 * will be where the program runs. `work` gets the path of the layout's file for a seen one, and a function that puts the
 * seen paths back into what the program says.
 */
export async function withSeenFiles<T>(
  seen: SeenFiles,
  work: (at: (path: string) => string, restore: (output: string) => string) => Promise<T>,
): Promise<T> {
  // The deepest first, so that a folder inside another one keeps its own place.
  const folders = [...new Set([...seen.keys()].map((path) => dirname(path)))].sort((a, b) => b.length - a.length);
  const inside = (path: string) => `${folders.indexOf(dirname(path))}/${path.slice(dirname(path).length + 1)}`;
  const layout = await mkdtemp(join(tmpdir(), 'narthex-check-'));
  const replacements = folders.map((folder, index) => ({ folder, at: join(layout, String(index)) }));
  const relocate = (text: string) =>
    replacements.reduce(
      // Only where a path begins: `/run/secrets/` is not meant in `/var/run/secrets/`, nor in an address.
      (moved, { folder, at }) => moved.replace(new RegExp(`(?<![\\w./-])${escapeRegExp(folder)}/`, 'g'), `${at}/`),
      text,
    );
  const restore = (output: string) =>
    replacements.reduce((text, { folder, at }) => text.replaceAll(`${at}/`, `${folder}/`), output);
  try {
    for (const { at } of replacements) await mkdir(at);
    for (const [path, { text }] of seen) await writeFile(join(layout, inside(path)), relocate(text));
    return await work((path) => join(layout, inside(path)), restore);
  } finally {
    await rm(layout, { recursive: true, force: true });
  }
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
