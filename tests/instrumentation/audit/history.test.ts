import {
  appendFileSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import client from 'prom-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { NumberedEvent } from '../../../exporters/instrumentation/audit/event.ts';
import { type Audit, auditMetrics, openAudit } from '../../../exporters/instrumentation/audit/index.ts';
import { emptySegment } from '../../../exporters/instrumentation/audit/segments.ts';
import { HistoryWriter } from '../../../exporters/instrumentation/audit/writer.ts';
import { instrument } from '../../../exporters/instrumentation/index.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { fakeClock } from '../clock.ts';
import { parseExposition } from '../exposition.ts';
import { asked, namesIn, opened, recordMany } from './open.ts';

const resources = (events: readonly { readonly resource_id: string }[]) => events.map(({ resource_id }) => resource_id);
const numbered = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `r${from + index}`);

/** An audit trail with a history in the folder. */
async function withHistory(folder: string, options: Parameters<typeof opened>[0] = {}, history = {}) {
  const path = join(folder, 'logs', 'audit.jsonl');
  const result = await opened({ history: { path, ...history }, ...options });
  onTestFinished(() => result.audit.close());
  return { ...result, path };
}

describe('the history', () => {
  it('is one line of JSON for each event, readable by its owner only', async () => {
    const { audit, path } = await withHistory(temporaryFolder());
    audit.record({ type: 'user_login', details: { text: 'two\nlines\u2028and more' } });
    recordMany(audit, 2);
    expect(await audit.flush()).toBe(true);
    const lines = readFileSync(path, 'utf8').split('\n');
    expect(lines).toHaveLength(4);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      event_type: 'user_login',
      details: { text: 'two\nlines\u2028and more' },
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
  });

  it('is there after a restart, and numbers go on, so that cursors of before still hold', async () => {
    const folder = temporaryFolder();
    const before = await withHistory(folder);
    recordMany(before.audit, 80);
    const cursor = (await asked(before.audit, { limit: '30' })).cursors.older ?? '';
    await before.audit.close();
    const { audit, problems } = await withHistory(folder);
    recordMany(audit, 20, 80);
    expect(resources((await asked(audit, { limit: '1000' })).events)).toEqual(numbered(0, 100));
    expect(resources((await asked(audit, { before: cursor, limit: '1000' })).events)).toEqual(numbered(0, 50));
    expect(problems).toEqual([]);
  });

  it('answers what memory has no room for', async () => {
    const { audit } = await withHistory(temporaryFolder(), { memory: 10 });
    recordMany(audit, 200);
    await audit.flush();
    const document = await asked(audit, { limit: '70' });
    expect(resources(document.events)).toEqual(numbered(130, 200));
    expect(document).toMatchObject({ total_events: 200, counts: { user_login: 67, brief_created: 133 } });
    const older = await asked(audit, { limit: '70', before: document.cursors.older ?? '' });
    expect(resources(older.events)).toEqual(numbered(60, 130));
    // Memory has exactly what is asked for, and the files have what stands before it.
    const full = await asked(audit, { limit: '10' });
    expect(resources(full.events)).toEqual(numbered(190, 200));
    expect(resources((await asked(audit, { limit: '5', before: full.cursors.older ?? '' })).events)).toEqual(
      numbered(185, 190),
    );
    expect((await asked(audit, { success: 'false' })).total_events).toBe(20);
    expect((await asked(audit, { actor: 'user_0', type: 'user_login' })).total_events).toBe(10);
  });

  it('holds 10,000 events that come at once, in order and whole', async () => {
    const { audit, path, problems } = await withHistory(temporaryFolder());
    recordMany(audit, 10_000);
    expect(await audit.flush()).toBe(true);
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).resource_id)).toEqual(numbered(0, 10_000));
    expect(problems).toEqual([]);
  });

  it('takes events from many at the same time, with flushes between them, each once', async () => {
    const { audit, path } = await withHistory(temporaryFolder(), {}, { fsync: 'always' });
    await Promise.all(
      Array.from({ length: 50 }, async (_, writer) => {
        for (let index = 0; index < 20; index += 1) {
          audit.record({ type: 'content_generated', resource: `w${writer}-${index}` });
          if (index % 5 === writer % 5) await audit.flush();
        }
      }),
    );
    await audit.flush();
    const lines = readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(new Set(lines.map((line) => line.resource_id)).size).toBe(1_000);
    expect(lines).toHaveLength(1_000);
    const numbers = lines.map((line) => line.number);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  });

  it('goes on in a new file when one is full, and lets the oldest go', async () => {
    const { audit, path } = await withHistory(temporaryFolder(), { memory: 20 }, { maxBytes: 20_000, keep: 2 });
    for (let index = 0; index < 1_000; index += 50) {
      recordMany(audit, 50, index);
      await audit.flush();
    }
    const names = namesIn(join(path, '..'));
    expect(names).toEqual([
      'audit.jsonl',
      expect.stringMatching(/^audit\.jsonl\.\d{16}$/),
      expect.stringMatching(/^audit\.jsonl\.\d{16}$/),
    ]);
    for (const name of names) expect(statSync(join(path, '..', name)).size).toBeLessThanOrEqual(20_000);
    const { events, total_events } = await asked(audit, { limit: '1000' });
    expect(total_events).toBe(events.length);
    expect(total_events).toBeGreaterThan(100);
    expect(resources(events)).toEqual(numbered(1_000 - events.length, 1_000));
  });

  it('counts right when memory holds more than the files', async () => {
    const { audit } = await withHistory(temporaryFolder(), { memory: 500 }, { maxBytes: 5_000, keep: 0 });
    for (let index = 0; index < 1_000; index += 10) {
      recordMany(audit, 10, index);
      await audit.flush();
      const { total_events, counts } = await asked(audit);
      expect(total_events).toBe(Math.min(index + 10, 500));
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(total_events);
    }
  });
});

