// Compiles the package that applications import, into exporters/instrumentation/build: its doors as ES modules that share what they
// have in common, and every file as CommonJS, so that there too each module is there only once, whichever doors are used.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The doors: what one imports and the source of it, as the manifest of the package says. */
export function doorsOf(folder) {
  const { name, exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return Object.entries(exports).flatMap(([subpath, door]) =>
    typeof door === 'string' ? [] : [{ specifier: join(name, subpath), source: door['narthex-source'] }],
  );
}

/** Leaves imports between the files where they are, under the name that the imported file has when it is compiled. */
const separate = {
  name: 'separate',
  setup(build) {
    build.onResolve({ filter: /^\.{1,2}\// }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: path.replace(/\.ts$/, '.js'), external: true },
    );
  },
};

/** Compiles it with esbuild's `build`, in the options that all of ours have. */
export async function buildInstrumentation(bundle, folder, options) {
  const outdir = join(folder, 'build');
  const sources = readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.ts') && !/^(build|node_modules)\//.test(file))
    .sort();
  // Chunks are named by what is in them, so those of before would stay.
  rmSync(join(outdir, 'chunks'), { recursive: true, force: true });
  mkdirSync(join(outdir, 'cjs'), { recursive: true });
  writeFileSync(join(outdir, 'cjs', 'package.json'), '{ "type": "commonjs" }\n');
  await Promise.all([
    bundle({
      ...options,
      absWorkingDir: folder,
      entryPoints: doorsOf(folder).map(({ source }) => source),
      outbase: folder,
      outdir,
      packages: 'external',
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
    }),
    bundle({
      ...options,
      absWorkingDir: folder,
      entryPoints: sources,
      outbase: folder,
      outdir: join(outdir, 'cjs'),
      format: 'cjs',
      plugins: [separate],
      packages: 'external',
    }),
  ]);
}
