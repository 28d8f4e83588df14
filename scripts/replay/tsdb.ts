import { copyFile, cp, link, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NarthexError } from '../../stacks/model/index.ts';
import { finished, type Workspace } from './workspace.ts';

/** What a folder of blocks covers, in milliseconds; `to` is the time of its last sample. */
export interface Covered {
  readonly from: number;
  readonly to: number;
}

/** Names of blocks are ULIDs. */
const blockName = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/**
 * The longest block that promtool may make. It reads the whole text once for each block; with its default of two hours a month of
 * history would take minutes.
 */
const longestBlock = '486h';

/**
 * Makes blocks of a file in OpenMetrics format, in a folder that may have some already.
 * Throws a `NarthexError` (NX861), with promtool's words, for a file that is none.
 */
export async function importOpenMetrics(space: Workspace, promtool: string, file: string, data: string): Promise<void> {
  await mkdir(data, { recursive: true });
  const args = ['tsdb', 'create-blocks-from', '--quiet', `--max-block-duration=${longestBlock}`];
  const { good, said } = await finished(space, promtool, [...args, 'openmetrics', file, data]);
  if (good) return;
  const fix =
    'give every sample a time in seconds and end the file with # EOF; promtool tsdb dump-openmetrics writes such files';
  throw unusable(`${file} is no OpenMetrics that promtool can import: ${said.trim().split('\n').at(-1) ?? ''}`, fix);
}

/**
 * Takes over the blocks of another data folder or snapshot, and the log of what is not in a block yet. Blocks never change once they
 * are written: a second name for their files is enough, and a copy where that is not possible. Nothing in `source` is changed.
 */
export async function takeOver(source: string, data: string): Promise<void> {
  const entries = await readdir(source, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'there is no such folder' : error.message;
    throw unusable(`${source}: ${reason}`, 'give the data folder of a Prometheus, or one of its snapshots');
  });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const blocks = folders.filter((name) => blockName.test(name));
  if (blocks.length === 0 && !folders.includes('wal')) {
    const fix = 'give the folder that holds the blocks themselves; snapshots lie in data/snapshots/<name>';
    throw unusable(`${source} holds no block of Prometheus`, fix);
  }
  await mkdir(data, { recursive: true });
  for (const name of blocks) await linkTree(join(source, name), join(data, name));
  // A running server writes its log on: this one is copied.
  if (folders.includes('wal')) await cp(join(source, 'wal'), join(data, 'wal'), { recursive: true });
}

/** What the blocks of a folder cover; `undefined` if there is none. */
export async function covered(data: string): Promise<Covered | undefined> {
  const names = (await readdir(data).catch(() => [])).filter((name) => blockName.test(name));
  const metas = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(data, name, 'meta.json'), 'utf8');
      return JSON.parse(text) as { readonly minTime: number; readonly maxTime: number };
    }),
  );
  if (metas.length === 0) return undefined;
  // The end of a block does not belong to it.
  return {
    from: Math.min(...metas.map((meta) => meta.minTime)),
    to: Math.max(...metas.map((meta) => meta.maxTime)) - 1,
  };
}

async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await linkTree(source, target);
    // Another disk, or files of another user.
    else await link(source, target).catch(() => copyFile(source, target));
  }
}

function unusable(message: string, fix: string): NarthexError {
  return new NarthexError('The history cannot be used.', [{ code: 'NX861', path: [], message, fix }]);
}
