import { join } from 'node:path';
import { build } from 'esbuild';
import { doorsOf } from '../../scripts/build-instrumentation.mjs';
import { repository, temporaryProject } from './temporary.ts';

const instrumentation = join(repository, 'exporters', 'instrumentation');

/** Where the sources of the doors of our instrumentation lie, by what one imports: an `alias` of esbuild. */
export const instrumentationSources: Readonly<Record<string, string>> = Object.fromEntries(
  doorsOf(instrumentation).map(({ specifier, source }) => [specifier, join(instrumentation, source)]),
);

/** Compiles a program of the fixtures into one file that plain Node.js runs, and returns its path. It is removed with the test. */
export async function bundledFixture(name: string): Promise<string> {
  const outfile = join(temporaryProject(), `${name}.mjs`);
  await bundled(join(repository, 'tests', 'fixtures', `${name}.ts`), outfile);
  return outfile;
}

/** Compiles a program that uses our packages by their names, and others that are installed, into one file. */
export async function bundled(entryPoint: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [entryPoint],
    outfile,
    bundle: true,
    packages: 'external',
    alias: { narthex: join(repository, 'stacks', 'index.ts'), ...instrumentationSources },
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
  });
}
