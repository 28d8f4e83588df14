import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { promtoolCheckRules, promtoolTestRules } from '../../local/tools/index.ts';
import { runTool } from '../../local/tools/run-tool.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** A program of this test, written in the shell's language. */
function program(script: string): string {
  const path = join(temporaryFolder(), 'tool');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

const input = { artifact: 'shop/rules/host.yml', text: 'groups: []\n' };

describe('a tool', () => {
  it('is killed when it gives no answer, and the finding says so', async () => {
    const path = program('exec sleep 600');
    const [finding, ...others] = await promtoolCheckRules({ path, timeout: 300 }, input);
    expect(others).toEqual([]);
    expect(finding).toEqual({
      artifact: 'shop/rules/host.yml',
      message: `${path} gave no answer within 0.3 s and was ended`,
    });
  });

  it('does not live on after its time', async () => {
    const folder = temporaryFolder();
    const path = program(`echo $$ > ${folder}/pid; exec sleep 600`);
    await runTool(path, [], { timeout: 500 });
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    await expect.poll(() => isAlive(pid)).toBe(false);
  });

  it('is ended in time even if a child of it holds on to the output', async () => {
    const answer = await runTool(program('sleep 3 & wait'), [], { timeout: 200 });
    expect(answer).toEqual({ failure: expect.stringContaining('gave no answer within 0.2 s') });
  });

  it('that does not exist is a finding with its path', async () => {
    const [finding] = await promtoolCheckRules({ path: '/nowhere/promtool' }, input);
    expect(finding?.message).toBe('/nowhere/promtool cannot be started: there is no such file');
  });

  it('that may not be executed is a finding with the reason', async () => {
    const path = join(temporaryFolder(), 'tool');
    writeFileSync(path, 'text');
    const answer = await runTool(path, []);
    expect(answer).toEqual({ failure: expect.stringContaining('EACCES') });
  });

  it('that a signal ends is a finding with the signal', async () => {
    expect(await runTool(program('kill -TERM $$'), [])).toEqual({ failure: expect.stringContaining('SIGTERM') });
  });

  it('gets its input, and is not disturbed by a tool that does not read it', async () => {
    expect(await runTool(program('cat'), [], { input: 'text' })).toMatchObject({ status: 0, stdout: 'text' });
    expect(await runTool(program('exit 3'), [], { input: 'x'.repeat(1_000_000) })).toMatchObject({ status: 3 });
  });

  it('gets arguments as they are, because no shell reads them', async () => {
    const answer = await runTool(program('printf %s "$1"'), ['$(id) "; `id`']);
    expect(answer).toMatchObject({ stdout: '$(id) "; `id`' });
  });

  it('leaves no file behind, whatever happens', async () => {
    const folder = temporaryFolder();
    const path = program(`pwd > ${folder}/where; exit 1`);
    await promtoolTestRules({ path }, { ...input, path: 'tests/host.yml' }, new Map());
    const where = readFileSync(join(folder, 'where'), 'utf8').trim();
    expect(where.startsWith(tmpdir())).toBe(true);
    expect(existsSync(where)).toBe(false);
    expect(readdirSync(folder)).toEqual(['where']);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
