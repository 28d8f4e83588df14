import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MetricDefinition, MetricSet } from '@narthex/instrumentation';
import type { BuildFailure, Plugin } from 'esbuild';
import { NarthexError, type Problem } from '../../stacks/model/index.ts';
import { readExposition } from '../catalog/read.ts';
import { exposedMetrics } from './exposed.ts';
import type { ForeignMetric } from './metric-series.ts';

/**
 * Reads catalogs: TypeScript files as `narthex catalog` writes them, files with what a program exposed, and folders of both.
 * `narthexEntry` is the file that `import … from 'narthex'` in them means. Throws a {@link NarthexError} that names every file that is
 * neither.
 */
export async function readCatalogs(
  paths: readonly string[],
  narthexEntry: string | undefined,
): Promise<ForeignMetric[]> {
  const results = await Promise.all(
    paths.flatMap(filesOf).map((file) => readCatalog(file, narthexEntry).catch(problemsOf)),
  );
  const problems = results.flat().filter((each): each is Problem => 'fix' in each);
  if (problems.length > 0) throw new NarthexError('Not every catalog could be read.', problems);
  return results.flat().filter((each): each is ForeignMetric => 'metric' in each);
}

const scripts = /(?<!\.d|\.test)\.[cm]?[jt]s$/;
const expositions = /\.(?:prom|txt|metrics)(?:\.gz)?$/;

/** A file itself; of a folder all that look like catalogs. */
function filesOf(path: string): string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => !/(?:^|[\\/])(?:node_modules|\.git)(?:[\\/]|$)/.test(name))
    .filter((name) => scripts.test(name) || expositions.test(name))
    .sort();
  if (files.length > 0) return files.map((name) => join(path, name));
  throw refusal(path, 'the folder holds no catalog', 'give a folder with .ts files of narthex catalog, or .prom files');
}

function readCatalog(file: string, narthexEntry: string | undefined): Promise<ForeignMetric[]> {
  if (scripts.test(file)) return scriptMetrics(file, narthexEntry);
  return readExposition(file).then((exposition) => exposedMetrics(exposition, basename(file)));
}

async function scriptMetrics(file: string, narthexEntry: string | undefined): Promise<ForeignMetric[]> {
  if (statSync(file, { throwIfNoEntry: false }) === undefined)
    throw refusal(file, 'there is no such file', 'correct the path');
  const folder = mkdtempSync(join(tmpdir(), 'narthex-catalog-'));
  try {
    const compiled = join(folder, `${basename(file)}.mjs`);
    writeFileSync(compiled, await bundle(file, narthexEntry));
    const module = (await import(pathToFileURL(compiled).href)) as Readonly<Record<string, unknown>>;
    const metrics = new Map(
      Object.values(module).flatMap((value) =>
        isMetricSet(value) ? Object.values(value).map((metric) => [metric.name, metric] as const) : [],
      ),
    );
    if (metrics.size === 0) {
      throw refusal(file, 'it exports no catalog', 'export const metrics = describeMetrics({ … })');
    }
    return [...metrics.values()].map((metric) => ({ metric, program: basename(file) }));
  } catch (error) {
    if (error instanceof NarthexError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw refusal(file, `it fails when it is loaded: ${reason}`, 'correct what the message names');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bundle(file: string, narthexEntry: string | undefined): Promise<string> {
  const { build } = await import('esbuild');
  try {
    const { outputFiles } = await build({
      entryPoints: [file],
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      logLevel: 'silent',
      write: false,
      plugins: [ourOwn(narthexEntry)],
    });
    return outputFiles[0]?.text ?? '';
  } catch (error) {
    const { errors } = error as Partial<BuildFailure>;
    if (errors === undefined) throw error;
    throw new NarthexError(
      'The catalog does not compile.',
      errors.map(({ text, location }) => ({
        code: 'NX854',
        path: [],
        message: text,
        fix: 'correct the line; your editor shows the same mistake',
        ...(location && { position: { file: location.file, line: location.line, column: location.column + 1 } }),
      })),
    );
  }
}

/** A catalog may lie where no package is installed: it gets the Narthex that runs. */
function ourOwn(entry: string | undefined): Plugin {
  return {
    name: 'narthex',
    setup: ({ onResolve }) =>
      onResolve({ filter: /^(?:narthex|@narthex\/instrumentation)$/ }, ({ path }) => ({
        path: entry === undefined ? path : pathToFileURL(entry).href,
        external: true,
      })),
  };
}

function isMetricSet(value: unknown): value is MetricSet {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const metrics = Object.values(value);
  return metrics.length > 0 && metrics.every(isMetric);
}

function isMetric(value: unknown): value is MetricDefinition {
  if (typeof value !== 'object' || value === null) return false;
  const { name, type, labels } = value as Partial<Record<keyof MetricDefinition, unknown>>;
  return typeof name === 'string' && typeof type === 'string' && typeof labels === 'object' && labels !== null;
}

function refusal(file: string, message: string, fix: string): NarthexError {
  return new NarthexError('This is no catalog.', [{ code: 'NX854', path: [], message: `${file}: ${message}`, fix }]);
}

function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof NarthexError) return error.problems;
  throw error;
}
