import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findInCache } from '../../local/programs/cache.ts';
import { hashFiles, type Manifest, readManifest, verifyFiles, writeManifest } from '../../local/programs/manifest.ts';

let folder: string;
let manifest: Manifest;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'narthex-manifest-'));
  await mkdir(join(folder, 'root/usr/bin'), { recursive: true });
  await writeFile(join(folder, 'root/usr/bin/promtool'), Buffer.alloc(3_000_000, 7));
  await writeFile(join(folder, 'root/readme'), 'hello\n');
  manifest = {
    format: 1,
    suite: 'forky',
    packages: [{ file: 'promtool_3.5.3_amd64.deb', sha256: '00' }],
    programs: { promtool: { path: 'root/usr/bin/promtool', version: '3.5.3' } },
    files: await hashFiles(folder),
  };
  await writeManifest(folder, manifest);
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function flipOneBit(path: string, at: number): Promise<void> {
  const bytes = await readFile(path);
  const file = await open(path, 'r+');
  await file.write(Buffer.from([(bytes[at] ?? 0) ^ 1]), 0, 1, at);
  await file.close();
}

describe('the manifest of a folder in the cache', () => {
  it('comes back as it was written and accepts the files that it lists', async () => {
    expect(await readManifest(folder)).toEqual(manifest);
    await expect(verifyFiles(folder, manifest)).resolves.toBeUndefined();
  });

  it('holds the well-known hash of a known text', () => {
    expect(manifest.files['root/readme']).toBe('5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03');
  });

  it('finds one flipped bit and names the file, the expected hash and the one found', async () => {
    const path = join(folder, 'root/usr/bin/promtool');
    await flipOneBit(path, 2_345_678);
    const got = (await hashFiles(folder))['root/usr/bin/promtool'];
    const failure = await verifyFiles(folder, manifest).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'E_PROGRAM_CORRUPT' });
    const { message } = failure as Error;
    expect(message).toContain(path);
    expect(message).toContain(`expected sha256 ${manifest.files['root/usr/bin/promtool']}`);
    expect(message).toContain(`got             ${got}`);
  });

  it('finds a file that was cut short and one that is gone', async () => {
    await writeFile(join(folder, 'root/usr/bin/promtool'), Buffer.alloc(2_999_999, 7));
    await expect(verifyFiles(folder, manifest)).rejects.toMatchObject({ code: 'E_PROGRAM_CORRUPT' });
    await rm(join(folder, 'root/usr/bin/promtool'));
    await expect(verifyFiles(folder, manifest)).rejects.toThrow(/promtool[\s\S]*unreadable \(ENOENT\)/);
  });

  it('is reported as damaged when it is no JSON, or JSON of another shape', async () => {
    for (const text of ['{"format": 1, "files', '[]', '{"format":2}', 'null']) {
      await writeFile(join(folder, 'manifest.json'), text);
      await expect(readManifest(folder)).rejects.toMatchObject({ code: 'E_PROGRAM_CORRUPT' });
    }
  });

  it('is absent, not damaged, in a folder that was never finished', async () => {
    await rm(join(folder, 'manifest.json'));
    expect(await readManifest(folder)).toBeUndefined();
    expect(await findInCache(folder, 'promtool')).toBeUndefined();
    expect(await findInCache(join(folder, 'nowhere'), 'promtool')).toBeUndefined();
  });
});

describe('a program in the cache', () => {
  it('is handed out with its version when its files are right', async () => {
    const path = join(folder, 'root/usr/bin/promtool');
    expect(await findInCache(folder, 'promtool')).toEqual({ path, version: '3.5.3' });
  });

  it('is refused when a file was changed before its first use', async () => {
    await flipOneBit(join(folder, 'root/readme'), 0);
    await expect(findInCache(folder, 'promtool')).rejects.toMatchObject({ code: 'E_PROGRAM_CORRUPT' });
  });

  it('is reported as damaged when the manifest does not name it', async () => {
    await expect(findInCache(folder, 'amtool')).rejects.toThrow(/amtool/);
  });
});
