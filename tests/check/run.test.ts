import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ProgramError } from '../../local/index.ts';
import type { Gate, GateResult } from '../../scripts/check/gate.ts';
import { rules } from '../../scripts/check/gates/rules.ts';
import { gates } from '../../scripts/check/gates.ts';
import { inParallel } from '../../scripts/check/parallel.ts';
import { openTools } from '../../scripts/check/programs.ts';
import { gateText, summaryText } from '../../scripts/check/report.ts';
import { type GateReport, isPassed } from '../../scripts/check/run.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { contextOf, reportsOf, subjectOf } from './subjects.ts';

function gate(result: () => Promise<GateResult>): Gate {
  return { id: 'mine', code: 'NX699', title: 'my gate', why: 'or it falls', tools: [], run: result };
}

const fault = { artifact: 'shop/a.yml', line: 3, from: 'alert A', message: 'one\ntwo', fix: 'write it' } as const;
const passed = gate(async () => ({ checked: 2, what: 'file', findings: [] }));
const failed = gate(async () => ({ checked: 2, what: 'file', findings: [fault] }));
const empty = gate(async () => ({ checked: 0, what: 'file', findings: [] }));
const unable = gate(async () => {
  throw new ProgramError('E_PROGRAM_MISSING', 'Not found: promtool.\nInstall it.');
});

/** How gates end, without the colours of a terminal. */
async function texts(...all: readonly Gate[]): Promise<string[]> {
  const reports = await reportsOf(all, contextOf([]));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes are control characters
  return reports.map((report) => gateText(report, 10).replace(/\u001b\[[0-9;]*m/g, ''));
}

describe('the gates', () => {
  it('all run, whatever one of them finds', async () => {
    const reports = await reportsOf([failed, unable, empty, passed], contextOf([]));
    expect(reports.map(({ outcome }) => outcome)).toEqual(['failed', 'unable', 'empty', 'passed']);
  });

  it('fail when one finds something', async () => {
    expect(isPassed(await reportsOf([passed, empty], contextOf([])), {})).toBe(true);
    expect(isPassed(await reportsOf([passed, failed], contextOf([])), {})).toBe(false);
  });

  it('fail for want of a program only on continuous integration', async () => {
    const reports = await reportsOf([passed, unable], contextOf([]));
    expect(isPassed(reports, {})).toBe(true);
    expect(isPassed(reports, { CI: 'true' })).toBe(false);
    expect(isPassed(reports, { CI: 'false' })).toBe(true);
    const nothing = await reportsOf([passed, empty], contextOf([]));
    expect(isPassed(nothing, { CI: 'true' })).toBe(true);
  });

  it('do not hide mistakes of their own', async () => {
    const broken = gate(async () => {
      throw new TypeError('x is not a function');
    });
    await expect(reportsOf([broken], contextOf([]))).rejects.toThrow('x is not a function');
  });
});

describe('a program that a gate needs', () => {
  it('is missed with its name and what to do, and the gates that need none still pass', async () => {
    // No Debian, nothing on PATH, nothing in the cache.
    const environment = { PATH: temporaryFolder(), NARTHEX_CACHE: temporaryFolder() };
    const tool = openTools(['promtool'], { environment });
    const needsNone = gates.filter(({ id }) => ['definition', 'secrets', 'hardening'].includes(id));
    const input = { subjects: [subjectOf()], projectFolder: '/nowhere', tool };
    const [missing, ...others] = await reportsOf([rules, ...needsNone], input);
    expect(missing).toMatchObject({ outcome: 'unable', note: expect.stringContaining('NARTHEX_PROMTOOL=') });
    expect(others.map(({ outcome }) => outcome)).toEqual(['passed', 'passed', 'passed']);
  });

  it('does not hide the others that are there', async () => {
    const folder = join(temporaryFolder(), 'bin');
    mkdirSync(folder);
    writeFileSync(join(folder, 'amtool'), '#!/bin/sh\necho amtool, version 0.33.1\n');
    chmodSync(join(folder, 'amtool'), 0o755);
    const environment = { PATH: folder, NARTHEX_CACHE: temporaryFolder() };
    const tool = openTools(['promtool', 'amtool'], { environment });
    expect(await tool('amtool')).toEqual({ path: join(folder, 'amtool') });
    await expect(tool('promtool')).rejects.toThrow('Not found: promtool');
  });
});

describe('the report', () => {
  it('has a line with mark, title, count and time for a gate that passed', async () => {
    expect((await texts(passed))[0]).toMatch(/^✓ my gate {5}2 files +\d+ ms$/);
  });

  it('says below a gate why it matters, and of each fault where it is, where it comes from, what it is and what to do', async () => {
    const lines = (await texts(failed))[0]?.split('\n') ?? [];
    expect(lines[0]).toMatch(/^✗ my gate +1 fault in 2 files +\d+ ms$/);
    expect(lines.slice(1)).toEqual([
      '    or it falls',
      '    shop/a.yml:3  NX699  from alert A',
      '        one',
      '        two',
      '        fix: write it',
    ]);
  });

  it('names the artifacts with the same content, and the code that a fault has of its own', async () => {
    const both = gate(async () => ({
      checked: 2,
      what: 'file',
      findings: [{ ...fault, code: 'NX312', also: ['shop/b.yml'] }],
    }));
    const [text] = await texts(both);
    expect(text).toContain('shop/a.yml:3  NX312');
    expect(text).toContain('the same in shop/b.yml');
  });

  it('does not print more than a person reads', async () => {
    const many = gate(async () => ({ checked: 1, what: 'file', findings: Array.from({ length: 50 }, () => fault) }));
    const [text = ''] = await texts(many);
    expect(text.match(/NX699/g)).toHaveLength(20);
    expect(text).toContain('and 30 more');
  });

  it('tells a gate that could not run from one that had nothing to do', async () => {
    const [without, nothing] = await texts(unable, empty);
    expect(without).toMatch(/^– my gate +not checked: Not found: promtool\.\n +Install it\.$/);
    expect(nothing).toMatch(/^– my gate +nothing of it was selected$/);
  });

  it('ends with the number of faults, and of gates that nobody asked', async () => {
    const report = async (...all: readonly Gate[]) => {
      const reports: GateReport[] = await reportsOf(all, contextOf([]));
      return summaryText(reports, isPassed(reports, { CI: 'true' }), 7);
    };
    expect(await report(passed)).toContain('nothing found (7 ms)');
    expect(await report(failed, unable)).toContain('1 fault, 1 gate not checked');
    expect(await report(unable)).toContain('counts as failure where CI is set');
  });
});

describe('work on many items', () => {
  it('is done by a few at a time, and its results stand in the order of the items', async () => {
    let running = 0;
    let most = 0;
    const results = await inParallel([5, 4, 3, 2, 1, 0], 2, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return item * 10;
    });
    expect(results).toEqual([50, 40, 30, 20, 10, 0]);
    expect(most).toBe(2);
  });

  it('is no work for none', async () => {
    expect(await inParallel([], 2, async () => 1)).toEqual([]);
  });
});
