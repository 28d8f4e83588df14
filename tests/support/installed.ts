import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from './temporary.ts';

/** The packages as npm would lay them beside a project outside the repository, compiled and with their types. */
export interface Installation {
  /** A new project below, which finds the packages; `files` by their path. */
  readonly project: (name: string) => string;
  /** Runs `narthex` in a project. */
  readonly narthex: (project: string, ...args: string[]) => Outcome;
  /** Runs the TypeScript compiler in a project, as its scripts do. */
  readonly tsc: (project: string, ...args: string[]) => Outcome;
  readonly remove: () => void;
}

/** How a program ended, and what it said. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const compiler = join(repository, 'node_modules', '.bin', 'tsc');

/** Compiles the packages and lays them into a new folder. It is the caller who removes it. */
export function installPackages(): Installation {
  execFileSync(process.execPath, [join(repository, 'scripts', 'build.mjs')], { cwd: repository });
  const root = mkdtempSync(join(tmpdir(), 'narthex-installed-'));
  const modules = join(root, 'node_modules');
  try {
    layPackages(modules);
  } catch (error) {
    rmSync(root, { recursive: true, force: true });
    throw error;
  }
  const run = (folder: string, program: string, args: readonly string[]): Outcome => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
      maxBuffer: 2 ** 26,
    });
    return { status, stdout, stderr };
  };
  return {
    project: (name) => {
      const folder = join(root, name);
      mkdirSync(folder);
      return folder;
    },
    narthex: (folder, ...args) => run(folder, join(modules, 'narthex', 'scripts', 'narthex.mjs'), args),
    tsc: (folder, ...args) => run(folder, join(modules, 'typescript', 'bin', 'tsc'), args),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** What npm would unpack, with types of this very moment, and the packages that they need. */
function layPackages(modules: string): void {
  const instrumentation = join(repository, 'exporters', 'instrumentation');
  const packages = [
    { from: repository, name: 'narthex', types: ['build/types'] },
    { from: instrumentation, name: '@narthex/instrumentation', types: ['build/types', 'build/cjs'] },
  ];
  for (const { from, name, types } of packages) {
    const target = join(modules, name);
    mkdirSync(target, { recursive: true });
    for (const entry of ['package.json', 'build', 'scripts/narthex.mjs'])
      if (existsSync(join(from, entry))) cpSync(join(from, entry), join(target, entry), { recursive: true });
    rmSync(join(target, 'build', 'types'), { recursive: true, force: true });
    for (const folder of types)
      execFileSync(compiler, ['-p', join(from, 'tsconfig.build.json'), '--outDir', join(target, folder)]);
  }
  for (const entry of readdirSync(join(repository, 'node_modules'))) {
    if (entry.startsWith('.') || entry === 'narthex' || entry === '@narthex') continue;
    symlinkSync(join(repository, 'node_modules', entry), join(modules, entry));
  }
}
