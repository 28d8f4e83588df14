import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalDescription } from '../../local/index.ts';
import { chooseProcesses } from '../../local/supervisor/programs.ts';
import { tinyStack } from './tiny-stack.ts';

const program = 'narthex-test-charts';
const { processes } = JSON.parse(
  tinyStack([
    { name: 'charts', port: 1, program },
    { name: 'preview', port: 2, insteadOf: 'charts' },
    { name: 'reader', port: 3, after: ['charts'] },
  ]).get('local/processes.json') ?? '',
) as LocalDescription;

const path = process.env.PATH;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'narthex-fallback-'));
});

afterEach(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true, force: true });
});

describe('a part that runs in place of another', () => {
  it('runs where the other has no program, which is left out with the reason', async () => {
    const choice = await chooseProcesses(processes);
    expect(choice.processes.map(({ name, after }) => [name, after])).toEqual([
      ['preview', []],
      ['reader', []],
    ]);
    expect(choice.leftOut).toEqual([
      { name: 'charts', reason: `the program '${program}' is not on PATH, and Narthex has no package of it` },
    ]);
  });

  it('does not run where the program of the other is on PATH, and is no part that is left out', async () => {
    writeFileSync(join(folder, program), '#!/bin/sh\n');
    chmodSync(join(folder, program), 0o755);
    process.env.PATH = `${folder}${delimiter}${path}`;
    const choice = await chooseProcesses(processes);
    expect(choice.processes.map(({ name }) => name)).toEqual(['charts', 'reader']);
    expect(choice.leftOut).toEqual([]);
    expect(choice.found.get(program)).toBe(join(folder, program));
  });
});