describe('a damaged history', () => {
  const damaged = async (damage: (path: string) => void) => {
    const folder = temporaryFolder();
    const before = await withHistory(folder);
    recordMany(before.audit, 10);
    await before.audit.close();
    damage(before.path);
    const registry = new client.Registry();
    const { audit, problems } = await withHistory(folder, { metrics: instrument(auditMetrics, { registry }) });
    recordMany(audit, 5, 10);
    await audit.flush();
    await audit.close();
    const again = await withHistory(folder);
    return {
      events: resources((await asked(again.audit)).events),
      problems,
      skipped: parseExposition(await registry.metrics()).get('audit_history_skipped_lines_total'),
    };
  };

  it('loses the line that a crash cut off, says so, and the next line begins a new one', async () => {
    const { events, problems, skipped } = await damaged((path) => truncateSync(path, statSync(path).size - 20));
    expect(events).toEqual([...numbered(0, 9), ...numbered(10, 15)]);
    expect(problems).toEqual([
      {
        kind: 'damaged',
        message: expect.stringMatching(
          /audit\.jsonl has a line that is no event, the last line of all cut off by a crash/,
        ),
      },
    ]);
    expect(skipped).toBe(1);
  });

  it('keeps an event of which only the line break is missing', async () => {
    const { events, problems } = await damaged((path) => truncateSync(path, statSync(path).size - 1));
    expect(events).toEqual(numbered(0, 15));
    expect(problems).toEqual([]);
  });

  it.each([
    ['zeros, as a file system leaves them', '\0'.repeat(5_000)],
    ['other JSON', '{"level":"info"}\n[]\nnull\n12\n'],
    [
      'an event with a number that is none',
      '{"number":"7","timestamp":"","event_type":"","user_id":"","resource_id":"","action":"","details":{},"success":true}\n',
    ],
    ['a line of a megabyte', `${'x'.repeat(1e6)}\n`],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x0a, 0xc3, 0x28, 0x0a])],
  ])('skips %s between its events', async (_, garbage) => {
    const { events, problems, skipped } = await damaged((path) => appendFileSync(path, garbage));
    expect(events).toEqual(numbered(0, 15));
    expect(problems).toMatchObject([{ kind: 'damaged' }]);
    expect(skipped).toBeGreaterThan(0);
  });

  it('that is gone altogether begins anew', async () => {
    const { events, problems } = await damaged((path) => rmSync(path));
    expect(events).toEqual(numbered(10, 15));
    expect(problems).toEqual([]);
  });
});

