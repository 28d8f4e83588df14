import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type SeenFiles, withFiles, withSeenFiles } from '../../local/tools/files.ts';

const input = (text: string) => ({ artifact: 'a', text });

/** Lays files out and reads one of them. */
async function laidOut(seen: SeenFiles, path: string) {
  return withSeenFiles(seen, async (at, restore) => {
    const text = readFileSync(at(path), 'utf8');
    return { text, file: at(path), restored: restore(text) };
  });
}

describe('files in a folder of their own', () => {
  it('stand at their paths while the work goes on, and are gone after it', async () => {
    let folder = '';
    const text = await withFiles(new Map([['rules/a.yml', 'one']]), async (made) => {
      folder = made;
      return readFileSync(join(made, 'rules', 'a.yml'), 'utf8');
    });
    expect(text).toBe('one');
    expect(existsSync(folder)).toBe(false);
  });

  it('are gone when the work fails, too', async () => {
    let folder = '';
    const work = withFiles(new Map([['a', 'b']]), async (made) => {
      folder = made;
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(existsSync(folder)).toBe(false);
  });
});

describe('files as a program sees them', () => {
  const seen: SeenFiles = new Map([
    ['/etc/app/app.yml', input("rules: ['/etc/app/rules/*.yml']\ntoken: /run/secrets/token\nother: /etc/other/x\n")],
    ['/etc/app/rules/a.yml', input('a')],
    ['/run/secrets/token', input('t')],
  ]);

  it('name each other by where they really lie', async () => {
    await withSeenFiles(seen, async (at) => {
      const text = readFileSync(at('/etc/app/app.yml'), 'utf8');
      expect(text).toContain(`'${dirname(at('/etc/app/rules/a.yml'))}/*.yml'`);
      expect(text).toContain(`token: ${at('/run/secrets/token')}\n`);
      expect(readFileSync(at('/etc/app/rules/a.yml'), 'utf8')).toBe('a');
    });
  });

  it('leave alone what no seen file stands under', async () => {
    const { text } = await laidOut(seen, '/etc/app/app.yml');
    expect(text).toContain('other: /etc/other/x\n');
  });

  it('get their own paths back in what the program says', async () => {
    const { restored } = await laidOut(seen, '/etc/app/app.yml');
    expect(restored).toBe(seen.get('/etc/app/app.yml')?.text);
  });

  it('keep addresses and longer paths that only contain a folder', async () => {
    const text = 'a: http://host/etc/app/x\nb: /var/run/secrets/token\nc: ./etc/app/x\n';
    const own = new Map([...seen, ['/etc/app/app.yml', input(text)]]);
    expect((await laidOut(own, '/etc/app/app.yml')).text).toBe(text);
  });

  it('may lie under a token instead of a folder', async () => {
    const local: SeenFiles = new Map([
      ['{run-folder}/config/app.yml', input("rules: '{run-folder}/rules/a.yml'\n")],
      ['{run-folder}/rules/a.yml', input('a')],
    ]);
    const { text, restored } = await laidOut(local, '{run-folder}/config/app.yml');
    expect(text).not.toContain('{run-folder}');
    expect(restored).toContain('{run-folder}/rules/a.yml');
  });

  it('are gone after the work', async () => {
    const { file } = await laidOut(seen, '/run/secrets/token');
    expect(existsSync(file)).toBe(false);
  });
});
