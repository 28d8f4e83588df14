import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeTextfile } from '../../../exporters/instrumentation/test-runs/textfile.ts';
import { temporaryFolder } from '../../support/temporary.ts';

it('is whole or not there, and keeps what has to stay until there is something newer', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'tests.prom');
  const success = '# HELP last_success When.\n# TYPE last_success gauge\nlast_success{run="unit"} 5\n';
  await writeTextfile(path, `tests 1\n${success}last_success_of_others 1\n`, []);
  await writeTextfile(path, 'tests 2\n', ['last_success']);
  expect(readFileSync(path, 'utf8')).toBe(`tests 2\n${success}`);
  await writeTextfile(path, 'last_success{run="unit"} 6\n', ['last_success']);
  expect(readFileSync(path, 'utf8')).toBe('last_success{run="unit"} 6\n');
  expect(readdirSync(folder)).toEqual(['tests.prom']);
});

it('has a name that the collector reads, in a folder that is there', async () => {
  const folder = temporaryFolder();
  await expect(writeTextfile(join(folder, 'tests.txt'), 'a 1\n', [])).rejects.toThrow(
    /end in \.prom; .*tests\.txt does/,
  );
  await expect(writeTextfile(join(folder, 'none', 'a.prom'), 'a 1\n', [])).rejects.toThrow(/ENOENT/);
  writeFileSync(join(folder, 'plain'), '');
  await expect(writeTextfile(join(folder, 'plain', 'a.prom'), 'a 1\n', [])).rejects.toThrow(/ENOTDIR/);
});