describe('a disk that does not take the history', () => {
  it('when it is full harms nobody, is counted and said once, and what waited is written when there is room', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'audit.jsonl');
    symlinkSync('/dev/full', path);
    const registry = new client.Registry();
    const { audit, clock, problems } = await opened({
      history: { path },
      metrics: instrument(auditMetrics, { registry }),
    });
    recordMany(audit, 100);
    expect(await audit.flush()).toBe(false);
    await clock.advance(10_000);
    recordMany(audit, 100, 100);
    await clock.advance(10_000);
    expect(await audit.flush()).toBe(false);
    expect(problems).toEqual([
      {
        kind: 'disk_full',
        message: expect.stringMatching(/^cannot write 100 events to .*ENOSPC.* Make room on the disk/),
      },
    ]);
    expect(
      parseExposition(await registry.metrics()).get('audit_history_problems_total{kind="disk_full"}'),
    ).toBeGreaterThan(2);
    expect((await asked(audit)).total_events).toBe(200);
    rmSync(path);
    await clock.advance(60_000);
    expect(await audit.flush()).toBe(true);
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).resource_id)).toEqual(numbered(0, 200));
    await audit.close();
  });

  it('for long keeps a bounded number waiting, and counts the others', async () => {
    const path = join(temporaryFolder(), 'audit.jsonl');
    symlinkSync('/dev/full', path);
    const registry = new client.Registry();
    const { audit, problems } = await opened({
      memory: 100,
      history: { path },
      metrics: instrument(auditMetrics, { registry }),
    });
    recordMany(audit, 30_000);
    await audit.flush();
    expect(problems.map(({ kind }) => kind).sort()).toEqual(['disk_full', 'queue_full']);
    expect(parseExposition(await registry.metrics()).get('audit_history_lost_events_total')).toBe(10_000);
    await audit.close();
    expect(parseExposition(await registry.metrics()).get('audit_history_lost_events_total')).toBe(30_000);
  });

  it('for long keeps a bounded number of large events waiting as well', async () => {
    const path = join(temporaryFolder(), 'audit.jsonl');
    symlinkSync('/dev/full', path);
    const registry = new client.Registry();
    const metrics = instrument(auditMetrics, { registry });
    const { audit, problems } = await opened({ memory: 100, history: { path }, metrics });
    for (let index = 0; index < 6_000; index += 1)
      audit.record({ type: 'error_occurred', details: { text: 'x '.repeat(4_000) } });
    await audit.flush();
    expect(problems.map(({ kind }) => kind).sort()).toEqual(['disk_full', 'queue_full']);
    const lost = parseExposition(await registry.metrics()).get('audit_history_lost_events_total') ?? 0;
    expect((6_000 - lost) * 8_000).toBeLessThan(34_000_000);
    expect(lost).toBeGreaterThan(1_000);
    await audit.close();
  });

  it.each([0, 1, 2, 3, 4, 5, 6])(
    'is written to the last event, also one that comes %i steps after a write',
    async (steps) => {
      const path = join(temporaryFolder(), 'audit.jsonl');
      const [first, second] = [1, 2].map((number): NumberedEvent => {
        const event = { timestamp: '2025-09-21T04:00:00Z', event_type: 'user_login', user_id: 'u', resource_id: 'r' };
        return { number, event: { ...event, action: 'a', details: {}, success: true } };
      });
      if (first === undefined || second === undefined) throw new Error('there are two');
      const settings = { path, fsync: 'never', maxBytes: 10_000, keep: 1, clock: fakeClock() } as const;
      const ignored = { onProblem: () => {}, onRemoved: () => {}, onLost: () => {} };
      let late = false;
      const writer: HistoryWriter = new HistoryWriter(
        {
          ...settings,
          ...ignored,
          onWritten: async () => {
            if (late) return;
            late = true;
            for (let step = 0; step < steps; step += 1) await Promise.resolve();
            writer.append(second);
          },
        },
        [],
        emptySegment(path),
      );
      onTestFinished(() => writer.close());
      writer.append(first);
      const lines = () => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0);
      await expect.poll(lines).toBe(2);
    },
  );

  it.each([
    ['a folder stands in its place', (path: string) => join(path, '..')],
    ['a file stands where its folder should be', (path: string) => join(path, 'audit.jsonl')],
    ['the path is none', () => 'a\0b'],
  ])('because %s leaves the events in memory', async (_, at) => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const { audit, problems } = await opened({ history: { path: at(file) } });
    recordMany(audit, 5);
    expect(await audit.flush()).toBe(false);
    expect(problems.length).toBeGreaterThan(0);
    expect((await asked(audit)).total_events).toBe(5);
    await audit.close();
  });

  it('goes on in a new file when somebody has moved the old one and the process starts again', async () => {
    const folder = temporaryFolder();
    const { audit, path } = await withHistory(folder);
    recordMany(audit, 5);
    await audit.close();
    renameSync(path, `${path}.old`);
    const again = await withHistory(folder);
    recordMany(again.audit, 2, 5);
    await again.audit.flush();
    expect((await asked(again.audit)).total_events).toBe(2);
    expect(existsSync(`${path}.old`)).toBe(true);
  });
});

describe('mistakes', () => {
  it.each([
    [{ maxBytes: 10 }, 'maxBytes is 10'],
    [{ maxBytes: Number.NaN }, 'maxBytes is NaN'],
    [{ keep: -1 }, 'keep is -1'],
  ])('in the settings %j are refused', async (settings, message) => {
    const path = join(temporaryFolder(), 'audit.jsonl');
    await expect(openAudit({ service: 'shop', history: { path, ...settings } })).rejects.toThrow(message);
  });

  it('of too many readers at once are refused, and later answered', async () => {
    const { audit } = await withHistory(temporaryFolder(), { memory: 10 });
    recordMany(audit, 500);
    await audit.flush();
    const answers = await Promise.all(Array.from({ length: 30 }, () => (audit as Audit).handler({ success: 'true' })));
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(8);
    expect(answers.map(({ status }) => status).filter((status) => status === 503)).toHaveLength(22);
    expect((await asked(audit, { success: 'true' })).total_events).toBe(450);
  });
});
