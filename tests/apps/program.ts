import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';

/** A folder that is gone when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'narthex-apps-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Bundles a program of `apps/` into one file, as it is shipped, and returns its path. */
export async function bundle(program: string, folder: string): Promise<string> {
  const outfile = join(folder, `${program}.mjs`);
  await build({
    entryPoints: [fileURLToPath(new URL(`../../apps/${program}/main.ts`, import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    minify: true,
    // prom-client is CommonJS and requires parts of Node.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    conditions: ['narthex-source'],
    logLevel: 'error',
  });
  return outfile;
}

/** A program that runs in a process of its own. */
export interface Program {
  readonly process: ChildProcess;
  /** Where it listens. Rejects with all it has printed when it ends before. */
  readonly url: Promise<string>;
  /** Its exit status and all it has printed, when it has ended. */
  readonly ended: Promise<{ status: number | null; output: string }>;
}

/** Starts a bundled program on bare Node, in an empty environment. It is killed when the test ends. */
export function start(file: string, args: readonly string[]): Program {
  const child = spawn(process.execPath, [file, ...args], { env: {}, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const lines: string[] = [];
  const url = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        const [, found] = /listening on (\S+)$/.exec(line) ?? [];
        if (found !== undefined) resolve(found);
      });
    }
    child.once('close', () => reject(new Error(lines.join('\n'))));
  });
  url.catch(() => undefined);
  const ended = once(child, 'close').then(() => ({ status: child.exitCode, output: lines.join('\n') }));
  return { process: child, url, ended };
}
