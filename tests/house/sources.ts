import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { doorsOf } from '../../scripts/build-instrumentation.mjs';
import { repository } from '../support/temporary.ts';

/** Every file of the repository that is kept or about to be: its path from the root. */
export const files: readonly string[] = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard'],
  { cwd: repository, encoding: 'utf8' },
)
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(repository, path)));

/** The text of a file of the repository. */
export function text(path: string): string {
  return readFileSync(join(repository, path), 'utf8');
}

/** What is compiled or run, without the tests and what they hold as reviewed output, and without the examples, which are projects of their own. */
export const sources = files.filter((path) => /\.(ts|mjs)$/.test(path) && !/^(tests|bench|examples)\//.test(path));

/** Names of packages of this repository, and what they stand for. */
export const packages: Readonly<Record<string, string>> = {
  narthex: 'stacks/index.ts',
  ...Object.fromEntries(
    doorsOf(join(repository, 'exporters/instrumentation')).map(({ specifier, source }) => [
      specifier,
      join('exporters/instrumentation', source),
    ]),
  ),
};

/** What a file imports: files of the repository by their path, everything else by its name. `read` may leave out what is no code. */
export function importsOf(path: string, read = (source: string) => source): string[] {
  const source = read(text(path));
  const specifiers = [
    ...source.matchAll(/^(?:import|export)\b[^;'"`]*?\bfrom '([^']+)'/gm),
    ...source.matchAll(/^import '([^']+)'/gm),
    ...source.matchAll(/\bimport\('([^']+)'\)/g),
  ];
  return specifiers.map(([, specifier = '']) =>
    specifier.startsWith('.') ? relative('', join(dirname(path), specifier)) : (packages[specifier] ?? specifier),
  );
}
