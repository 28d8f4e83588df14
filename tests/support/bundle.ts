import { join } from 'node:path';
import { build } from 'esbuild';
import { repository, temporaryProject } from './temporary.ts';

/** Compiles a program of the fixtures into one file that plain Node.js runs, and returns its path. It is removed with the test. */
export async function bundledFixture(name: string): Promise<string> {
  const outfile = join(temporaryProject(), `${name}.mjs`);
  await build({
    entryPoints: [join(repository, 'tests', 'fixtures', `${name}.ts`)],
    outfile,
    bundle: true,
    packages: 'external',
    alias: {
      narthex: join(repository, 'stacks', 'index.ts'),
      '@narthex/instrumentation': join(repository, 'exporters', 'instrumentation', 'index.ts'),
    },
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
  });
  return outfile;
}
