import { readFile, writeFile } from 'node:fs/promises';
import { NarthexError } from '../../stacks/model/index.ts';
import { boardOf } from '../import-dashboard/board.ts';
import { Losses, lossLines } from '../import-dashboard/losses.ts';
import { readDashboard, refusal } from '../import-dashboard/read.ts';
import { boardSource } from '../import-dashboard/source.ts';
import type { Terminal } from '../output/terminal.ts';

/** Options of `narthex import dashboard`. */
export interface ImportDashboardOptions {
  /** A file instead of standard output. */
  readonly output?: string;
  /** The file may be overwritten. */
  readonly force: boolean;
}

/**
 * Turns a classic dashboard of Grafana into TypeScript, and lists on standard error what is not carried over and what has to be written.
 * Throws a `NarthexError` for a file that is no such dashboard (NX926 to NX928), or of which nothing can be carried over (NX929).
 */
export async function importDashboard(
  file: string,
  { output, force }: ImportDashboardOptions,
  terminal: Terminal,
): Promise<void> {
  const json = readDashboard(file, await textOf(file));
  const losses = new Losses();
  const board = boardOf(json, losses);
  const panels = board.rows.flatMap(({ lines }) => lines.flatMap((line) => line.panels));
  for (const line of lossLines(losses.notCarried)) terminal.note(`not carried over: ${line}`);
  if (panels.length === 0) {
    const message = `${file}: nothing of it can be carried over`;
    throw refusal('NX929', message, 'give a dashboard whose panels ask Prometheus, or write it by hand');
  }
  for (const line of lossLines(losses.toWrite)) terminal.note(`to write: ${line}`);
  const source = boardSource(board, file, losses);
  if (output === undefined) terminal.result(source.trimEnd());
  else {
    await write(output, source, force);
    terminal.result(
      `${output}: ${panels.length === 1 ? 'a panel' : `${panels.length} panels`}; its first lines say what is missing`,
    );
  }
}

async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const reason = { ENOENT: 'there is no such file', EISDIR: 'it is a folder' }[error.code ?? ''] ?? error.message;
    throw refusal('NX926', `${file}: ${reason}`, 'give a file that can be read');
  });
}

async function write(output: string, text: string, force: boolean): Promise<void> {
  await writeFile(output, text, { flag: force ? 'w' : 'wx' }).catch((error: NodeJS.ErrnoException) => {
    const message = error.code === 'EEXIST' ? `${output} is there already` : `${output}: ${error.message}`;
    throw new NarthexError('The dashboard was not written.', [
      { code: 'NX843', path: [], message, fix: 'choose another file, or add --force' },
    ]);
  });
}
