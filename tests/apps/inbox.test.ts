import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Notification, WebhookPayload } from '../../apps/inbox/payload.ts';
import { startInbox } from '../../apps/inbox/server.ts';
import { parseExposition } from '../instrumentation/exposition.ts';
import { bundle, start, temporaryFolder } from './program.ts';

function payload(
  alertname: string,
  status: 'firing' | 'resolved' = 'firing',
  summary = 'All is lost.',
): WebhookPayload {
  return {
    version: '4',
    groupKey: `{}:{alertname="${alertname}"}`,
    status,
    receiver: 'team',
    groupLabels: { alertname },
    commonLabels: { alertname, severity: 'critical' },
    commonAnnotations: { summary },
    externalURL: 'http://alertmanager:9093',
    alerts: [
      {
        status,
        labels: { alertname, severity: 'critical' },
        annotations: { summary },
        startsAt: '2026-01-01T00:00:00.000Z',
        endsAt: '0001-01-01T00:00:00Z',
        generatorURL: 'http://prometheus:9090/graph',
        fingerprint: 'c0ffee',
      },
    ],
  };
}

async function inbox(folder?: string, keep?: number) {
  const data = folder ?? (await temporaryFolder());
  const running = await startInbox(data, { host: '127.0.0.1', port: 0 }, keep);
  onTestFinished(running.close);
  return {
    file: join(data, 'notifications.jsonl'),
    close: running.close,
    get: (path: string) => fetch(`${running.url}${path}`),
    send: (body: unknown, receiver = 'team') => post(`${running.url}/alerts/${receiver}`, JSON.stringify(body)),
    post: (path: string, body: string, type?: string) => post(`${running.url}${path}`, body, type),
    notifications: async (query = ''): Promise<Notification[]> =>
      (await fetch(`${running.url}/notifications${query}`)).json() as Promise<Notification[]>,
  };
}

function post(url: string, body: string, type = 'application/json'): Promise<Response> {
  return fetch(url, { method: 'POST', body, headers: { 'content-type': type } });
}

const alertnames = (notifications: readonly Notification[]) =>
  notifications.map((notification) => notification.payload.commonLabels.alertname);

