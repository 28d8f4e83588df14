import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundledFixture } from '../../support/bundle.ts';
import { couldNotRun } from '../../support/could-not-run.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { asked, opened } from './open.ts';

describe('a process that is killed while it records', () => {
  it.each([200, 900])(
    'after %i ms loses nothing that was flushed, and has at most one line cut off',
    async (milliseconds) => {
      const path = join(temporaryFolder(), 'audit.jsonl');
      const child = spawn(process.execPath, [await bundledFixture('audit-writer'), path], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = once(child, 'exit');
      let output = '';
      child.stdout.on('data', (chunk) => {
        output += chunk;
      });
      await once(child.stdout, 'data');
      setTimeout(() => child.kill('SIGKILL'), milliseconds);
      await ended;
      const flushed = Number(output.trimEnd().split('\n').at(-1));
      expect(flushed).toBeGreaterThan(0);
      const { audit, problems } = await opened({ memory: 1_000_000, history: { path } });
      const all: string[] = [];
      let before: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof asked>> = await asked(audit, {
          limit: '1000',
          ...(before !== null && { before }),
        });
        all.unshift(...page.events.map(({ resource_id }) => resource_id));
        before = page.cursors.older;
      } while (before !== null);
      expect(all.length).toBeGreaterThanOrEqual(flushed);
      expect(all).toEqual(all.map((_, index) => `r${index}`));
      expect(problems.length).toBeLessThanOrEqual(1);
      await audit.close();
    },
  );
});

describe('a disk of 96 kB that becomes full', () => {
  it('leaves the process alone, and holds every event once and whole when there is room again', async () => {
    const folder = temporaryFolder();
    const script = await bundledFixture('audit-writer');
    // A file system of its own, seen by this one process only, needs a name space of its own and no rights.
    const run = [
      'mount -t tmpfs -o size=96k none "$1" && head -c 32768 /dev/zero > "$1/ballast" && cd "$1" || exit 99',
      '"$2" "$3" "$1/audit.jsonl" "$1/ballast" && cp -r "$1" "$4"',
    ].join('\n');
    const copy = temporaryFolder();
    const { status, stdout, stderr } = spawnSync(
      'unshare',
      [
        '--user',
        '--map-root-user',
        '--mount',
        'sh',
        '-c',
        run,
        'sh',
        folder,
        process.execPath,
        script,
        join(copy, 'disk'),
      ],
      { encoding: 'utf8', timeout: 60_000 },
    );
    if (status === null || status === 99 || /unshare/.test(stderr)) {
      couldNotRun('audit trail on a full disk', `no file system of its own: ${stderr.trim() || 'unshare did not run'}`);
      return;
    }
    const [problem, written] = stdout.trimEnd().split('\n').slice(-2);
    expect([problem, stderr, status]).toEqual(['disk_full', '', 0]);
    const files = readdirSync(join(copy, 'disk')).sort();
    const lines = [...files.filter((name) => name !== 'audit.jsonl'), 'audit.jsonl'].flatMap((name) =>
      readFileSync(join(copy, 'disk', name), 'utf8')
        .split('\n')
        .filter((line) => line !== ''),
    );
    expect(lines.map((line) => JSON.parse(line).resource_id)).toEqual(
      Array.from({ length: Number(written) }, (_, index) => `r${index}`),
    );
  });
});
