import { readFile, writeFile } from 'node:fs/promises';
import { NarthexError, type Problem, problemText } from '../../stacks/model/index.ts';
import { readDocuments, type SloDocument } from '../openslo/documents.ts';
import { type ImportedSlo, sloOf } from '../openslo/objectives.ts';
import { sloSource } from '../openslo/print.ts';
import type { Terminal } from '../output/terminal.ts';

/** Options of `narthex import slo`. */
export interface ImportSloOptions {
  /** What cannot be carried is left out, instead of all being refused. */
  readonly partial: boolean;
  /** A file instead of standard output. */
  readonly output?: string;
  /** The file may be overwritten. */
  readonly force: boolean;
}

/** What takes the place of objects that say nothing about what is measured. */
const replaced: Readonly<Record<string, string>> = {
  DataSource: 'the Prometheus of the stack is asked',
  AlertPolicy: 'the pairs of windows of each SLO take its place; change them in `tiers`',
  AlertCondition: 'the pairs of windows of each SLO take its place; change them in `tiers`',
  AlertNotificationTarget: 'the receivers and routes of the stack take its place',
};

/**
 * Turns SLOs of OpenSLO v1 into TypeScript. Throws a `NarthexError` with everything that cannot be carried; with `partial` that is noted
 * and left out.
 */
export async function importSlo(
  files: readonly string[],
  { partial, output, force }: ImportSloOptions,
  terminal: Terminal,
): Promise<void> {
  const { documents, problems } = await readAll(files);
  const indicators = new Map(documents.flatMap((each) => (each.kind === 'SLI' ? [[each.name, each] as const] : [])));
  const slos: ImportedSlo[] = [];
  for (const document of documents) {
    if (document.kind !== 'SLO') continue;
    const read = sloOf(document, indicators);
    slos.push(...read.slos);
    problems.push(...read.problems);
  }
  problems.push(...twice(slos, documents));
  if (problems.length > 0 && !partial) {
    const summary = 'Not everything can be carried over; with --partial, the rest is.';
    throw new NarthexError(summary, problems);
  }
  for (const problem of problems) terminal.note(`left out: ${problemText(problem)}`);
  for (const { kind, name, at, node } of documents) {
    const instead = replaced[kind];
    const { position } = at(node, 'NX872', '', '');
    if (instead) terminal.note(`not carried over: ${position?.file}:${position?.line} ${kind} '${name}': ${instead}`);
  }
  if (slos.length === 0) throw new NarthexError('There is nothing to import.', [nothing(files)]);
  const text = sloSource(slos, files);
  if (output === undefined) terminal.result(text.trimEnd());
  else {
    await write(output, text, force);
    terminal.result(`${output}: ${slos.length === 1 ? 'an SLO' : `${slos.length} SLOs`}; look at each '// review:'`);
  }
}

async function readAll(files: readonly string[]): Promise<{ documents: SloDocument[]; problems: Problem[] }> {
  const read = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        const reason = { ENOENT: 'there is no such file', EISDIR: 'it is a folder' }[error.code ?? ''] ?? error.message;
        const fix = 'give files that can be read';
        throw new NarthexError('Not every file could be read.', [
          { code: 'NX851', path: [], message: `${file}: ${reason}`, fix },
        ]);
      });
      return readDocuments(file, text.replace(/^\uFEFF/, ''));
    }),
  );
  return { documents: read.flatMap(({ documents }) => documents), problems: read.flatMap(({ problems }) => problems) };
}

/** Names of OpenSLO may differ in what a name of Narthex does not have. */
function twice(slos: readonly ImportedSlo[], documents: readonly SloDocument[]): Problem[] {
  const names = slos.map(({ name }) => name);
  const [taken] = names.filter((name, index) => names.indexOf(name) !== index);
  const [first] = documents;
  if (taken === undefined || first === undefined) return [];
  return [first.at(undefined, 'NX872', `there would be two SLOs named '${taken}'`, 'rename one of them')];
}

function nothing(files: readonly string[]): Problem {
  return {
    code: 'NX871',
    path: [],
    message: `${files.join(', ')}: no SLO can be carried over`,
    fix: 'give files with objects of kind SLO',
  };
}

async function write(output: string, text: string, force: boolean): Promise<void> {
  await writeFile(output, text, { flag: force ? 'w' : 'wx' }).catch((error: NodeJS.ErrnoException) => {
    const message = error.code === 'EEXIST' ? `${output} is there already` : `${output}: ${error.message}`;
    throw new NarthexError('The SLOs were not written.', [
      { code: 'NX843', path: [], message, fix: 'choose another file, or add --force' },
    ]);
  });
}
