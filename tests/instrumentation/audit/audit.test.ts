import client from 'prom-client';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  AUDIT_EVENT_TYPES,
  type AuditEntry,
  auditMetrics,
  openAudit,
} from '../../../exporters/instrumentation/audit/index.ts';
import { instrument } from '../../../exporters/instrumentation/index.ts';
import { REDACTED } from '../../../exporters/instrumentation/redact.ts';
import { parseExposition } from '../exposition.ts';
import { asked, opened, recordMany } from './open.ts';

describe('an event', () => {
  it('is served in the shape of the contract', async () => {
    const { audit } = await opened();
    audit.record({
      type: 'user_login',
      user: 'user_123',
      resource: 'auth_system',
      action: 'login',
      details: { ip_address: '192.168.1.100' },
    });
    const { body, status } = await audit.handler({ limit: '50' });
    expect(status).toBe(200);
    const { counts, cursors, ...contract } = await asked(audit);
    expect(contract).toEqual({
      service: 'integration-controller',
      total_events: 1,
      returned_events: 1,
      events: [
        {
          timestamp: '2025-09-21T04:00:00.000Z',
          event_type: 'user_login',
          user_id: 'user_123',
          resource_id: 'auth_system',
          action: 'login',
          details: { ip_address: '192.168.1.100' },
          success: true,
        },
      ],
    });
    expect(JSON.parse(JSON.stringify(body))).toEqual({ ...contract, counts, cursors });
    expect(counts).toEqual({ user_login: 1 });
  });

  it.each([
    'user_login',
    'brief_created',
    'integration_connected',
    'content_generated',
    'audio_generated',
    'message_delivered',
    'error_occurred',
  ] as const)('of type %s is one of those that there are', async (type) => {
    const { audit } = await opened();
    audit.record({ type, success: false });
    expect(AUDIT_EVENT_TYPES).toContain(type);
    expect((await asked(audit)).events).toMatchObject([
      { event_type: type, user_id: 'system', resource_id: 'integration-controller', action: type, success: false },
    ]);
  });

  it('may be of a type that the application adds, and of no other', async () => {
    const audit = await openAudit({ service: 'shop', types: ['order_cancelled'] });
    audit.record({ type: 'order_cancelled' });
    expectTypeOf(audit.record).toBeCallableWith({ type: 'user_login' });
    // @ts-expect-error a type that nobody has defined
    audit.record({ type: 'order_canceled' });
    expect((await asked(audit)).counts).toEqual({ order_cancelled: 1, order_canceled: 1 });
  });

  it('keeps no secret, token or e-mail address, wherever it stands', async () => {
    const { audit } = await opened();
    audit.record({
      type: 'access_denied',
      user: 'ann@example.com',
      resource: 'https://bob:hunter22@internal/files',
      action: 'GET with Bearer abcdef0123456789',
      details: {
        password: 'hunter22',
        nested: [{ note: 'sent to carol@example.org' }, { headers: { Authorization: 'Basic aHVudGVyMjI6eA==' } }],
        key: 'AKIAIOSFODNN7EXAMPLE',
        attempts: 3,
      },
    });
    const { events } = await asked(audit);
    const text = JSON.stringify(events);
    for (const secret of ['ann@', 'hunter22', 'carol@', 'abcdef0123456789', 'aHVudGVyMjI6eA', 'AKIAIOSFODNN7'])
      expect(text).not.toContain(secret);
    expect(events[0]?.details).toMatchObject({ password: REDACTED, attempts: 3 });
  });

  it('is copied: what the caller changes afterwards is not in it', async () => {
    const { audit } = await opened();
    const details = { count: 1, list: [1] };
    audit.record({ type: 'brief_created', details });
    details.count = 2;
    details.list.push(2);
    expect((await asked(audit)).events[0]?.details).toEqual({ count: 1, list: [1] });
  });
});

describe('recording', () => {
  const circle: Record<string, unknown> = { a: 1 };
  circle.again = circle;
  const wide = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`k${index}`, circle]));
  for (const key of Object.keys(wide)) circle[key] = wide;

  it.each([
    ['a circle', { circle }],
    ['circles in circles', wide],
    ['a megabyte of text', { text: 'x'.repeat(1e6), more: 'y'.repeat(1e6) }],
    ['a million values', { list: Array.from({ length: 1e6 }, (_, index) => index) }],
    [
      'a getter that throws',
      Object.defineProperty({ fine: 1 }, 'bad', {
        enumerable: true,
        get: () => {
          throw new Error('no');
        },
      }),
    ],
    [
      'what JSON does not know',
      {
        big: 1n,
        not: Number.NaN,
        none: undefined,
        call: () => 1,
        mark: Symbol('s'),
        map: new Map([['a', new Set([1])]]),
        bytes: Buffer.alloc(9),
        at: new Date(0),
        bad: new Date(Number.NaN),
        error: new TypeError('t'),
        url: new URL('http://x/'),
      },
    ],
    ['a prototype', JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":1}}')],
  ] as [string, Record<string, unknown>][])(
    'keeps an event of bounded size with %s in its details',
    async (_, details) => {
      const { audit } = await opened();
      audit.record({ type: 'error_occurred', details });
      const { events } = await asked(audit);
      expect(events).toHaveLength(1);
      expect(JSON.stringify(events).length).toBeLessThan(20_000);
      expect(({} as Record<string, unknown>).admin).toBeUndefined();
    },
  );

  it('never throws, whatever untyped code passes, and counts what is no event', async () => {
    const registry = new client.Registry();
    const { audit } = await opened({ metrics: instrument(auditMetrics, { registry }) });
    const hostile = {
      get type(): string {
        throw new Error('no');
      },
    };
    for (const entry of [undefined, null, hostile, { type: Object.create(null) }, {}, { type: 7, details: 'text' }])
      audit.record(entry as unknown as AuditEntry);
    const { total_events } = await asked(audit);
    const samples = parseExposition(await registry.metrics());
    expect(total_events).toBe(2);
    expect(samples.get('audit_entries_refused_total')).toBe(4);
  });

  it('counts events by type and success', async () => {
    const registry = new client.Registry();
    const { audit } = await opened({ metrics: instrument(auditMetrics, { registry }) });
    recordMany(audit, 30);
    const samples = parseExposition(await registry.metrics());
    expect(samples.get('audit_events_total{event_type="user_login",success="true"}')).toBe(9);
    expect(samples.get('audit_events_total{event_type="user_login",success="false"}')).toBe(1);
    expect(samples.get('audit_events_total{event_type="brief_created",success="false"}')).toBe(2);
    expect(samples.get('audit_history_problems_total{kind="disk_full"}')).toBe(0);
  });

  it('keeps the latest events, as many as memory was given, out of 10,000', async () => {
    const { audit } = await opened({ memory: 1_000 });
    recordMany(audit, 10_000);
    const latest = await asked(audit, { limit: '1000' });
    expect(latest).toMatchObject({ total_events: 1_000, returned_events: 1_000 });
    expect(latest.events[0]?.resource_id).toBe('r9000');
    expect(latest.events.at(-1)?.resource_id).toBe('r9999');
    expect(latest.cursors.older).toBeNull();
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses a memory of %s events', async (memory) => {
    await expect(openAudit({ service: 'shop', memory })).rejects.toThrow(`memory is ${memory}`);
  });
});
