import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** Reads all dashboards of a folder, by the names of their files. Throws with the remedy when it cannot be read. */
export async function readDashboards(folder: string): Promise<{ readonly name: string; readonly json: string }[]> {
  try {
    const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
    return await Promise.all(
      files.map(async (file) => ({
        name: basename(file, '.json'),
        json: await readFile(join(folder, file), 'utf8'),
      })),
    );
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`cannot read the dashboards in ${folder}: ${why}. Choose another folder with --dashboards.`);
  }
}
