import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endsWithin, type LaunchSpec, launch, processEnvironment } from '../../local/supervisor/launch.ts';
import { lastLines, rotateLog } from '../../local/supervisor/log.ts';

let folder: string;
let log: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'narthex-launch-'));
  log = join(folder, 'part.log');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const node = (script: string, more: Partial<LaunchSpec> = {}) =>
  launch({
    file: process.execPath,
    args: ['-e', script],
    environment: {},
    cwd: folder,
    user: undefined,
    log,
    guard: [],
    ...more,
  });

describe('launching a program', () => {
  it('adds its output and its complaints to the log', async () => {
    writeFileSync(log, 'before\n');
    await node("console.log('said'); console.error('complained')").ended;
    expect(readFileSync(log, 'utf8')).toBe('before\nsaid\ncomplained\n');
  });

  it('tells how it ended', async () => {
    expect(await node('').ended).toEqual({ how: 'exit code 0', ok: true });
    expect(await node('process.exit(4)').ended).toEqual({ how: 'exit code 4', ok: false });
    expect(await node("process.kill(process.pid, 'SIGKILL')").ended).toEqual({ how: 'signal SIGKILL', ok: false });
    const missing = await node('', { file: join(folder, 'nothing') }).ended;
    expect(missing).toEqual({ how: expect.stringContaining('ENOENT'), ok: false });
  });

  it('gives it the input that it wants, even one that it does not read', async () => {
    await node('process.stdin.pipe(process.stdout)', { stdin: 'hello' }).ended;
    expect(readFileSync(log, 'utf8')).toBe('hello');
    expect((await node('', { stdin: 'x'.repeat(1_000_000) }).ended).ok).toBe(true);
  });

  it('gives it no variable but its own', async () => {
    await node('console.log(JSON.stringify(process.env))', { environment: { ONE: 'a b $c' } }).ended;
    expect(JSON.parse(readFileSync(log, 'utf8'))).toMatchObject({ ONE: 'a b $c' });
    expect(readFileSync(log, 'utf8')).not.toContain('PATH');
  });

  it('knows whether it ends in time', async () => {
    const running = node('setInterval(() => {}, 1000)');
    expect(await endsWithin(running, 30)).toBe(false);
    running.signal('SIGKILL');
    expect(await endsWithin(running, 10_000)).toBe(true);
  });
});

describe('the environment of a process', () => {
  it('passes on what every program needs and keeps back the rest', () => {
    const outer = { PATH: '/bin', https_proxy: 'http://proxy:1', GITHUB_TOKEN: 'secret', HOME: '/root' };
    expect(processEnvironment({ ONE: '1' }, '/run/home', outer)).toEqual({
      PATH: '/bin',
      https_proxy: 'http://proxy:1',
      HOME: '/run/home',
      ONE: '1',
    });
  });
});

describe('logs', () => {
  it('give their last lines, without what was there before', async () => {
    writeFileSync(log, 'old\n');
    const from = rotateLog(log);
    writeFileSync(log, `old\n${Array.from({ length: 40 }, (_, index) => `line ${index}`).join('\n')}\n`);
    const lines = await lastLines(log, from);
    expect(lines).toHaveLength(15);
    expect(lines.at(-1)).toBe('line 39');
    expect(await lastLines(log, from, 100)).toHaveLength(40);
  });

  it('give nothing where nothing was written', async () => {
    writeFileSync(log, 'old\n');
    expect(await lastLines(log, 4)).toEqual([]);
  });

  it('cut a line that would fill the screen', async () => {
    writeFileSync(log, `begin${'x'.repeat(10_000)}end`);
    expect(await lastLines(log, 0)).toEqual([expect.stringMatching(/^beginx+ … x+end$/)]);
    expect((await lastLines(log, 0))[0]?.length).toBeLessThan(1_100);
  });

  it('are set aside when they have become large', () => {
    expect(rotateLog(log)).toBe(0);
    writeFileSync(log, 'small');
    expect(rotateLog(log)).toBe(5);
    truncateSync(log, 11 * 1024 * 1024);
    expect(rotateLog(log)).toBe(0);
    expect(readFileSync(`${log}.1`, 'utf8').slice(0, 5)).toBe('small');
  });
});