describe('the inbox', () => {
  it('shows what Alertmanager has sent, newest first, by receiver', async () => {
    const { send, notifications } = await inbox();
    expect((await send(payload('A'))).status).toBe(200);
    await send(payload('B'), 'pager');
    await send(payload('A', 'resolved'));
    expect(alertnames(await notifications())).toEqual(['A', 'B', 'A']);
    expect(alertnames(await notifications('?receiver=pager'))).toEqual(['B']);
    expect((await notifications()).map(({ payload: { status } }) => status)).toEqual(['resolved', 'firing', 'firing']);
    expect(await notifications('?receiver=nobody')).toEqual([]);
  });

  it('forgets what is older than it is to keep, in the file as well, and keeps the rest', async () => {
    const day = 86_400_000;
    const folder = await temporaryFolder();
    const old = (alertname: string, days: number) => {
      const receivedAt = new Date(Date.now() - days * day).toISOString();
      return `${JSON.stringify({ receivedAt, receiver: 'team', payload: payload(alertname) })}\n`;
    };
    await writeFile(join(folder, 'notifications.jsonl'), `${old('A', 15)}${old('B', 13)}torn\n${old('C', 1)}`);
    const { send, notifications, file, close } = await inbox(folder, 14 * day);
    await send(payload('D'));
    expect(alertnames(await notifications())).toEqual(['D', 'C', 'B']);
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).payload.commonLabels.alertname)).toEqual(['B', 'C', 'D']);
    await close();
    const forEver = await inbox(folder);
    expect(alertnames(await forEver.notifications())).toEqual(['D', 'C', 'B']);
  });

  it('says on its page what, where, since when and how bad, with the links of a message', async () => {
    const { send, get } = await inbox();
    const [alert] = payload('A').alerts;
    const labels = {
      alertname: 'A',
      severity: 'critical',
      team: 'x',
      zone: 'z',
      instance: 'api:1',
      service: 'a "b" <c>',
    };
    const annotations = {
      summary: 'All is lost.',
      runbook_url: 'javascript:alert(1)',
      dashboard_url: 'https://g.example.org/d/x',
    };
    const endsAt = '2026-01-01T01:02:03Z';
    const over = { ...alert, status: 'resolved', labels, annotations, endsAt };
    await send({ ...payload('A'), alerts: [{ ...alert, labels, annotations }, over] });
    const page = await (await get('/')).text();
    expect(page).toContain('service a &quot;b&quot; &lt;c&gt;, instance api:1, zone z');
    expect(page).toContain('since 2026-01-01 00:00 UTC');
    expect(page).toContain('2026-01-01 00:00 UTC, lasted 1h2m3s');
    const found = [...page.matchAll(/<a href="([^"]*)">(\w+)<\/a>/g)].map(([, url = '', name]) => [name, url]);
    expect(found.map(([name]) => name)).toEqual(['Graph', 'Dashboard', 'Silence', 'Graph', 'Dashboard', 'Silence']);
    const filter = decodeURIComponent(found[2]?.[1]?.split('filter=')[1] ?? '');
    expect(filter).toContain('service="a \\"b\\" <c>"');
    expect(found[2]?.[1]).toMatch(/^http:\/\/alertmanager:9093\/#\/silences\/new\?filter=%7B[^"&#<>]*%7D$/);
  });

  it('has written a notification before it answers', async () => {
    const { send, file } = await inbox();
    await Promise.all(['A', 'B', 'C', 'D'].map((name) => send(payload(name))));
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    const stored = lines.map((line): Notification => JSON.parse(line));
    expect(alertnames(stored).toSorted()).toEqual(['A', 'B', 'C', 'D']);
    expect(stored[0]).toMatchObject({ receiver: 'team', payload: { version: '4' } });
    expect(Date.parse(stored[0]?.receivedAt ?? '')).toBeGreaterThan(0);
  });

  it('tells how many it has stored, and when the last one came', async () => {
    const { send, get, notifications } = await inbox();
    await send(payload('A'));
    await send(payload('A', 'resolved'));
    const samples = parseExposition(await (await get('/metrics')).text());
    expect(samples.get('inbox_notifications_total{receiver="team",status="firing"}')).toBe(1);
    expect(samples.get('inbox_notifications_total{receiver="team",status="resolved"}')).toBe(1);
    const [last] = await notifications();
    expect(samples.get('inbox_last_notification_timestamp_seconds{receiver="team"}')).toBe(
      Date.parse(last?.receivedAt ?? '') / 1000,
    );
    expect(await (await get('/health')).json()).toEqual({ status: 'healthy', service: 'inbox', notifications: 2 });
  });

  it('shows the alerts to people, and what they say only as text', async () => {
    const { send, get } = await inbox();
    expect(await (await get('/')).text()).toContain('None so far.');
    await send(payload('<script>alert(1)</script>', 'firing', '"><img src=x onerror=alert(2)>'));
    const response = await get('/');
    const text = await response.text();
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).not.toContain('<script');
    expect(text).not.toContain('<img');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

describe('the inbox refuses', () => {
  const missing = ({ groupKey: _, ...rest }: WebhookPayload) => rest;
  const garbage: readonly [sentence: string, body: string, message: RegExp][] = [
    ['what is no JSON', '{"version":', /not a JSON object/],
    ['a list', '[]', /not a JSON object/],
    ['another version', JSON.stringify({ ...payload('A'), version: '3' }), /version is not "4"/],
    ['an unknown status', JSON.stringify({ ...payload('A'), status: 'burning' }), /status is not firing or resolved/],
    ['a missing field', JSON.stringify(missing(payload('A'))), /groupKey is not a text/],
    ['labels that are no texts', JSON.stringify({ ...payload('A'), commonLabels: { a: 1 } }), /commonLabels is not/],
    ['alerts that are no list', JSON.stringify({ ...payload('A'), alerts: {} }), /alerts is not a list/],
    ['an alert that is none', JSON.stringify({ ...payload('A'), alerts: [1] }), /alerts\[0\] is not an object/],
    [
      'an alert without labels',
      JSON.stringify({ ...payload('A'), alerts: [{ status: 'firing' }] }),
      /alerts\[0\]\.labels/,
    ],
  ];

  it.each(garbage)('%s with 400 and the reason, and keeps nothing', async (_, body, message) => {
    const { post, notifications } = await inbox();
    const response = await post('/alerts/team', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: expect.stringMatching(message) });
    expect(await notifications()).toEqual([]);
  });

  it('a receiver that is no name with 400', async () => {
    const { send } = await inbox();
    expect((await send(payload('A'), '%3Cb%3E')).status).toBe(400);
    expect((await send(payload('A'), 'x'.repeat(101))).status).toBe(400);
  });

  it('what is not called JSON with 415', async () => {
    const { post } = await inbox();
    expect((await post('/alerts/team', JSON.stringify(payload('A')), 'text/plain')).status).toBe(415);
    expect((await post('/alerts/team', JSON.stringify(payload('A')), 'application/json; charset=utf-8')).status).toBe(
      200,
    );
  });

  it('more than 1 MiB with 413, also when the length is not told', async () => {
    const { send, get, notifications } = await inbox();
    const large = payload('A', 'firing', 'x'.repeat(1024 * 1024));
    expect((await send(large)).status).toBe(413);
    const { url } = await get('/notifications');
    const streamed = await fetch(new URL('/alerts/team', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Blob([JSON.stringify(large)]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(streamed.status).toBe(413);
    expect((await send(payload('A', 'firing', 'x'.repeat(500_000)))).status).toBe(200);
    expect(await notifications()).toHaveLength(1);
  });
});

describe('the store of the inbox', () => {
  it('answers 503 while it cannot write, keeps nothing of it, and recovers', async () => {
    const { send, file, notifications } = await inbox();
    await send(payload('A'));
    await rm(file);
    await mkdir(file);
    expect((await send(payload('B'))).status).toBe(503);
    expect(alertnames(await notifications())).toEqual(['A']);
    await rm(file, { recursive: true });
    expect((await send(payload('C'))).status).toBe(200);
    expect(alertnames(await notifications())).toEqual(['C', 'A']);
  });

  it('is read back on start, and goes on after a torn last line', async () => {
    const folder = await temporaryFolder();
    const before = await inbox(folder);
    await before.send(payload('A'));
    await before.send(payload('B'));
    await before.close();
    await appendFile(before.file, '{"receivedAt":"2026-01-01T00:00:00Z","rece');
    const after = await inbox(folder);
    expect(alertnames(await after.notifications())).toEqual(['B', 'A']);
    await after.send(payload('C'));
    await after.close();
    const last = await inbox(folder);
    expect(alertnames(await last.notifications())).toEqual(['C', 'B', 'A']);
    const samples = parseExposition(await (await last.get('/metrics')).text());
    expect(samples.get('inbox_last_notification_timestamp_seconds{receiver="team"}')).toBeGreaterThan(1.6e9);
  });

  it('keeps the last 500 in memory and all in the file', async () => {
    const folder = await temporaryFolder();
    const line = (index: number) =>
      JSON.stringify({ receivedAt: '2026-01-01T00:00:00Z', receiver: 'team', payload: payload(`A${index}`) });
    await writeFile(
      join(folder, 'notifications.jsonl'),
      Array.from({ length: 600 }, (_, index) => `${line(index)}\n`).join(''),
    );
    const { send, notifications, file } = await inbox(folder);
    await send(payload('last'));
    const names = alertnames(await notifications());
    expect(names).toHaveLength(500);
    expect([names[0], names[1], names.at(-1)]).toEqual(['last', 'A599', 'A101']);
    expect((await readFile(file, 'utf8')).trimEnd().split('\n')).toHaveLength(601);
  });

  it('says what to do when its folder cannot be made', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'taken'), '');
    await expect(startInbox(join(folder, 'taken'), { host: '127.0.0.1', port: 0 })).rejects.toThrow(
      /cannot keep notifications in .*taken.*Choose another folder with --data/,
    );
  });
});

describe('the inbox as a program', () => {
  it('runs from one file on bare Node, ends on SIGTERM, and has lost nothing when it starts again', async () => {
    const folder = await temporaryFolder();
    const file = await bundle('inbox', folder);
    const args = ['--data', join(folder, 'data'), '--listen', '127.0.0.1:0'];
    const first = start(file, args);
    expect((await post(`${await first.url}/alerts/team`, JSON.stringify(payload('A')))).status).toBe(200);
    first.process.kill('SIGTERM');
    expect((await first.ended).status).toBe(0);
    const second = start(file, args);
    const kept = (await (await fetch(`${await second.url}/notifications`)).json()) as Notification[];
    expect(alertnames(kept)).toEqual(['A']);
    second.process.kill('SIGINT');
    expect((await second.ended).status).toBe(0);
  });

  it('ends with status 1 and one clear line without a folder', async () => {
    const folder = await temporaryFolder();
    const { ended } = start(await bundle('inbox', folder), []);
    expect(await ended).toEqual({
      status: 1,
      output: 'inbox: no folder. Usage: inbox --data DIR [--keep SECONDS] [--listen HOST:PORT]',
    });
  });
});
