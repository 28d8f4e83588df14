import { readFile, rename, rm, writeFile } from 'node:fs/promises';

/**
 * Writes metrics for the textfile collector of a node_exporter, which may read at any moment: a file beside it takes its
 * place at once. Samples of the metrics in `stays` are taken over from the file before where there are no new ones.
 */
export async function writeTextfile(path: string, text: string, stays: readonly string[]): Promise<void> {
  if (!path.endsWith('.prom')) {
    throw new Error(`The textfile collector reads files that end in .prom; ${path} does not. Rename it.`);
  }
  const kept = await remembered(path, text, stays);
  // Not .prom, so that it is not read before it is whole.
  const staging = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(staging, text + kept, { mode: 0o644 });
    await rename(staging, path);
  } finally {
    await rm(staging, { force: true });
  }
}

async function remembered(path: string, text: string, stays: readonly string[]): Promise<string> {
  let before: string;
  try {
    before = await readFile(path, 'utf8');
  } catch {
    return '';
  }
  return before
    .split('\n')
    .filter((line) =>
      stays.some((name) => belongs(line, name) && !text.split('\n').some((each) => belongs(each, name))),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** Whether a line is a sample of the metric, or says what it is. */
function belongs(line: string, name: string): boolean {
  return new RegExp(`^(?:# (?:HELP|TYPE) )?${name}[{ ]`).test(line);
}
