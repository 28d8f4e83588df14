import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { repository, temporaryFolder } from '../support/temporary.ts';

/** Has the command judge a file of this content. */
async function conformance(content: unknown) {
  const folder = temporaryFolder();
  const program = join(folder, 'conformance.mjs');
  await build({
    entryPoints: [join(repository, 'scripts', 'conformance.ts')],
    outfile: program,
    ...{ bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'silent' },
  });
  const file = join(folder, 'cases.json');
  writeFileSync(file, JSON.stringify(content));
  return spawnSync(process.execPath, [program, file], { encoding: 'utf8' });
}

it('counts what it agrees with', async () => {
  const cases = [
    { input: 'up', fail: false, error: null },
    { input: 'up{', fail: true, error: 'Unexpected END of input' },
  ];
  const { status, stdout } = await conformance({ cases });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^2 cases: 1 to accept, 1 to refuse\n0 wrong verdicts\n0 refusals .*\n0 accepted .*\n$/);
});

it('names each wrong verdict and fails, and each message that says something else', async () => {
  const cases = [
    { input: 'up +', fail: false },
    { input: 'down', fail: true, error: 'nothing is down' },
    { input: '1 +', fail: true, error: 'something else' },
  ];
  const { status, stdout } = await conformance({ cases });
  expect(status).toBe(1);
  expect(stdout).toContain('2 wrong verdicts\n  "up +" is refused: says "unexpected end of input" at 4-4');
  expect(stdout).toContain('"down" is accepted, and should say "nothing is down"');
  expect(stdout).toContain('1 refusals that say something else\n  "1 +" says "unexpected end of input" at 3-3');
});

it('says what a file must look like', async () => {
  const { status, stderr } = await conformance({ cases: [{ input: 1 }] });
  expect(status).toBe(2);
  expect(stderr).toContain('is not of the shape {"cases"');
});
