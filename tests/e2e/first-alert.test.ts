import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultRunFolder, down, ensurePrograms } from '../../local/index.ts';
import { type Block, page } from '../docs/pages.ts';
import { type Ran, root, temporaryProject } from './cli.ts';

/** Added to every port of the page, as the page itself advises where another stack runs. */
const offset = 12_000 + (process.pid % 1_000);

/** What a reader types and writes, in the order of the page. The first block installs what this repository has already. */
const [installation, folderOfItsOwn, ...steps] = page('docs/first-alert.md').blocks;

let folder: string;

beforeAll(async () => {
  folder = temporaryProject({});
  await ensurePrograms(['prometheus', 'alertmanager']);
}, 300_000);

afterAll(async () => {
  // Not by the command that is tested: the stack has to end even if that does not work.
  const runFolder = defaultRunFolder(folder, 'bakery-development');
  await down(runFolder);
  for (const each of [runFolder, folder]) rmSync(each, { recursive: true, force: true });
}, 60_000);

/** What is typed, with the ports shifted and the command that this repository has compiled. */
function typed(text: string): string {
  return text
    .replace(/(127\.0\.0\.1):(\d+)/g, (_, host: string, port: string) => `${host}:${Number(port) + offset}`)
    .replace(/^npx narthex up (.*)$/gm, `npx narthex up $1 --port-offset ${offset}`)
    .replaceAll('npx narthex', `"${process.execPath}" "${join(root, 'build', 'narthex.js')}"`);
}

/** Runs the lines of a block one after the other in a shell, as a reader does who looks at none of their exit codes but the last. */
function run(text: string): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', typed(text)], { cwd: folder, env: { ...process.env, NO_COLOR: '1' } });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    child.once('error', reject);
    child.once('close', (status) => resolve({ status: status ?? 1, stdout, stderr }));
  });
}

/** A line without what is another one each time: how long it took, when it was, how wide the columns are. */
function timeless(line: string): string {
  return line
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replace(/\b\d+(\.\d+)? m?s\b/g, '<duration>')
    .replace(/ +/g, ' ')
    .trim();
}

/** The lines of a page that an answer does not have. */
function missing(shown: string, stdout: string): string[] {
  const answered = stdout.split('\n').map(timeless);
  return shown
    .split('\n')
    .map(timeless)
    .filter((line) => line !== '' && !answered.includes(line));
}

/** Does what a block says; what the page shows as its answer has to come, at once or, where a server is asked, after a while. */
async function follow({ text }: Block, shown: string | undefined): Promise<void> {
  const deadline = Date.now() + (/^curl -s '/.test(text) ? 180_000 : 0);
  for (;;) {
    const { status, stdout, stderr } = await run(text);
    const lacking = missing(shown ?? '', stdout);
    if (lacking.length === 0) {
      expect(status, `${text}${stdout}${stderr}`).toBe(shown?.startsWith('✗ promtool') ? 1 : 0);
      return;
    }
    if (Date.now() >= deadline) expect(lacking, `${text}${stdout}${stderr}`).toEqual([]);
    await sleep(1000);
  }
}

describe('docs/first-alert.md', () => {
  it('begins with what this repository has done already, and a folder in it', () => {
    expect(installation?.text).toBe('npm ci\nnpm run build\n');
    expect(folderOfItsOwn?.text).toMatch(/^mkdir -p \S+ && cd \S+\n$/);
  });

  it('leads to an alert that fires and ends, if one does just what it says', { timeout: 600_000 }, async () => {
    for (const [index, block] of steps.entries()) {
      if (block.language === 'ts') {
        const path = join(folder, /^\/\/ (\S+)\n/.exec(block.text)?.[1] ?? 'nameless');
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, block.text);
      }
      const next = steps[index + 1];
      if (block.language === 'sh') await follow(block, next?.language === 'text' ? next.text : undefined);
    }
  });
});
