import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeClock } from '../clock.ts';
import { asked, opened, recordMany } from './open.ts';

/** Thirty events, one each second. */
async function thirty() {
  const { audit, clock } = await opened();
  for (let index = 0; index < 30; index += 1) {
    recordMany(audit, 1, index);
    await clock.advance(1_000);
  }
  return { audit, clock };
}

describe('a question', () => {
  it('made of nonsense is refused in a few words, and quickly', async () => {
    const { audit } = await opened();
    const nonsense = new URLSearchParams(
      Array.from({ length: 20_000 }, (_, index): [string, string] => [`x${index % 5_000}`, '']),
    );
    const began = performance.now();
    const { status, body } = await audit.handler(nonsense);
    expect(status).toBe(400);
    expect(JSON.stringify(body).length).toBeLessThan(3_000);
    const same = new URLSearchParams(Array.from({ length: 20_000 }, (): [string, string] => ['type', '']));
    expect((await audit.handler(same)).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(500);
  });

  it('without parameters gets the latest 50, oldest first', async () => {
    const { audit } = await opened();
    recordMany(audit, 150);
    const { events, ...rest } = await asked(audit);
    expect(rest).toMatchObject({
      total_events: 150,
      returned_events: 50,
      counts: { user_login: 50, brief_created: 100 },
    });
    expect(events.map(({ resource_id }) => resource_id)).toEqual(
      Array.from({ length: 50 }, (_, index) => `r${100 + index}`),
    );
  });

  it.each([
    [{ type: 'user_login' }, 10],
    [{ event_type: 'user_login,brief_created' }, 30],
    [{ event_type: ['user_login', 'brief_created'] }, 30],
    [{ type: 'message_delivered' }, 0],
    [{ actor: 'user_3' }, 4],
    [{ user_id: 'user_3', type: 'user_login' }, 2],
    [{ success: 'false' }, 3],
    [{ resource: 'r5,r6' }, 2],
    [{ action: 'brief_created', success: 'true' }, 18],
    [{ since: '2025-09-21T04:00:20Z' }, 10],
    [{ until: '2025-09-21T04:00:20Z' }, 21],
    [{ since: '2025-09-21T04:00:10Z', until: '2025-09-21T04:00:12.500Z' }, 3],
    [{ since: '10s' }, 10],
    [{ since: '2025-09-21T06:00:20+02:00' }, 10],
    [{ since: '2025-09-22' }, 0],
    [new URLSearchParams('type=user_login&actor=user_0&actor=user_6'), 4],
  ])('with %j gets what matches all of it', async (parameters, expected) => {
    const { audit } = await thirty();
    const document = await asked(audit, parameters);
    expect([document.total_events, document.returned_events]).toEqual([expected, expected]);
    expect(Object.values(document.counts).reduce((sum, count) => sum + count, 0)).toBe(expected);
  });

  it.each([
    [{ limit: '0' }, 'limit is "0". Give a whole number from 1 to 1000.'],
    [{ limit: '1001' }, 'limit is "1001"'],
    [{ limit: ['1', '2'] }, 'limit is "there twice"'],
    [{ since: 'yesterday' }, 'since is "yesterday". Write a time such as 2025-09-21T04:00:00Z'],
    [{ before: 'e' }, 'before is "e". Give a cursor as an earlier answer has it.'],
    [{ after: 'ezzzzzzzzzzzz' }, 'after is "ezzzzzzzzzzzz"'],
    [{ success: 'yes' }, 'success is "yes". Write true or false.'],
    [{ success: 'toString' }, 'success is "toString"'],
    [{ tpye: 'user_login' }, '"tpye" is no parameter. There are event_type, type,'],
    [{ type: Array.from({ length: 51 }, (_, index) => `t${index}`) }, 'type has 51 values. Give at most 50.'],
  ])('with %j is refused with what is wrong', async (parameters, message) => {
    const { audit } = await opened();
    const { status, body } = await audit.handler(parameters);
    expect(status).toBe(400);
    expect(body).toEqual({ errors: [expect.stringContaining(message)] });
  });

  it('hears of all its mistakes at once', async () => {
    const { audit } = await opened();
    const { body } = await audit.handler({ limit: 'x', since: 'y', colour: 'z' });
    expect(body).toMatchObject({ errors: { length: 3 } });
  });
});

describe('paging', () => {
  it('to older events meets each event once, while new ones come', async () => {
    const { audit } = await opened({ memory: 10_000 });
    recordMany(audit, 1_000);
    const seen: string[] = [];
    let before: string | null = null;
    do {
      const { events, cursors } = await asked(audit, { limit: '70', ...(before !== null && { before }) });
      seen.unshift(...events.map(({ resource_id }) => resource_id));
      before = cursors.older;
      recordMany(audit, 13, 5_000);
    } while (before !== null);
    expect(seen).toEqual(Array.from({ length: 1_000 }, (_, index) => `r${index}`));
  });

  it('to newer events meets each event once, and then waits for more', async () => {
    const { audit } = await opened();
    recordMany(audit, 5);
    let { cursors } = await asked(audit);
    expect((await asked(audit, { after: cursors.newer ?? '' })).events).toEqual([]);
    recordMany(audit, 120, 5);
    const seen: string[] = [];
    for (let page = 0; page < 4; page += 1) {
      const document = await asked(audit, { after: cursors.newer ?? '', limit: '50' });
      seen.push(...document.events.map(({ resource_id }) => resource_id));
      cursors = document.cursors;
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, index) => `r${index + 5}`));
  });

  it('with a cursor of an earlier process that kept nothing finds nothing, and not the wrong events', async () => {
    const earlier = await opened();
    recordMany(earlier.audit, 20);
    const { cursors } = await asked(earlier.audit, { limit: '5' });
    const clock = fakeClock('2025-09-21T04:00:01Z');
    const { audit } = await opened({ clock });
    recordMany(audit, 20);
    expect((await asked(audit, { before: cursors.older ?? '' })).events).toEqual([]);
    expect((await asked(audit, { after: cursors.newer ?? '' })).events).toHaveLength(20);
  });

  it('with any filter, page size and memory adds up to what the filter matches', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 80 }),
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom({}, { type: 'user_login' }, { success: 'true' }, { actor: 'user_1' }, { type: 'none' }),
        async (events, memory, limit, filter) => {
          const { audit } = await opened({ memory });
          recordMany(audit, events);
          const all = await asked(audit, { ...filter, limit: '1000' });
          const pages: string[] = [];
          let before: string | null = null;
          do {
            const page: Awaited<ReturnType<typeof asked>> = await asked(audit, {
              ...filter,
              limit: String(limit),
              ...(before !== null && { before }),
            });
            expect(page.total_events).toBe(all.total_events);
            expect(page.counts).toEqual(all.counts);
            pages.unshift(...page.events.map(({ resource_id }) => resource_id));
            before = page.cursors.older;
          } while (before !== null);
          expect(pages).toEqual(all.events.map(({ resource_id }) => resource_id));
          expect(pages).toHaveLength(all.total_events);
        },
      ),
      { numRuns: 60 },
    );
  });
});
