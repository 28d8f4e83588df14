// Compiles the command line, the public entry and Narthex's own programs into build/. Plain JavaScript, because it runs before
// anything is compiled.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildInstrumentation } from './build-instrumentation.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const output = join(root, 'build');
const stampFile = join(output, 'stamp');
const instrumentation = join(root, 'exporters/instrumentation/build/index.js');
const sourceFolders = [
  'stacks/model',
  'stacks/synthesize',
  'stacks/analysis',
  'stacks/graph',
  'stacks/cost',
  'servers',
  'exporters',
  'promql',
  'rules',
  'dashboards',
  'compose',
  'kubernetes',
  'local',
  'apps',
  'scripts',
];
const sourceFiles = ['stacks/index.ts', 'package.json', 'package-lock.json'];

/** A digest of every source's path, size and time; a change of any of them means that build/ is old. */
function stamp() {
  const hash = createHash('sha256');
  const add = (path) => {
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  };
  for (const file of sourceFiles) add(file);
  for (const folder of sourceFolders) {
    for (const entry of readdirSync(join(root, folder), { recursive: true }).sort()) {
      const path = join(folder, entry);
      if (/\.(ts|mjs|css)$/.test(entry) && !/(^|\/)(node_modules|build)\//.test(path)) add(path);
    }
  }
  return hash.digest('hex');
}

/** Whether build/ belongs to the sources as they stand. */
export function isBuilt() {
  try {
    return existsSync(instrumentation) && readFileSync(stampFile, 'utf8') === stamp();
  } catch {
    return false;
  }
}

const library = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  conditions: ['narthex-source'],
  logLevel: 'warning',
  // Names stay, for stack traces; what goes is what Node.js would only read over at every start.
  minifyWhitespace: true,
  minifySyntax: true,
};

/** CommonJS packages inside an ESM bundle ask for `require`. */
const requireBanner = {
  js: "import { createRequire as narthexCreateRequire } from 'node:module'; const require = narthexCreateRequire(import.meta.url);",
};

/** Compiles everything into a folder beside build/, which then takes its place: a build that fails leaves the old one. */
export async function build() {
  const { build: bundle } = await import('esbuild');
  const started = stamp();
  const staging = join(root, `build.${process.pid}`);
  try {
    await Promise.all([
      bundle({
        ...library,
        absWorkingDir: root,
        entryPoints: {
          narthex: 'scripts/narthex.ts',
          index: 'stacks/index.ts',
          'local-daemon': 'local/daemon.ts',
          conformance: 'scripts/conformance.ts',
        },
        outdir: staging,
        splitting: true,
        chunkNames: 'chunks/[name]-[hash]',
        // Large packages that only some commands need; they are loaded from node_modules when their output is asked for.
        external: ['esbuild', 'kubernetes-models', '@kubernetes-models/*', 'ajv', 'acorn', '@jridgewell/trace-mapping'],
        banner: requireBanner,
      }),
      ...['simulator', 'inbox', 'runbooks', 'preview'].map((name) =>
        bundle({
          ...library,
          absWorkingDir: root,
          entryPoints: [`apps/${name}/main.ts`],
          outfile: join(staging, 'apps', `${name}.mjs`),
          minify: true,
          banner: requireBanner,
        }),
      ),
      // The page of the preview: for browsers since spring 2024.
      bundle({
        absWorkingDir: root,
        entryPoints: ['main.ts', 'page.css'].map((file) => ({
          in: `dashboards/preview/browser/${file}`,
          out: 'preview',
        })),
        outdir: join(staging, 'apps'),
        bundle: true,
        format: 'esm',
        target: ['chrome123', 'firefox120', 'safari17.5'],
        minify: true,
        logLevel: 'warning',
      }),
      buildInstrumentation(bundle, join(root, 'exporters/instrumentation'), library),
    ]);
    writeFileSync(join(staging, 'stamp'), started);
    // Another process was faster: what it runs from must not be taken away.
    if (isBuilt()) return;
    rmSync(output, { recursive: true, force: true });
    try {
      renameSync(staging, output);
    } catch (error) {
      if (!isBuilt()) throw error;
    }
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  mkdirSync(output, { recursive: true });
  // Somebody may run from it: what is as it should be is not put there anew.
  if (!isBuilt()) await build();
}
