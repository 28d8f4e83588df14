import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { newFiles } from '../init/files.ts';
import { frameworks } from '../init/frameworks.ts';
import { ignoreFile } from '../init/gitignore.ts';
import { manifestOf } from '../init/package-json.ts';
import { type InitProject, type InitWishes, inspect } from '../init/project.ts';
import { refuseConflicts, type Writing, writeStart } from '../init/write.ts';
import type { Terminal } from '../output/terminal.ts';

/** Options of `narthex init`. */
export interface InitOptions extends InitWishes {
  /** Absolute; made if it is missing. */
  readonly folder: string;
  /** Only says what would be written. */
  readonly dryRun: boolean;
  /** The package.json of Narthex: its own version, and those of the packages that it is tested with. */
  readonly manifestFile: string;
}

/**
 * Writes the start of a monitored service into an empty folder, or beside an existing one. Throws a `NarthexError`, with everything
 * that is in the way at once, before anything is written.
 */
export async function init(options: InitOptions, terminal: Terminal): Promise<void> {
  const { folder, dryRun, manifestFile } = options;
  const version = versionsIn(manifestFile);
  const prepare = (): Prepared => {
    const project = inspect(folder, options);
    const added = newFiles(project);
    refuseConflicts(folder, added.keys());
    const ignored = textOf(folder, '.gitignore');
    const manifest = manifestOf(project, version);
    const edited = [
      ['package.json', project.manifest, manifest.text],
      ['.gitignore', ignored, ignoreFile(project, ignored)],
    ] as const;
    const changed = edited.flatMap(([path, before, after]) => (before === after ? [] : [[path, after] as const]));
    return { project, added, changed: new Map(changed), kept: manifest.kept };
  };
  const prepared = dryRun ? prepare() : await writeStart(folder, prepare);
  if (prepared === undefined) terminal.result('What an earlier init had begun, and could not end, is complete now.');
  else tell(prepared, dryRun, terminal);
}

interface Prepared extends Writing {
  readonly project: InitProject;
  readonly kept: readonly string[];
}

/** The versions that a package.json names, its own included. */
function versionsIn(manifestFile: string): (name: string) => string {
  const { name, version, dependencies, devDependencies } = JSON.parse(readFileSync(manifestFile, 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly dependencies: Readonly<Record<string, string>>;
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  const all: Readonly<Record<string, string>> = { ...devDependencies, ...dependencies, [name]: version };
  return (wanted) => {
    const found = all[wanted];
    if (found === undefined) throw new Error(`${manifestFile} names no version of ${wanted}`);
    return found;
  };
}

function textOf(folder: string, path: string): string | undefined {
  try {
    return readFileSync(join(folder, path), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function tell({ project, added, changed, kept }: Prepared, dryRun: boolean, terminal: Terminal): void {
  const mark = dryRun ? 'would write' : 'written';
  const there = new Set(project.manifest === undefined ? [] : ['package.json']);
  for (const path of [...added.keys(), ...changed.keys()])
    terminal.result(`${there.has(path) ? (dryRun ? 'would change' : 'changed') : mark}  ${path}`);
  for (const key of kept) terminal.note(`kept as it is in package.json: ${key}`);
  if (!dryRun) terminal.result(`\n${nextSteps(project).join('\n')}`);
}

function nextSteps({ folder, start, framework, source, imported }: InitProject): string[] {
  const place = relative(process.cwd(), folder);
  const steps = [...(place === '' ? [] : [`cd ${place}`]), 'npm install'];
  if (start) {
    return ['Next:', ...steps.map(step), step('npm run build && npm start'), step('npm run stack:check')];
  }
  const { adapter, mount } = frameworks[framework];
  const required = source === 'mjs';
  const from = (module: string, name: string) =>
    required ? `const { ${name} } = require('${module}');` : `import { ${name} } from '${module}';`;
  return [
    'Next:',
    ...[...steps, 'npm run stack:check'].map(step),
    `In the service, which has to listen on port 8000 or have its port put into the stack:`,
    step(from(`@narthex/instrumentation/${adapter}`, 'monitoring')),
    step(from(`./monitoring/instrument.${imported}`, 'monitoringOptions')),
    step(mount),
  ];
}

const step = (text: string) => `  ${text}`;
